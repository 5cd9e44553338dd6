import os
import os.path


def _split(path):
    root = "//" if path.startswith("//") and not path.startswith("///") else "/" if path.startswith("/") else ""
    return root, [p for p in path.split("/") if p and p != "."]


class PurePath:
    def __init__(self, *args):
        self._root, self._parts = "", []
        for a in args:
            if isinstance(a, PurePath):
                a = str(a)
            if not isinstance(a, str):
                raise TypeError(f"expected str, bytes or os.PathLike object, not {type(a).__name__}")
            root, parts = _split(a)
            if root:
                self._root, self._parts = root, parts
            else:
                self._parts = self._parts + parts

    def _with(self, parts):
        p = self.__class__()
        p._root, p._parts = self._root, parts
        return p

    def __str__(self):
        return self._root + "/".join(self._parts) or "."

    def __fspath__(self):
        return str(self)

    def __repr__(self):
        return f"{'PosixPath' if isinstance(self, Path) else 'PurePosixPath'}({str(self)!r})"

    def __eq__(self, other):
        return isinstance(other, PurePath) and str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    def __lt__(self, other):
        return self.parts < other.parts

    def __le__(self, other):
        return self.parts <= other.parts

    def __gt__(self, other):
        return self.parts > other.parts

    def __ge__(self, other):
        return self.parts >= other.parts

    def __truediv__(self, other):
        return self.__class__(self, other)

    def __rtruediv__(self, other):
        return self.__class__(other, self)

    def joinpath(self, *others):
        return self.__class__(self, *others)

    @property
    def parts(self):
        return tuple(([self._root] if self._root else []) + self._parts)

    @property
    def name(self):
        return self._parts[-1] if self._parts else ""

    @property
    def suffix(self):
        i = self.name.rfind(".")
        return self.name[i:] if 0 < i < len(self.name) - 1 else ""

    @property
    def suffixes(self):
        if self.name.endswith("."):
            return []
        return ["." + s for s in self.name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        s = self.suffix
        return self.name[:-len(s)] if s else self.name

    @property
    def parent(self):
        return self._with(self._parts[:-1]) if self._parts else self

    @property
    def parents(self):
        return tuple([self._with(self._parts[:i]) for i in reversed(range(len(self._parts)))])

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def drive(self):
        return ""

    def as_posix(self):
        return str(self)

    def is_absolute(self):
        return bool(self._root)

    def is_relative_to(self, *other):
        o = self.__class__(*other)
        return self._root == o._root and self._parts[:len(o._parts)] == o._parts

    def relative_to(self, *other):
        o = self.__class__(*other)
        if not self.is_relative_to(o):
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(o)!r} OR one path is relative and the other is absolute.")
        p = self.__class__()
        p._parts = self._parts[len(o._parts):]
        return p

    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return self._with(self._parts[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self.with_name(self.stem + suffix)

    def match(self, pattern):
        from fnmatch import fnmatchcase
        root, parts = _split(pattern)
        if not parts and not root:
            raise ValueError("empty pattern")
        mine = self._parts
        if root and (root != self._root or len(parts) != len(mine)) or len(parts) > len(mine):
            return False
        return all([fnmatchcase(a, b) for a, b in zip(reversed(mine), reversed(parts))])


class Path(PurePath):
    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    def absolute(self):
        return self if self.is_absolute() else self.__class__(os.getcwd(), self)

    def resolve(self, strict=False):
        if strict and not self.exists():
            raise FileNotFoundError(f"[Errno 2] No such file or directory: {str(self)!r}")
        out = []
        for p in self.absolute()._parts:
            if p == "..":
                out = out[:-1]
            else:
                out.append(p)
        return self.__class__("/" + "/".join(out))

    def exists(self):
        return os.path.exists(self)

    def is_file(self):
        return os.path.isfile(self)

    def is_dir(self):
        return os.path.isdir(self)

    def read_bytes(self):
        with self.open("rb") as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        with self.open("r", -1, encoding, errors) as f:
            return f.read()

    def write_bytes(self, data):
        with self.open("wb") as f:
            return f.write(data)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % type(data).__name__)
        with self.open("w", -1, encoding, errors, newline) as f:
            return f.write(data)

    def iterdir(self):
        for name in sorted(os.listdir(self)):
            yield self / name

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(str(self), mode, buffering, encoding, errors, newline)

    def stat(self):
        return os.stat(str(self))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        if parents:
            os.makedirs(str(self), mode, exist_ok)
        elif not exist_ok or not self.is_dir():
            os.mkdir(str(self), mode)

    def rmdir(self):
        os.rmdir(str(self))

    def unlink(self, missing_ok=False):
        if missing_ok and not self.exists():
            return
        os.unlink(str(self))

    def rename(self, target):
        os.rename(str(self), str(target))
        return self.__class__(target)

    def replace(self, target):
        return self.rename(target)

    def touch(self, mode=0o666, exist_ok=True):
        if mode != 0o666:
            raise NotImplementedError("Path.touch: mode is not available: scripts leave the rights of files as they are")
        if not exist_ok and self.exists():
            raise FileExistsError(17, "File exists", str(self))
        open(str(self), "a").close()

    def expanduser(self):
        return self.__class__(os.path.expanduser(str(self)))

    def samefile(self, other):
        return self.resolve() == self.__class__(other).resolve()

    def glob(self, pattern):
        root, parts = _split(pattern)
        if root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if not parts:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        yield from self._found(parts)

    def rglob(self, pattern):
        yield from self.glob("**/" + pattern)

    def _found(self, parts):
        from fnmatch import fnmatchcase
        if not parts:
            yield self
            return
        first, rest = parts[0], parts[1:]
        if first == "**":
            seen = set()
            for d in self._folders():
                for p in d._found(rest) if rest else [d]:
                    if str(p) not in seen:
                        seen.add(str(p))
                        yield p
        elif self.is_dir():
            for name in sorted(os.listdir(self)):
                if fnmatchcase(name, first):
                    p = self / name
                    if not rest or p.is_dir():
                        yield from p._found(rest)

    def _folders(self):
        yield self
        for name in sorted(os.listdir(self)):
            if (self / name).is_dir():
                yield from (self / name)._folders()


PurePosixPath = PurePath
PosixPath = Path
