"""Where tables come from."""
from deephaven.column import InputColumn
from deephaven.table import Table, listed


def new_table(cols):
    if isinstance(cols, dict):
        data = {name: list(values) for name, values in cols.items()}
    else:
        data = {col.name: col.data for col in cols}
    rows = [dict(zip(data, values)) for values in zip(*data.values())]
    return Table(lambda: rows, names=data)


def empty_table(size):
    return Table(lambda: [{} for _ in range(size)])


def merge(tables):
    return Table(lambda *all_rows: [row for rows in all_rows for row in rows], *tables)


class InputTable(Table):
    """Rows are added, and with keys replaced and deleted."""

    def __init__(self, names, keys):
        self.key_names, self._held = keys, []
        super().__init__(lambda: list(self._held), names=names)

    def _key(self, row):
        return tuple(row[name] for name in self.key_names)

    def add(self, table):
        for row in table.iter_dict():
            at = [n for n, old in enumerate(self._held) if self.key_names and self._key(old) == self._key(row)]
            if at:
                self._held[at[0]] = row
            else:
                self._held.append(row)
        self._changed()

    def delete(self, table):
        gone = {self._key(row) for row in table.iter_dict()}
        self._held = [row for row in self._held if self._key(row) not in gone]
        self._changed()


def input_table(col_defs=None, init_table=None, key_cols=None):
    table = InputTable(col_defs or init_table.column_names, listed(key_cols))
    if init_table is not None:
        table.add(init_table)
    return table


class DynamicTableWriter:
    def __init__(self, col_defs):
        self.col_defs, self.table = col_defs, InputTable(col_defs, [])

    def write_row(self, *values):
        row = {name: dtype(value) for (name, dtype), value in zip(self.col_defs.items(), values)}
        self.table._held.append(row)
        self.table._changed()

    def close(self):
        pass
