#!/usr/bin/env python3
"""record.py: writes pythonnames.txt, what CPython's library has: its modules in the first line, then the public names of
those of which there is something here."""
import importlib, pathlib, pkgutil, sys

MODULES = """abc array base64 bisect calendar cmath collections contextlib copy csv dataclasses datetime decimal enum fractions functools
hashlib heapq hmac io itertools json logging math numbers operator os os.path pathlib pprint queue random re secrets statistics string
struct sys textwrap threading time timeit traceback types typing unicodedata uuid warnings zlib zoneinfo""".split()

def public(m):
    return sorted(n for n in dir(m) if not n.startswith("_") and type(getattr(m, n)).__name__ != "module")

top = sorted(n for n in sys.stdlib_module_names if not n.startswith("_") and n not in ("antigravity", "this", "idlelib", "lib2to3", "turtledemo"))
with open(pathlib.Path(__file__).parents[2] / "pythonnames.txt", "w") as out:
    print("modules:", *top, "collections.abc concurrent.futures importlib.metadata json.decoder logging.handlers multiprocessing.pool os.path unittest.mock urllib.parse urllib.request xml.etree.ElementTree", file=out)
    for name in MODULES:
        print(name + ":", *public(importlib.import_module(name)), file=out)
