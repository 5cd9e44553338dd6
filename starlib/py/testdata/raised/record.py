#!/usr/bin/env python3
"""record.py: what CPython says is wrong with the snippets of texts.txt, one a line, in which \\n is a new line, for
TestErrorTexts. texts.jsonl has for each [snippet, class of the exception, its text]."""
import contextlib, io, json, pathlib, sys

here = pathlib.Path(__file__).parent
with open(here / "texts.jsonl", "w") as out:
    for line in (here / "texts.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        s, row = line.replace("\\n", "\n"), None
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                exec(compile(s, "x", "exec"), {"__name__": "__main__"})
            except BaseException as e:
                row = [type(e).__name__, str(e)]
        if row is None:
            print(f"{s!r} raises nothing", file=sys.stderr)
            continue
        print(json.dumps([s] + row, ensure_ascii=False), file=out)
