from abc import ABCMeta, abstractmethod

_texts = (str, bytes, bytearray)
_own = {}


class _Kind(ABCMeta):
    def __instancecheck__(cls, x):
        if cls.__name__ in _own and cls is _own[cls.__name__]:
            test = _tests.get(cls.__name__)
            if isinstance(x, type) and cls.__name__ not in ("Callable", "Hashable"):
                return _whole(type(x), _methods.get(cls.__name__))
            if test is not None and test(x):
                return True
        return super().__instancecheck__(x)

    def __subclasscheck__(cls, k):
        if cls.__name__ in _own and cls is _own[cls.__name__]:
            names = _classes.get(cls.__name__, ())
            if any([b.__module__ != "__main__" and b.__name__ in names for b in k.__mro__]):
                return True
            if cls.__name__ == "Hashable":
                return not any([b.__name__ in _unhashable for b in k.__mro__]) and getattr(k, "__hash__", None) is not None
            if _whole(k, _methods.get(cls.__name__)):
                return True
        return super().__subclasscheck__(k)


def _whole(k, names):
    if names == ("__call__",):  # which all classes have of their own class
        return any([b.__module__ == "__main__" and b.__dict__.get("__call__") is not None for b in k.__mro__])
    return names is not None and all([getattr(k, n, None) is not None for n in names])


def _has(*names):
    return lambda x: all([hasattr(x, n) for n in names])


def _name(*names):
    return lambda x: type(x).__name__ in names


_dicts = ("dict", "defaultdict", "OrderedDict", "Counter")
_sets = ("set", "frozenset", "dict_keys", "dict_items")
_lists = ("list", "deque", "bytearray", "array")
_sequences = _lists + ("tuple", "str", "bytes", "range", "memoryview")
_views = ("dict_keys", "dict_values", "dict_items")
_sized = _dicts + _sets + _sequences + ("dict_values", "mappingproxy")
_unhashable = _dicts + ("list", "set", "bytearray", "deque", "dict_keys", "dict_items")
_iterators = ("generator", "map", "zip", "filter", "enumerate", "reversed")

# What has these methods is of the class, and so are the classes of Python's own of these names.
_methods = {
    "Callable": ("__call__",),
    "Collection": ("__len__", "__iter__", "__contains__"),
    "Container": ("__contains__",),
    "Generator": ("__iter__", "__next__", "send", "throw", "close"),
    "Iterable": ("__iter__",),
    "Iterator": ("__iter__", "__next__"),
    "Reversible": ("__reversed__", "__iter__"),
    "Sized": ("__len__",),
}
_classes = {
    "ByteString": ("bytes", "bytearray"),
    "Callable": ("type", "function", "builtin_function_or_method", "method"),
    "Collection": _sized,
    "Container": _sized,
    "Generator": ("generator",),
    "ItemsView": ("dict_items",),
    "Iterable": _sized + _iterators,
    "Iterator": _iterators,
    "KeysView": ("dict_keys",),
    "Mapping": _dicts + ("mappingproxy",),
    "MutableMapping": _dicts,
    "MutableSequence": _lists,
    "MutableSet": ("set",),
    "Reversible": _sequences + _dicts + _views,
    "Sequence": _sequences,
    "Set": _sets,
    "Sized": _sized,
    "ValuesView": ("dict_values",),
}


def _hashable(x):
    try:
        hash(x)
    except TypeError:
        return False
    return True


def _iterable(x):
    return type(x).__name__ in _sized or hasattr(x, "__iter__") or _iterator(x)


def _iterator(x):
    return hasattr(x, "__next__") or type(x).__name__ in _iterators or type(x).__name__.endswith("iterator")


def _sequence(x):
    return isinstance(x, (list, tuple, str, bytes, bytearray, range)) or type(x).__name__ in _sequences


