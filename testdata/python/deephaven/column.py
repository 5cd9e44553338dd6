"""Columns with their values, for new_table."""
from deephaven import dtypes


class InputColumn:
    def __init__(self, name, dtype, data):
        self.name, self.dtype, self.data = name, dtype, [dtype(value) for value in data]


def _of(dtype):
    return lambda name, data: InputColumn(name, dtype, data)


bool_col = _of(dtypes.bool_)
byte_col = _of(dtypes.byte)
short_col = _of(dtypes.short)
int_col = _of(dtypes.int32)
long_col = _of(dtypes.long)
float_col = _of(dtypes.float32)
double_col = _of(dtypes.double)
string_col = _of(dtypes.string)
pyobj_col = _of(dtypes.PyObject)
