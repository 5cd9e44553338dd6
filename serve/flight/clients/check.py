"""Reads tables of a running starling with the clients that people have, and compares.

check.py STARLING: the binary. It prints what it measured, and fails if a client reads something else than
what write_csv wrote, or if readers cost more than they may.
"""

import concurrent.futures
import contextlib
import csv
import datetime
import json
import math
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import adbc_driver_flightsql.dbapi as flightsql
import duckdb
import pandas
import polars
import pyarrow.flight as flight
import pydeephaven
from adbc_driver_flightsql import DatabaseOptions

HERE = pathlib.Path(__file__).parent
PSK = "io.deephaven.authentication.psk.PskAuthenticationHandler"


class Server:
    """A starling that serves query.py until the block ends."""

    def __init__(self, binary, folder):
        flags = ["--flight", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--token-file", "token", "--cycle", "5ms"]
        self.process = subprocess.Popen([binary, "serve", *flags, HERE / "query.py"], cwd=folder, stderr=subprocess.PIPE, text=True)
        found = {}
        while len(found) < 2:
            line = self.process.stderr.readline()
            if not line:
                sys.exit("starling ended before it said its addresses")
            if m := re.match(r"(flight|metrics): (\S+)", line):
                found[m[1]] = m[2]
        self.url, self.metrics = found["flight"], found["metrics"]
        self.port = int(self.url.rsplit(":", 1)[1])
        self.token = (folder / "token").read_text().strip()
        while "busy" not in [i.descriptor.path[0].decode() for i in self.flight().list_flights(options=self.options())]:
            if self.process.poll() is not None:
                sys.exit("the script failed: " + self.process.stderr.read())
            time.sleep(0.05)

    def options(self):
        return flight.FlightCallOptions(headers=[(b"authorization", f"Bearer {self.token}".encode())])

    def flight(self):
        return flight.connect(self.url)

    def adbc(self):
        return flightsql.connect(self.url, db_kwargs={DatabaseOptions.AUTHORIZATION_HEADER.value: f"Bearer {self.token}"})

    def session(self):
        return pydeephaven.Session(host="127.0.0.1", port=self.port, auth_type=PSK, auth_token=self.token)

    def cycles(self):
        """How many cycles there were, and the seconds that they took in all."""
        text = urllib.request.urlopen(self.metrics).read().decode()
        return tuple(float(re.search(rf"^starling_cycle_seconds_{x} (\S+)", text, re.M)[1]) for x in ("count", "sum"))

    def cycle_time(self, seconds):
        """The mean time of a cycle, in milliseconds."""
        before = self.cycles()
        time.sleep(seconds)
        after = self.cycles()
        return 1000 * (after[1] - before[1]) / (after[0] - before[0])

    def memory(self):
        """Megabytes of the process."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(30) != 0:
            sys.exit(f"starling ended with {self.process.returncode}: {self.process.stderr.read()}")


def cell(value):
    """A value of a client's as write_csv writes it."""
    if value is None or value is pandas.NaT or isinstance(value, float) and math.isnan(value):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (pandas.Timestamp, datetime.datetime)):
        text = pandas.Timestamp(value).isoformat()
        return re.sub(r"\+00:00$", "Z", text)
    if isinstance(value, float):
        return repr(value)
    return str(value)


def same(name, rows, columns, want):
    """Fails unless rows are those of the CSV file."""
    if columns != want[0]:
        sys.exit(f"{name}: columns {columns}, want {want[0]}")
    if len(rows) != len(want) - 1:
        sys.exit(f"{name}: {len(rows)} rows, want {len(want) - 1}")
    for i, (row, expected) in enumerate(zip(rows, want[1:])):
        for column, value, text in zip(columns, row, expected):
            if column == "Char":
                value = None if value is None or value != value else chr(int(value))
            got = cell(value)
            if got != text and not (text and column in ("Float", "Double", "Int", "Long", "Short", "Byte") and float(got or "nan") == float(text)):
                sys.exit(f"{name}: row {i}, column {column}: {value!r}, want {text!r}")
    print(f"{name}: {len(rows)} rows of {len(columns)} types are those of write_csv")


def table_rows(table):
    """Rows of a pyarrow table, instants to the nanosecond."""
    columns = []
    for column in table.columns:
        if str(column.type).startswith("timestamp"):
            columns.append([None if v.value is None else pandas.Timestamp(v.value, tz="UTC") for v in column])
        else:
            columns.append(column.to_pylist())
    return list(zip(*columns))


def equal(s, want):
    table = s.flight().do_get(flight.Ticket(b'{"table": "every"}'), s.options()).read_all()
    same("pyarrow", table_rows(table), table.column_names, want)
    with contextlib.closing(s.adbc()) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM every")
            fetched = cursor.fetch_arrow_table()
        same("ADBC", table_rows(fetched), fetched.column_names, want)
        frame = polars.read_database("SELECT * FROM every", connection)
        same("polars", table_rows(frame.to_arrow()), frame.columns, want)
        frame = pandas.read_sql("SELECT * FROM every", connection)
        same("pandas", [tuple(None if v is pandas.NA else v for v in row) for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False)], list(frame.columns), want)
        n = duckdb.sql("SELECT count(*), count(Int), sum(Long) FROM fetched").fetchall()
        print("DuckDB over what ADBC read:", n)
    with contextlib.closing(s.session()) as session:
        if "every" not in session.tables:
            sys.exit(f"pydeephaven: tables {session.tables}")
        table = session.open_table("every").to_arrow()
        same("pydeephaven", table_rows(table), table.column_names, want)