_tests = {
    "ByteString": lambda x: isinstance(x, (bytes, bytearray)),
    "Callable": callable,
    "Collection": lambda x: type(x).__name__ in _sized or _has("__len__", "__iter__", "__contains__")(x),
    "Container": lambda x: type(x).__name__ in _sized or hasattr(x, "__contains__"),
    "Generator": _name("generator"),
    "Hashable": _hashable,
    "ItemsView": _name("dict_items"),
    "Iterable": _iterable,
    "Iterator": _iterator,
    "KeysView": _name("dict_keys"),
    "Mapping": lambda x: isinstance(x, dict) or type(x).__name__ == "mappingproxy",
    "MutableMapping": lambda x: isinstance(x, dict),
    "MutableSequence": lambda x: isinstance(x, (list, bytearray)) or type(x).__name__ in _lists,
    "MutableSet": lambda x: isinstance(x, set),
    "Reversible": lambda x: _sequence(x) or isinstance(x, dict) or type(x).__name__ in _views or hasattr(x, "__reversed__"),
    "Sequence": _sequence,
    "Set": lambda x: isinstance(x, (set, frozenset)) or type(x).__name__ in _sets,
    "Sized": lambda x: type(x).__name__ in _sized or hasattr(x, "__len__"),
    "ValuesView": _name("dict_values"),
}


class Hashable(metaclass=_Kind):
    pass


class Iterable(metaclass=_Kind):
    @abstractmethod
    def __iter__(self):
        pass


class Iterator(Iterable):
    @abstractmethod
    def __next__(self):
        raise StopIteration

    def __iter__(self):
        return self


class Generator(Iterator):
    pass


class Reversible(Iterable):
    @abstractmethod
    def __reversed__(self):
        pass


class Sized(metaclass=_Kind):
    @abstractmethod
    def __len__(self):
        return 0


class Container(metaclass=_Kind):
    @abstractmethod
    def __contains__(self, x):
        return False


class Collection(Sized, Iterable, Container):
    pass


class Callable(metaclass=_Kind):
    @abstractmethod
    def __call__(self, *args, **kwargs):
        pass


class Set(Collection):
    def __le__(self, other):
        return len(self) <= len(other) and all([x in other for x in self])

    def __ge__(self, other):
        return len(self) >= len(other) and all([x in self for x in other])

    def __lt__(self, other):
        return len(self) < len(other) and self.__le__(other)

    def __gt__(self, other):
        return len(self) > len(other) and self.__ge__(other)

    def __eq__(self, other):
        return isinstance(other, Set) and len(self) == len(other) and self.__le__(other)

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def __and__(self, other):
        return self._from_iterable([x for x in other if x in self])

    def __or__(self, other):
        return self._from_iterable([x for s in (self, other) for x in s])

    def __sub__(self, other):
        return self._from_iterable([x for x in self if x not in other])

    def isdisjoint(self, other):
        return not any([x in self for x in other])


class MutableSet(Set):
    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        for value in list(self):
            self.discard(value)


class Mapping(Collection):
    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return {k: None for k in self}.keys()

    def items(self):
        return {k: self[k] for k in self}.items()

    def values(self):
        return {k: self[k] for k in self}.values()

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())


class MutableMapping(Mapping):
    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if not default:
                raise
            return default[0]
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        for key in list(self):
            del self[key]

    def update(self, other=(), /, **kwds):
        if isinstance(other, Mapping):
            for key in other:
                self[key] = other[key]
        elif hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class Sequence(Reversible, Collection):
    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        i = 0
        while i < len(self):
            yield self[i]
            i += 1

    def __contains__(self, value):
        return any([v is value or v == value for v in self])

    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]

    def index(self, value, start=0, stop=None):
        for i in range(start, len(self) if stop is None else min(stop, len(self))):
            if self[i] == value:
                return i
        raise ValueError

    def count(self, value):
        return sum([1 for v in self if v == value])


class ByteString(Sequence):
    pass


class MutableSequence(Sequence):
    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def clear(self):
        while len(self):
            self.pop()

    def reverse(self):
        n = len(self)
        for i in range(n // 2):
            self[i], self[n - i - 1] = self[n - i - 1], self[i]

    def extend(self, values):
        for v in list(values):
            self.append(v)

    def pop(self, index=-1):
        v = self[index]
        del self[index]
        return v

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class KeysView(Set):
    pass


class ItemsView(Set):
    pass


class ValuesView(Collection):
    pass


for _k in [ByteString, Callable, Collection, Container, Generator, Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping, MutableMapping, MutableSequence, MutableSet, Reversible, Sequence, Set, Sized, ValuesView]:
    _own[_k.__name__] = _k
