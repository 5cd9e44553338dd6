# The smallest live table: a row every second, and what a formula makes of it.
from deephaven import time_table

ticks = time_table("PT1S").update(["Minute = minuteOfHour(Timestamp, 'UTC')"])