def live(s, seconds=3):
    """A live copy is the table, and how long a row takes from its cycle to a client."""
    reader = s.flight().do_get(flight.Ticket(b'{"table": "clock", "live": true}'), s.options())
    delays, end = [], time.time() + seconds
    for chunk in reader:
        now = time.time_ns()
        about = json.loads(chunk.app_metadata.to_pybytes())
        if about["kind"] != "snapshot":
            delays.append((now - chunk.data["Timestamp"][-1].value) / 1e6)
        if time.time() > end:
            break
    reader.cancel()
    p50, p99 = statistics.median(delays), statistics.quantiles(delays, n=100)[98]
    print(f"live: {len(delays)} changes, from a row's instant to the client p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    if p50 > 5:
        sys.exit("live: p50 above 5 ms")


def copied(s, seconds=2):
    """Follows a table of keys and compares the copy with the table's size and rows."""
    reader = s.flight().do_get(flight.Ticket(b'{"table": "busy", "live": true}'), s.options())
    rows, end = {}, time.time() + seconds
    for chunk in reader:
        about = json.loads(chunk.app_metadata.to_pybytes())
        if about["kind"] == "snapshot" and not rows.get("partly"):
            rows = {"partly": True}
        ids = chunk.data["__row"].to_pylist()
        if about["kind"] == "removed":
            for row in ids:
                del rows[row]
        else:
            rows.update(zip(ids, chunk.data["Key"].to_pylist()))
        if about["last"]:
            rows.pop("partly", None)
            if len(rows) != about["size"] or len(set(rows.values())) != len(rows):
                sys.exit(f"live: a copy of {len(rows)} rows of a table of {about['size']}")
            if time.time() > end:
                break
    reader.cancel()
    print(f"live: a copy of {len(rows)} keys is the table, cycle by cycle")


def fast(s):
    client, times = s.flight(), []
    for _ in range(9):
        begin = time.perf_counter()
        n = client.do_get(flight.Ticket(b'{"table": "large"}'), s.options()).read_all().num_rows
        times.append(1000 * (time.perf_counter() - begin))
    print(f"{n} rows of six columns: median {statistics.median(times):.0f} ms, best {min(times):.0f} ms")
    if n != 100_000 or statistics.median(times) > 100:
        sys.exit("100,000 rows: above 100 ms")


STOPPED = """
import pyarrow.flight as flight, sys, time
client = flight.connect(sys.argv[1])
options = flight.FlightCallOptions(headers=[(b"authorization", b"Bearer " + sys.argv[2].encode())])
readers = [client.do_get(flight.Ticket(t), options) for t in (b'{"table": "busy", "live": true}', b'{"table": "large"}')]
print("reading", flush=True)
time.sleep(600)
"""


def burden(s):
    """What readers cost a cycle, and whether memory stays."""
    alone = statistics.median(s.cycle_time(2) for _ in range(3))
    memory = s.memory()

    def reader(n):
        r = s.flight().do_get(flight.Ticket(b'{"table": "busy", "live": true}'), s.options())
        end = time.time() + n
        while time.time() < end:
            r.read_chunk()
        r.cancel()

    stopped = [subprocess.Popen([sys.executable, "-c", STOPPED, s.url, s.token], stdout=subprocess.PIPE) for _ in range(3)]
    for p in stopped:
        p.stdout.readline()
    with_stopped = statistics.median(s.cycle_time(2) for _ in range(3))
    for p in stopped:
        p.send_signal(signal.SIGKILL)
        p.wait()
    with_killed = statistics.median(s.cycle_time(2) for _ in range(3))
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        all = [pool.submit(reader, 8) for _ in range(50)]
        time.sleep(1)
        with_fifty = statistics.median(s.cycle_time(2) for _ in range(3))
        for f in all:
            f.result()
    print(f"cycle: alone {alone:.3f} ms, with three that stopped reading {with_stopped:.3f}, after they were killed {with_killed:.3f}, with 50 live readers {with_fifty:.3f}")
    print(f"memory: {memory:.0f} MB alone, {s.memory():.0f} MB after all of that")


def documented(s, folder):
    """The clients of docs/flight.md run as they are, but for the port and the table."""
    text = (HERE / "../../../docs/flight.md").read_text()
    for name, code in re.findall(r"```python file=(\w+\.py)\n(.*?)```", text, re.S):
        if name == "query.py":
            continue
        code = code.replace("8815", str(s.port)).replace("Symbol, Qty FROM by_symbol", "N FROM clock").replace("by_symbol", "clock")
        done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=folder, capture_output=True, text=True, timeout=60)
        if done.returncode != 0 or not done.stdout:
            sys.exit(f"docs/flight.md: {name} fails: {done.stderr}")
        print(f"docs/flight.md: {name} runs")


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        s = Server(binary, folder)
        try:
            with open(folder / "every.csv", newline="") as f:
                want = list(csv.reader(f))
            equal(s, want)
            documented(s, folder)
            copied(s)
            fast(s)
            live(s)
            burden(s)
        finally:
            s.close()


if __name__ == "__main__":
    main()
