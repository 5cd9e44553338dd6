import os
import os.path


class Error(OSError):
    pass


class SameFileError(Error):
    pass


def _refuse(call, **given):
    for name, v in given.items():
        if v:
            raise NotImplementedError(f"shutil.{call}: {name} is not available")


def copyfileobj(fsrc, fdst, length=0):
    while True:
        part = fsrc.read(length or 65536)
        if not part:
            return
        fdst.write(part)


def copyfile(src, dst, *, follow_symlinks=True):
    if not follow_symlinks:
        raise NotImplementedError("shutil.copyfile: follow_symlinks=False is not available: scripts make no links")
    if os.path.abspath(src) == os.path.abspath(dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    with open(src, "rb") as a, open(dst, "wb") as b:
        copyfileobj(a, b)
    return dst


def copy(src, dst, *, follow_symlinks=True):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    return copyfile(src, dst, follow_symlinks=follow_symlinks)


copy2 = copy


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy, ignore_dangling_symlinks=False, dirs_exist_ok=False):
    _refuse("copytree", symlinks=symlinks)
    names = os.listdir(src)
    left = set(ignore(src, names)) if ignore else set()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    for name in names:
        if name in left:
            continue
        a, b = os.path.join(src, name), os.path.join(dst, name)
        if os.path.isdir(a):
            copytree(a, b, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
        else:
            copy_function(a, b)
    return dst


def ignore_patterns(*patterns):
    from fnmatch import filter
    return lambda path, names: set([n for p in patterns for n in filter(names, p)])


def rmtree(path, ignore_errors=False, onerror=None):
    _refuse("rmtree", onerror=onerror)
    try:
        if os.path.islink(path):
            raise OSError("Cannot call rmtree on a symbolic link")
        if not os.path.isdir(path):
            if os.path.exists(path):
                raise NotADirectoryError(20, "Not a directory", path)
            raise FileNotFoundError(2, "No such file or directory", path)
        for name in os.listdir(path):
            at = os.path.join(path, name)
            if os.path.isdir(at) and not os.path.islink(at):  # what a link leads to stays
                rmtree(at, ignore_errors)
            else:
                os.unlink(at)
        os.rmdir(path)
    except OSError:
        if not ignore_errors:
            raise


def move(src, dst, copy_function=copy2):
    if copy_function is not copy2:
        raise NotImplementedError("shutil.move: copy_function is not available: files are renamed")
    to = os.path.join(dst, os.path.basename(str(src).rstrip("/"))) if os.path.isdir(dst) else dst
    if to != dst and os.path.exists(to):
        raise Error(f"Destination path '{to}' already exists")
    os.rename(src, to)
    return to


def which(cmd, mode=1, path=None):
    raise NotImplementedError("shutil.which is not available: scripts start no other processes")


def disk_usage(path):
    raise NotImplementedError("shutil.disk_usage is not available: os.path.getsize(path) has the size of a file")


def get_terminal_size(fallback=(80, 24)):
    if fallback != (80, 24):
        raise NotImplementedError("shutil.get_terminal_size: fallback is not available: it is (80, 24)")
    return os.get_terminal_size()
