#!/usr/bin/env python3
"""record.py: writes what CPython prints, with the stub of Deephaven beside this file, into the scripts of
testdata/script that begin with people-. Each has one script, NAME.py, and its output, want."""
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
MARK = "-- want --\n"


def output(name, source):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, name)
        path.write_text(source)
        env = os.environ | {"PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run([sys.executable, path.name], cwd=folder, env=env, check=True, text=True, stdout=subprocess.PIPE).stdout


for path in sorted((HERE.parent / "script").glob("people-*.txtar")):
    text = path.read_text()
    name = path.stem.removeprefix("people-") + ".py"
    before, _, _ = text.partition(MARK)
    source = before.partition(f"-- {name} --\n")[2]
    path.write_text(before + MARK + output(name, source))
