#!/usr/bin/env python3
"""record.py: what CPython says of the texts in errors.txt, which stand between lines of ---, for TestCPythonErrors:
[text, kind, message, line, column], or [text] of one that it takes."""
import json, pathlib, warnings

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
with open(here / "errors.jsonl", "w") as out:
    for text in (here / "errors.txt").read_text().rstrip("\n").split("\n---\n"):
        row = [text]
        try:
            compile(text, "x", "exec")
        except SyntaxError as e:
            row += [type(e).__name__, e.msg, e.lineno, e.offset]
        print(json.dumps(row, ensure_ascii=False), file=out)
