import os
import os.path


def escape(pathname):
    return "".join(["[" + c + "]" if c in "*?[" else c for c in pathname])


def iglob(pathname, *, recursive=False, include_hidden=False):
    root = "/" if pathname.startswith("/") else ""
    parts = [p for p in pathname.split("/") if p]
    yield from _found(root, parts, recursive, include_hidden)


def glob(pathname, *, recursive=False, include_hidden=False):
    return list(iglob(pathname, recursive=recursive, include_hidden=include_hidden))


def _found(base, parts, recursive, hidden):
    from fnmatch import fnmatchcase
    first, rest = parts[0], parts[1:]
    if first == "**" and recursive:
        for d in _folders(base, hidden):
            if rest:
                yield from _found(d, rest, recursive, hidden)
            elif d != base:
                yield d.rstrip("/")
                for name in sorted(os.listdir(d or ".")):
                    if not os.path.isdir(d + name) and (hidden or not name.startswith(".")):
                        yield d + name
        return
    if not any([c in first for c in "*?["]):
        names = [first] if os.path.lexists(base + first) else []
    else:
        names = [n for n in sorted(os.listdir(base or ".")) if fnmatchcase(n, first) and (hidden or first.startswith(".") or not n.startswith("."))]
    for n in names:
        if not rest:
            yield base + n
        elif os.path.isdir(base + n):
            yield from _found(base + n + "/", rest, recursive, hidden)


def _folders(base, hidden):
    yield base
    for n in sorted(os.listdir(base or ".")):
        if os.path.isdir(base + n) and (hidden or not n.startswith(".")):
            yield from _folders(base + n + "/", hidden)
