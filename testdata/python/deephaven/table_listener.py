"""Listeners: told what differs between the rows before a change and after it."""


class TableUpdate:
    def __init__(self, names, before, after):
        both = list(zip(before, after))
        self._names = names
        self._added, self._removed = after[len(before):], before[len(after):]
        self._prev = [old for old, new in both if old != new]
        self._modified = [new for old, new in both if old != new]

    def _some(self, rows, cols):
        names = self._names if cols is None else [cols] if isinstance(cols, str) else cols
        return {name: [row[name] for row in rows] for name in names}

    def added(self, cols=None):
        return self._some(self._added, cols)

    def removed(self, cols=None):
        return self._some(self._removed, cols)

    def modified(self, cols=None):
        return self._some(self._modified, cols)

    def modified_prev(self, cols=None):
        return self._some(self._prev, cols)


class TableListener:
    """What listeners that are objects derive from: on_update(update, is_replay)."""

    def on_update(self, update, is_replay):
        raise NotImplementedError


class TableListenerHandle:
    def __init__(self, t, listener):
        self.t, self.call = t, getattr(listener, "on_update", listener)

    def _told(self, before, after):
        if before != after:
            self.call(TableUpdate(self.t.column_names, before, after), False)

    def start(self, do_replay=False):
        if do_replay and self.t.size:
            self.call(TableUpdate(self.t.column_names, [], self.t._rows), True)
        self.t._listeners.append(self._told)

    def stop(self):
        self.t._listeners.remove(self._told)


def listen(t, listener, description=None, do_replay=False):
    handle = TableListenerHandle(t, listener)
    handle.start(do_replay)
    return handle
