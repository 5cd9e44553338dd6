#!/usr/bin/env python3
"""record.py: where CPython says that the errors of all recorded snippets are, for TestPlaces:
[snippet, [[line, function, first column, last line, last column] ...]], columns counted in bytes from 0.
Comprehensions are calls of their own there, which they are not here."""
import contextlib, glob, io, json, multiprocessing, pathlib, traceback, warnings

here = pathlib.Path(__file__).parent


def snippets():
    for path in sorted(glob.glob(str(here.parent / "python/*.jsonl"))):
        for line in open(path):
            src, _, *kind = json.loads(line)
            if kind and kind[0]:
                yield src, kind[0]
    for line in open(here.parent / "raised/texts.jsonl"):
        src, kind, _ = json.loads(line)
        yield src, kind


def places(src):
    warnings.simplefilter("ignore")
    code = compile(src + "\n", "x.py", "exec")
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(code, {"__name__": "__main__"})
    except (SystemExit, KeyboardInterrupt):
        return None
    except BaseException as e:
        frames = [f for f in traceback.extract_tb(e.__traceback__) if f.filename == "x.py"]
        return [[f.lineno, f.name, f.colno, f.end_lineno, f.end_colno] for f in frames if f.name not in ("<listcomp>", "<setcomp>", "<dictcomp>")]


if __name__ == "__main__":
    seen = {}
    with open(here / "places.jsonl", "w") as out, multiprocessing.Pool(1, maxtasksperchild=1) as pool:
        for src, kind in snippets():
            if src in seen or kind in ("SyntaxError", "IndentationError"):
                continue
            seen[src] = True
            if found := pool.apply(places, (src,)):
                print(json.dumps([src, found], ensure_ascii=False), file=out)
