from decimal import Decimal
from fractions import Fraction


class _Kind(type):
    def __instancecheck__(cls, x):
        types = _types.get(cls.__name__)
        return isinstance(x, types)


class Number(metaclass=_Kind):
    pass


class Complex(Number):
    pass


class Real(Complex):
    pass


class Rational(Real):
    pass


class Integral(Rational):
    pass


_types = {"Number": (int, float, Decimal, Fraction), "Complex": (int, float, Fraction), "Real": (int, float, Fraction), "Rational": (int, Fraction), "Integral": (int,)}
