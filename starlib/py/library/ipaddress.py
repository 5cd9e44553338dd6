class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


def _parse4(s):
    parts = s.split(".")
    if len(parts) != 4:
        raise AddressValueError(f"Expected 4 octets in {s!r}")
    n = 0
    for p in parts:
        if not p:
            raise AddressValueError(f"Empty octet not permitted in {s!r}")
        if not (p.isascii() and p.isdigit()):
            raise AddressValueError(f"Only decimal digits permitted in {p!r} in {s!r}")
        if len(p) > 3:
            raise AddressValueError(f"At most 3 characters permitted in {p!r} in {s!r}")
        if p != "0" and p[0] == "0":
            raise AddressValueError(f"Leading zeros are not permitted in {p!r} in {s!r}")
        if int(p) > 255:
            raise AddressValueError(f"Octet {int(p)} (> 255) not permitted in {s!r}")
        n = n << 8 | int(p)
    return n


def _parse6(s):
    text = s
    tail = []
    if "." in text:
        head, _, four = text.rpartition(":")
        n = _parse4(four)
        text = "%s:%x:%x" % (head, n >> 16, n & 0xFFFF)
    if text.count("::") > 1 or ":::" in text:
        raise AddressValueError(f"At most one '::' permitted in {s!r}")
    if "::" in text:
        left, _, right = text.partition("::")
        a = left.split(":") if left else []
        b = right.split(":") if right else []
        if len(a) + len(b) > 7:
            raise AddressValueError(f"Expected at most 7 other parts with '::' in {s!r}")
        parts = a + ["0"] * (8 - len(a) - len(b)) + b
    else:
        parts = text.split(":")
        if len(parts) < 3:
            raise AddressValueError(f"At least 3 parts expected in {s!r}")
        if len(parts) != 8:
            raise AddressValueError(f"Exactly 8 parts expected without '::' in {s!r}")
    n = 0
    for p in parts:
        if not p or len(p) > 4 or any([c not in "0123456789abcdefABCDEF" for c in p]):
            raise AddressValueError(f"Only hex digits permitted in {p!r} in {s!r}")
        n = n << 16 | int(p, 16)
    return n


def _text4(n):
    return ".".join([str(n >> shift & 255) for shift in (24, 16, 8, 0)])


def _text6(n):
    groups = ["%x" % (n >> shift & 0xFFFF) for shift in range(112, -1, -16)]
    best, at = 1, -1
    i = 0
    while i < 8:
        j = i
        while j < 8 and groups[j] == "0":
            j += 1
        if j - i > best:
            best, at = j - i, i
        i = max(j, i + 1)
    if at < 0:
        return ":".join(groups)
    return ":".join(groups[:at]) + "::" + ":".join(groups[at + best:])


