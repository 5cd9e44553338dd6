import hashlib
from hashlib import new as _digest_new
from secrets import compare_digest


def _maker(digestmod):
    if isinstance(digestmod, str):
        return lambda data=b"": _digest_new(digestmod, data)
    return digestmod


class HMAC:
    def __init__(self, key, msg=None, digestmod=""):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("key: expected bytes or bytearray, but got %r" % type(key).__name__)
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        make = _maker(digestmod)
        self._inner, self._outer = make(), make()
        self.digest_size = self._inner.digest_size
        self.block_size = self._inner.block_size
        self.name = "hmac-" + self._inner.name
        key = bytes(key)
        if len(key) > self.block_size:
            key = make(key).digest()
        key = key + b"\0" * (self.block_size - len(key))
        self._inner.update(bytes([b ^ 0x36 for b in key]))
        self._outer.update(bytes([b ^ 0x5C for b in key]))
        if msg is not None:
            self.update(msg)

    def update(self, msg):
        self._inner.update(msg)

    def copy(self):
        other = HMAC.__new__(HMAC)
        other.digest_size, other.block_size, other.name = self.digest_size, self.block_size, self.name
        other._inner, other._outer = self._inner.copy(), self._outer.copy()
        return other

    def digest(self):
        h = self._outer.copy()
        h.update(self._inner.digest())
        return h.digest()

    def hexdigest(self):
        return self.digest().hex()


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    return HMAC(key, msg, digest).digest()
