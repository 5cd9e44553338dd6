"""Aggregations for agg_by; nulls are left out."""
from statistics import fmean

from deephaven.formula import split


class Aggregation:
    def __init__(self, function, cols):
        self.function, self.cols = function, [cols] if isinstance(cols, str) else cols

    def of(self, group):
        for name, source in map(split, self.cols):
            values = [row[source] for row in group if row[source] is not None]
            yield name, self.function(values) if values else None


class Count(Aggregation):
    def of(self, group):
        yield self.cols[0], len(group)


def _made(function):
    return lambda cols: Aggregation(function, cols)


sum_, avg, min_, max_ = _made(sum), _made(fmean), _made(min), _made(max)
first, last = _made(lambda values: values[0]), _made(lambda values: values[-1])
count_distinct = _made(lambda values: len(set(values)))


def count_(col):
    return Count(len, col)


class Weighted(Aggregation):
    def __init__(self, wcol, cols, mean):
        super().__init__(None, cols)
        self.wcol, self.mean = wcol, mean

    def of(self, group):
        for name, source in map(split, self.cols):
            total = sum(row[source] * row[self.wcol] for row in group)
            yield name, total / sum(row[self.wcol] for row in group) if self.mean else total


def weighted_avg(wcol, cols):
    return Weighted(wcol, cols, True)


def weighted_sum(wcol, cols):
    return Weighted(wcol, cols, False)
