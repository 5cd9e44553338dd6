"""Tables: rows as dicts, computed anew whenever a table they come from changes."""
import sys
from collections import namedtuple

from deephaven.formula import compile_formula, split


def listed(names):
    return [] if names is None else [names] if isinstance(names, (str, bytes)) or not hasattr(names, "__iter__") else list(names)


def script_names():
    """The globals of the script that calls."""
    frame = sys._getframe(1)
    while frame.f_globals["__name__"].startswith("deephaven"):
        frame = frame.f_back
    return frame.f_globals | frame.f_locals


class Table:
    def __init__(self, compute, *parents, names=()):
        self._compute, self._parents, self._children, self._listeners = compute, parents, [], []
        self.column_names = list(names)
        for parent in parents:
            parent._children.append(self)
        self._rows = []
        self._fill()

    def _fill(self):
        self._rows = self._compute(*(parent._rows for parent in self._parents))
        if self._rows:
            self.column_names = list(self._rows[0])

    def _changed(self):
        """Computes anew what stands on this table, parents first; listeners hear what differs."""
        before = self._rows
        self._fill()
        for listener in list(self._listeners):
            listener(before, self._rows)
        for child in self._children:
            child._changed()

    # What a table is asked for.
    @property
    def size(self):
        return len(self._rows)

    def iter_dict(self, cols=None):
        for row in self._rows:
            yield {name: row[name] for name in listed(cols) or self.column_names}

    def iter_tuple(self, cols=None):
        kind = namedtuple("Row", listed(cols) or self.column_names)
        for row in self.iter_dict(cols):
            yield kind(**row)

    def await_update(self, timeout=None):
        return True

    # Operations.
    def where(self, filters):
        tests = [compile_formula(text, script_names()) for text in listed(filters)]
        return Table(lambda rows: [row for n, row in enumerate(rows) if all(test(row, n) for test in tests)], self, names=self.column_names)

    def _columns(self, formulas, keep):
        steps = [(name, compile_formula(text, script_names())) for name, text in map(split, listed(formulas))]

        def one(row, n):
            seen = dict(row)
            for name, evaluate in steps:
                seen[name] = evaluate(seen, n)
            return seen if keep else {name: seen[name] for name, _ in steps}

        names = [name for name, _ in steps]
        return Table(lambda rows: [one(row, n) for n, row in enumerate(rows)], self, names=list(dict.fromkeys(self.column_names + names)) if keep else names)

    def update(self, formulas):
        return self._columns(formulas, True)

    def view(self, formulas):
        return self._columns(formulas, False)

    update_view = lazy_update = update
    select = view

    def drop_columns(self, cols):
        return self.view([name for name in self.column_names if name not in listed(cols)])

    def sort(self, order_by, order=None):
        return self._sorted(listed(order_by), False)

    def sort_descending(self, order_by):
        return self._sorted(listed(order_by), True)

    def _sorted(self, names, reverse):
        return Table(lambda rows: sorted(rows, key=lambda row: [(row[n] is not None, row[n]) for n in names], reverse=reverse), self, names=self.column_names)

    def head(self, num_rows):
        return Table(lambda rows: rows[:num_rows], self, names=self.column_names)

    def tail(self, num_rows):
        return Table(lambda rows: rows[-num_rows:] if num_rows else [], self, names=self.column_names)

    def _groups(self, by, make):
        def compute(rows):
            groups = {}
            for row in rows:
                groups.setdefault(tuple(row[name] for name in by), []).append(row)
            return [dict(zip(by, key)) | make(group) for key, group in groups.items()]

        return Table(compute, self)

    def last_by(self, by=None):
        return self._groups(listed(by), lambda group: group[-1])

    def first_by(self, by=None):
        return self._groups(listed(by), lambda group: group[0])

    def count_by(self, col, by=None):
        return self._groups(listed(by), lambda group: {col: len(group)})

    def agg_by(self, aggs, by=None):
        return self._groups(listed(by), lambda group: {name: value for a in listed(aggs) for name, value in a.of(group)})

    def natural_join(self, table, on, joins=None):
        keys = listed(on)
        added = listed(joins) or [name for name in table.column_names if name not in keys]

        def compute(left, right):
            found = {tuple(row[name] for name in keys): row for row in right}
            pick = lambda row: found.get(tuple(row[name] for name in keys), {})
            return [row | {split(name)[0]: pick(row).get(split(name)[1]) for name in added} for row in left]

        return Table(compute, self, table)
