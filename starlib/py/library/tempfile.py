import os
import os.path
from secrets import token_hex


def gettempdir():
    return os.environ.get("TMPDIR") or "/tmp"


def _new(prefix, suffix, dir):
    name = token_hex(4)
    return os.path.join(dir or gettempdir(), (prefix or "tmp") + name + (suffix or ""))


def mkdtemp(suffix=None, prefix=None, dir=None):
    path = _new(prefix, suffix, dir)
    os.mkdir(path)
    return path


class TemporaryDirectory:
    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name, self.ignore = mkdtemp(suffix, prefix, dir), ignore_cleanup_errors

    def __repr__(self):
        return f"<TemporaryDirectory {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *args):
        self.cleanup()

    def cleanup(self):
        from shutil import rmtree
        if os.path.exists(self.name):
            rmtree(self.name, self.ignore)


class _Temporary:
    def __init__(self, mode, encoding, newline, suffix, prefix, dir, delete):
        self.name = _new(prefix, suffix, dir)
        self.file = open(self.name, mode.replace("w", "x"), encoding=encoding, newline=newline)
        self.delete = delete

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        return iter(self.file)

    def close(self):
        self.file.close()
        if self.delete and os.path.exists(self.name):
            os.unlink(self.name)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True):
    return _Temporary(mode, encoding, newline, suffix, prefix, dir, delete)


TemporaryFile = NamedTemporaryFile


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    raise NotImplementedError("tempfile.mkstemp is not available: files have no numbers here; NamedTemporaryFile makes one")
