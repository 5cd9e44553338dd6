# What the clients of check.py read: every type with nulls, a hundred thousand rows, and tables that change.
from deephaven import empty_table, time_table, write_csv
from deephaven.stream import blink_to_append_only

every = empty_table(500).update(
    [
        "Id = ii",
        "Byte = i % 7 == 0 ? NULL_BYTE : (byte)(i % 100)",
        "Short = i % 7 == 1 ? NULL_SHORT : (short)(i * 60)",
        "Int = i % 7 == 2 ? NULL_INT : i * 1000000",
        "Long = i % 7 == 3 ? NULL_LONG : ii * 9000000000000L",
        "Float = i % 7 == 4 ? NULL_FLOAT : (float)(i / 8.0)",
        "Double = i % 7 == 5 ? NULL_DOUBLE : i / 3.0",
        "Bool = i % 7 == 6 ? NULL_BOOLEAN : i % 2 == 0",
        "Char = i % 7 == 0 ? NULL_CHAR : (char)(65 + i % 26)",
        "Text = i % 7 == 1 ? null : `text, \"` + i",
        "When = i % 7 == 2 ? null : '2024-01-02T03:04:05.123456789Z' + i * SECOND",
        "Day = i % 7 == 3 ? null : '2024-02-28'",
    ]
)
write_csv(every, "every.csv")
large = empty_table(100_000).update(["Id = i", "Symbol = `sym` + (i % 500)", "Price = i * 0.5", "Qty = i % 7 == 0 ? NULL_INT : i", "Time = '2024-01-02T03:04:05Z' + i * SECOND", "Third = i / 3.0"])
clock = time_table("PT0.01s").update("N = ii")
# 100,000 keys of which 5,000 change a second
busy = blink_to_append_only(time_table("PT0.0002s", blink_table=True).update(["Key = (int)(epochNanos(Timestamp) / 200000 * 7919 % 100000)", "Value = epochNanos(Timestamp) * 0.25"])).last_by("Key")