class _Address:
    def __init__(self, address):
        if isinstance(address, int):
            if address < 0:
                raise AddressValueError(f"{address} (< 0) is not permitted as an IPv{self.version} address")
            if address >> self.max_prefixlen:
                raise AddressValueError(f"{address} (>= 2**{self.max_prefixlen}) is not permitted as an IPv{self.version} address")
            self._ip = address
        elif isinstance(address, bytes):
            if len(address) * 8 != self.max_prefixlen:
                raise AddressValueError(f"{address!r} (len {len(address)} != {self.max_prefixlen // 8}) is not permitted as an IPv{self.version} address")
            self._ip = int.from_bytes(address, "big")
        else:
            s = str(address)
            if "/" in s:
                raise AddressValueError(f"Unexpected '/' in {s!r}")
            self._ip = self._parse(s)

    def __int__(self):
        return self._ip

    def __index__(self):
        return self._ip

    def __str__(self):
        return self._text(self._ip)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other):
        return isinstance(other, _Address) and self.version == other.version and self._ip == other._ip

    def __hash__(self):
        return hash((self.version, self._ip))

    def _order(self, other):
        if not isinstance(other, _Address) or self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same version")
        return self._ip - other._ip

    def __lt__(self, other):
        return self._order(other) < 0

    def __le__(self, other):
        return self._order(other) <= 0

    def __gt__(self, other):
        return self._order(other) > 0

    def __ge__(self, other):
        return self._order(other) >= 0

    def __add__(self, n):
        return type(self)(self._ip + n)

    def __sub__(self, n):
        return type(self)(self._ip - n)

    def __format__(self, spec):
        return format(str(self), spec)

    def _in(self, *networks):
        return any([self in n for n in networks])

    @property
    def packed(self):
        return self._ip.to_bytes(self.max_prefixlen // 8, "big")

    @property
    def compressed(self):
        return str(self)

    @property
    def is_private(self):
        return self._in(*_nets(self.version, "private"))

    @property
    def is_global(self):
        return not self.is_private and not (self.version == 4 and self._in(*_nets(4, "shared")))

    @property
    def is_multicast(self):
        return self._in(*_nets(self.version, "multicast"))

    @property
    def is_link_local(self):
        return self._in(*_nets(self.version, "link"))

    @property
    def is_loopback(self):
        return self._in(*_nets(self.version, "loopback"))

    @property
    def is_reserved(self):
        return self._in(*_nets(self.version, "reserved"))

    @property
    def is_unspecified(self):
        return self._ip == 0


class IPv4Address(_Address):
    version = 4
    max_prefixlen = 32

    def _parse(self, s):
        return _parse4(s)

    def _text(self, n):
        return _text4(n)

    @property
    def exploded(self):
        return str(self)

    @property
    def reverse_pointer(self):
        return ".".join(reversed(str(self).split("."))) + ".in-addr.arpa"


class IPv6Address(_Address):
    version = 6
    max_prefixlen = 128

    def _parse(self, s):
        return _parse6(s)

    def _text(self, n):
        return _text6(n)

    @property
    def exploded(self):
        return ":".join(["%04x" % (self._ip >> shift & 0xFFFF) for shift in range(112, -1, -16)])

    @property
    def reverse_pointer(self):
        return ".".join(reversed(self.exploded.replace(":", ""))) + ".ip6.arpa"

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None


class _Network:
    def __init__(self, address, strict=True):
        if isinstance(address, tuple):
            ip, prefix = address
        elif isinstance(address, str):
            ip, slash, prefix = address.partition("/")
            if not slash:
                prefix = self.max_prefixlen
        else:
            ip, prefix = address, self.max_prefixlen
        ip = int(self._address(ip))
        if isinstance(prefix, str) and not (prefix.isascii() and prefix.isdigit()):
            prefix = self._masked(prefix)
        prefix = int(prefix)
        if not 0 <= prefix <= self.max_prefixlen:
            raise NetmaskValueError(f"{str(prefix)!r} is not a valid netmask")
        self.prefixlen = prefix
        mask = self._mask()
        if ip & mask != ip:
            if strict:
                raise ValueError(f"{self._address(ip)}/{prefix} has host bits set")
            ip &= mask
        self.network_address = self._address(ip)

    def _mask(self):
        return (1 << self.max_prefixlen) - (1 << self.max_prefixlen - self.prefixlen)

    def _masked(self, text):
        try:
            n = int(self._address(text))
        except AddressValueError:
            raise NetmaskValueError(f"{text!r} is not a valid netmask") from None
        all = (1 << self.max_prefixlen) - 1
        for m in (n, all ^ n):
            p = bin(m).count("1")
            if m == all ^ ((1 << self.max_prefixlen - p) - 1):
                return p
        raise NetmaskValueError(f"{text!r} is not a valid netmask")

    @property
    def netmask(self):
        return self._address(self._mask())

    @property
    def hostmask(self):
        return self._address((1 << self.max_prefixlen - self.prefixlen) - 1)

    @property
    def broadcast_address(self):
        return self._address(int(self.network_address) + self.num_addresses - 1)

    @property
    def num_addresses(self):
        return 1 << self.max_prefixlen - self.prefixlen

    @property
    def with_prefixlen(self):
        return str(self)

    @property
    def with_netmask(self):
        return f"{self.network_address}/{self.netmask}"

    @property
    def with_hostmask(self):
        return f"{self.network_address}/{self.hostmask}"

    @property
    def compressed(self):
        return str(self)

    @property
    def exploded(self):
        return f"{self.network_address.exploded}/{self.prefixlen}"

    @property
    def is_private(self):
        return self.network_address.is_private and self.broadcast_address.is_private

    @property
    def is_global(self):
        return not self.is_private

    @property
    def is_loopback(self):
        return self.network_address.is_loopback and self.broadcast_address.is_loopback

    @property
    def is_multicast(self):
        return self.network_address.is_multicast and self.broadcast_address.is_multicast

    def __str__(self):
        return f"{self.network_address}/{self.prefixlen}"

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other):
        return isinstance(other, _Network) and str(self) == str(other)

    def __hash__(self):
        return hash(str(self))

    def __lt__(self, other):
        return (int(self.network_address), self.prefixlen) < (int(other.network_address), other.prefixlen)

    def __contains__(self, other):
        if self.version != other.version or isinstance(other, _Network):
            return False
        return other._ip & self._mask() == self.network_address._ip

    def __iter__(self):
        first = int(self.network_address)
        for i in range(self.num_addresses):
            yield self._address(first + i)

    def __getitem__(self, n):
        if not -self.num_addresses <= n < self.num_addresses:
            raise IndexError("address out of range")
        return self._address(int(self.network_address if n >= 0 else self.broadcast_address) + (n if n >= 0 else n + 1))

    def hosts(self):
        first, last = int(self.network_address), int(self.broadcast_address)
        if self.max_prefixlen - self.prefixlen > 1:
            first += 1
            last -= 1 if self.version == 4 else 0
        for n in range(first, last + 1):
            yield self._address(n)

    def overlaps(self, other):
        return other.network_address in self or self.network_address in other

    def subnet_of(self, other):
        return other.network_address <= self.network_address and other.broadcast_address >= self.broadcast_address

    def supernet_of(self, other):
        return other.subnet_of(self)

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        prefix = self.prefixlen + prefixlen_diff if new_prefix is None else new_prefix
        if new_prefix is not None and new_prefix < self.prefixlen:
            raise ValueError("new prefix must be longer")
        if self.prefixlen == self.max_prefixlen:
            yield self
            return
        if prefix > self.max_prefixlen:
            raise ValueError(f"prefix length diff {prefix - self.prefixlen} is invalid for netblock {self}")
        for n in range(int(self.network_address), int(self.broadcast_address) + 1, 1 << self.max_prefixlen - prefix):
            yield type(self)((n, prefix))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        prefix = self.prefixlen - prefixlen_diff if new_prefix is None else new_prefix
        if prefix < 0:
            raise ValueError(f"current prefixlen is {self.prefixlen}, cannot have a prefixlen_diff of {prefixlen_diff}")
        return type(self)((int(self.network_address), prefix), strict=False)

    def address_exclude(self, other):
        if not other.subnet_of(self):
            raise ValueError(f"{other} not contained in {self}")
        at = self
        while at.prefixlen < other.prefixlen:
            a, b = at.subnets()
            at, rest = (a, b) if other.subnet_of(a) else (b, a)
            yield rest


