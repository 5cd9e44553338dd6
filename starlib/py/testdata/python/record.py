#!/usr/bin/env python3
"""record.py: what CPython prints, for TestPython. Each .txt file here has snippets, one a line, or several lines
between two lines of ---; each .jsonl file the same with what CPython says: [snippet, output], or [snippet, output,
exception]. An expression is printed."""
import contextlib, io, json, os, pathlib, tempfile

here = pathlib.Path(__file__).resolve().parent
os.chdir(tempfile.mkdtemp())  # some write files
for path in sorted(here.glob("*.txt")):
    snippets, block = [], None
    for line in path.read_text().splitlines():
        if line == "---":
            snippets += ["\n".join(block)] if block else []
            block = [] if block is None else None
        elif block is not None:
            block.append(line)
        elif line and not line.startswith("#"):
            try:
                compile(line, "x", "eval")
                line = "print(" + line + ")"
            except SyntaxError:
                pass
            snippets.append(line)
    with open(path.with_suffix(".jsonl"), "w") as out:
        for s in snippets:
            got, row = io.StringIO(), []
            with contextlib.redirect_stdout(got):
                try:
                    exec(compile(s, "x", "exec"), {"__name__": "__main__"})
                except Exception as e:
                    row = [type(e).__name__]
            print(json.dumps([s, got.getvalue()] + row, ensure_ascii=False), file=out)
