# A million rows, 5,000 changes a second: a tenth of them in the first rows, where they are seen.
from deephaven import empty_table, merge, time_table

COLUMNS = ["Id", "Sym", "Price", "Qty", "Note"]

rows = empty_table(1_000_000).update([
    "Id = i",
    "Sym = `S` + (i % 5)",
    "Price = 100.0 + (i * 31 % 1000) / 10.0",
    "Qty = i % 7 == 3 ? NULL_LONG : (long)(i * 13 % 500)",
    "Note = i % 3 == 0 ? `{\"id\":` + i + `,\"tags\":[\"a\",\"b\"]}` : `note ` + i",
])
ticks = time_table("PT0.0002s").update([
    "Id = (int)(ii % 10 == 0 ? ii / 10 % 60 : ii * 7919 % 1_000_000)",
    "Sym = `S` + (Id % 5)",
    "Price = 100.0 + (ii * 31 % 1000) / 10.0",
    "Qty = (long)(ii % 500)",
    "Note = `tick ` + ii",
])
million = merge([rows, ticks.view(COLUMNS)]).last_by("Id")
by_sym = million.count_by("N", by="Sym")
fixed = empty_table(500).update(["A = i", "B = `row ` + i", "C = i % 4 == 1 ? NULL_DOUBLE : i / 8.0"])
