import struct

_sizes = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "f": 4, "d": 8}
typecodes = "bBuhHiIlLqQfd"


class array:
    def __init__(self, typecode, initializer=()):
        if typecode == "u":
            raise NotImplementedError("array: the typecode 'u' is not available: a list of texts does the same")
        if typecode not in _sizes:
            raise ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
        self.typecode = typecode
        self.itemsize = _sizes[typecode]
        self._items = []
        if isinstance(initializer, str):
            raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        else:
            self._items = [self._checked(x) for x in initializer]

    def _checked(self, x):
        if self.typecode == "d":
            if not isinstance(x, (int, float)):
                raise TypeError(f"must be real number, not {type(x).__name__}")
            return float(x)
        if self.typecode == "f":
            if not isinstance(x, (int, float)):
                raise TypeError(f"must be real number, not {type(x).__name__}")
            return struct.unpack("<f", struct.pack("<f", x))[0]
        if not isinstance(x, int):
            raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as an integer")
        bits = 8 * self.itemsize
        low, high = (0, 1 << bits) if self.typecode.isupper() else (-(1 << bits - 1), 1 << bits - 1)
        if not low <= x < high:
            names = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer", "H": "unsigned short", "i": "signed integer", "I": "unsigned int"}
            if self.typecode in names:
                raise OverflowError(names[self.typecode] + (" is greater than maximum" if x >= high else " is less than minimum"))
            raise OverflowError("int too large to convert" if x >= high else "int too small to convert")
        return int(x)

    def _same(self, items):
        other = array(self.typecode)
        other._items = items
        return other

    def append(self, x):
        self._items.append(self._checked(x))

    def extend(self, iterable):
        if isinstance(iterable, array) and iterable.typecode != self.typecode:
            raise TypeError("can only extend with array of same kind")
        for x in list(iterable):
            self.append(x)

    fromlist = extend

    def insert(self, i, x):
        self._items.insert(i, self._checked(x))

    def pop(self, i=-1):
        if not self._items:
            raise IndexError("pop from empty array")
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("pop index out of range")
        return self._items.pop(i)

    def remove(self, x):
        if x not in self._items:
            raise ValueError("array.remove(x): x not in array")
        self._items.remove(x)

    def reverse(self):
        self._items.reverse()

    def index(self, x, start=0, stop=None):
        for i in range(len(self._items))[start:stop]:
            if self._items[i] == x:
                return i
        raise ValueError("array.index(x): x not in array")

    def count(self, x):
        return self._items.count(x)

    def tolist(self):
        return list(self._items)

    def tobytes(self):
        return struct.pack("<%d%s" % (len(self._items), {"l": "q", "L": "Q"}.get(self.typecode, self.typecode)), *self._items)

    def frombytes(self, data):
        if len(data) % self.itemsize:
            raise ValueError("bytes length not a multiple of item size")
        self._items += list(struct.unpack("<%d%s" % (len(data) // self.itemsize, {"l": "q", "L": "Q"}.get(self.typecode, self.typecode)), bytes(data)))

    def byteswap(self):
        b = self.tobytes()
        n = self.itemsize
        self._items = []
        self.frombytes(b"".join([bytes(reversed(b[i:i + n])) for i in range(0, len(b), n)]))

    def buffer_info(self):
        raise NotImplementedError("array.buffer_info is not available: there is no memory to reach into")

    def tofile(self, f):
        f.write(self.tobytes())

    def fromfile(self, f, n):
        data = f.read(n * self.itemsize)
        self.frombytes(data[:len(data) // self.itemsize * self.itemsize])
        if len(data) < n * self.itemsize:
            raise EOFError("read() didn't return enough bytes")

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, x):
        return x in self._items

    def __getitem__(self, i):
        if isinstance(i, slice):
            return self._same(self._items[i])
        if not isinstance(i, int):
            raise TypeError("array indices must be integers")
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("array index out of range")
        return self._items[i]

    def __setitem__(self, i, x):
        if isinstance(i, slice):
            if not isinstance(x, array):
                raise TypeError(f"can only assign array (not \"{type(x).__name__}\") to array slice")
            self._items[i] = x._items
            return
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("array assignment index out of range")
        self._items[i] = self._checked(x)

    def __delitem__(self, i):
        del self._items[i]

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f"can only append array (not \"{type(other).__name__}\") to array")
        if other.typecode != self.typecode:
            raise TypeError("bad argument type for built-in operation")
        return self._same(self._items + other._items)

    def __mul__(self, n):
        return self._same(self._items * n)

    __rmul__ = __mul__

    def __eq__(self, other):
        return isinstance(other, array) and self._items == other._items

    def __lt__(self, other):
        return self._items < other._items

    __hash__ = None

    def __copy__(self):
        return self._same(list(self._items))

    def __repr__(self):
        if not self._items:
            return f"array('{self.typecode}')"
        return f"array('{self.typecode}', {self._items!r})"


ArrayType = array