class IPv4Network(_Network):
    version = 4
    max_prefixlen = 32
    _address = IPv4Address


class IPv6Network(_Network):
    version = 6
    max_prefixlen = 128
    _address = IPv6Address


class _Interface:
    def _split(self, address):
        ip, slash, prefix = address.partition("/") if isinstance(address, str) else (address, "", "")
        self.network = self._network((ip, prefix if slash else self.max_prefixlen), strict=False)
        return ip

    @property
    def ip(self):
        return self._network._address(self._ip)

    @property
    def with_prefixlen(self):
        return f"{self.ip}/{self.network.prefixlen}"

    def __str__(self):
        return f"{self._text(self._ip)}/{self.network.prefixlen}"


class IPv4Interface(_Interface, IPv4Address):
    _network = IPv4Network

    def __init__(self, address):
        IPv4Address.__init__(self, self._split(address))


class IPv6Interface(_Interface, IPv6Address):
    _network = IPv6Network

    def __init__(self, address):
        IPv6Address.__init__(self, self._split(address))


_known = {
    (4, "private"): "0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 192.0.0.170/31 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 255.255.255.255/32",
    (4, "shared"): "100.64.0.0/10", (4, "multicast"): "224.0.0.0/4", (4, "link"): "169.254.0.0/16", (4, "loopback"): "127.0.0.0/8", (4, "reserved"): "240.0.0.0/4",
    (6, "private"): "::1/128 ::/128 ::ffff:0:0/96 100::/64 2001::/23 2001:2::/48 2001:db8::/32 2001:10::/28 fc00::/7 fe80::/10",
    (6, "multicast"): "ff00::/8", (6, "link"): "fe80::/10", (6, "loopback"): "::1/128",
    (6, "reserved"): "::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 A000::/3 C000::/3 E000::/4 F000::/5 F800::/6 FE00::/9",
}
_made = {}


def _nets(version, what):
    if (version, what) not in _made:
        _made[version, what] = [(IPv4Network if version == 4 else IPv6Network)(n) for n in _known[version, what].split()]
    return _made[version, what]


def _either(what, address, four, six, *args):
    for make in (four, six):
        try:
            return make(address, *args)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 {what}")


def ip_address(address):
    return _either("address", address, IPv4Address, IPv6Address)


def ip_network(address, strict=True):
    return _either("network", address, IPv4Network, IPv6Network, strict)


def ip_interface(address):
    return _either("interface", address, IPv4Interface, IPv6Interface)


def collapse_addresses(addresses):
    nets = sorted(set([a if isinstance(a, _Network) else ip_network(str(a)) for a in addresses]))
    joined = True
    while joined:
        joined, out = False, []
        for n in nets:
            if out and n.subnet_of(out[-1]):
                joined = True
            elif out and out[-1].prefixlen == n.prefixlen and n.prefixlen and out[-1].supernet() == n.supernet():
                out[-1] = n.supernet()
                joined = True
            else:
                out.append(n)
        nets = out
    return iter(nets)


def summarize_address_range(first, last):
    make = IPv4Network if first.version == 4 else IPv6Network
    a, b, bits = int(first), int(last), first.max_prefixlen
    if a > b:
        raise ValueError("last IP address must be greater than first")
    while a <= b:
        size = 0
        while size < bits and a & (1 << size) == 0 and a + (2 << size) - 1 <= b:
            size += 1
        yield make((a, bits - size))
        a += 1 << size
