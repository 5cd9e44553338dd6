"""The types of columns, by what Python makes of their values."""


class DType:
    def __init__(self, name, convert):
        self.name, self.convert = name, convert

    def __call__(self, value):
        return None if value is None else self.convert(value)

    def __repr__(self):
        return self.name


bool_ = DType("java.lang.Boolean", bool)
byte = int8 = DType("byte", int)
short = int16 = DType("short", int)
int32 = DType("int", int)
long = int64 = DType("long", int)
float32 = DType("float", float)
double = float64 = DType("double", float)
string = DType("java.lang.String", str)
PyObject = DType("org.jpy.PyObject", lambda value: value)
Instant = DType("java.time.Instant", lambda value: value)
