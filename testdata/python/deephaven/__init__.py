"""A stub of Deephaven in plain Python, for scripts that are examples and tests: it has what the scripts of
testdata/script that begin with people- use of `deephaven`, on lists of dicts. Tables are computed anew with every
change of what they are made of, formulas are eval()ed, topics are lists in memory. With it CPython runs these
scripts as Starling does, and record.py (one folder up) writes down what they print. It is a measure, not a product:
it is slow, and checks nothing.
"""
from deephaven import agg, dtypes
from deephaven.dherror import DHError
from deephaven.factories import DynamicTableWriter, empty_table, input_table, merge, new_table
