package py

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// pythonNamesText is the modules of CPython's library, and the public names of those of which there
// is something here: testdata/modules/record.py writes it.
//
//go:embed pythonnames.txt
var pythonNamesText string

// pythonNames is those names by what they belong to: "modules", "os.path".
var pythonNames = sync.OnceValue(func() map[string][]string {
	names := map[string][]string{}
	for line := range strings.Lines(pythonNamesText) {
		owner, list, _ := strings.Cut(strings.TrimSpace(line), ": ")
		names[owner] = strings.Fields(list)
	}
	return names
})

// wayOut is what to use instead of modules that are not here. A module stands for all in it.
type wayOut struct {
	modules string
	way     string
}

// waysOut is THE table of those.
var waysOut = []wayOut{
	{"numpy scipy", "there is no CPython for it: math, statistics and the columns of tables compute"},
	{"pandas polars pyarrow", "there is no CPython for it: a Table takes the place of a DataFrame, read_csv and write_csv are for files"},
	{"matplotlib plotly seaborn bokeh", "there is no CPython for it: plot(t, x=, y=) draws in the terminal and to files"},
	{"requests httpx aiohttp urllib urllib3 http", "scripts open no connections but to Kafka: what fetches writes to a topic, and kc.consume reads it"},
	{"socket ssl websocket websockets ftplib smtplib socketserver", "scripts open no connections but to Kafka: kc.consume and pk.produce"},
	{"jpype py4j pydeephaven deephaven_server", "there is no Java and no server: starling run starts a script, import deephaven has the tables"},
	{"confluent_kafka kafka aiokafka", "kc.consume and pk.produce of deephaven.stream.kafka read and write topics"},
	{"avro fastavro", "kc.avro_spec and pk.avro_spec read and write Avro"},
	{"asyncio trio anyio", "there is no event loop: threading.Thread runs beside the script, listen is told of changes"},
	{"multiprocessing concurrent subprocess sched signal", "there are no other processes: threading.Thread runs beside the script"},
	{"sqlite3 psycopg2 sqlalchemy pymysql redis dbm", "there are no databases: read_csv reads what one exports, kafka.cdc its changes"},
	{"pickle marshal shelve", "values are not pickled: json.dumps makes texts of them"},
	{"orjson ujson simplejson", "import json has dumps and loads"},
	{"yaml toml tomllib configparser xml", "json and csv are the formats that scripts read"},
	{"argparse getopt optparse click", "sys.argv has the script's arguments"},
	{"pytz dateutil tzdata", "datetime and zoneinfo have the time zones, datetime.fromisoformat and strptime read texts"},
	{"fileinput filecmp mimetypes linecache", "open reads and writes files, os, pathlib and shutil tell of them"},
	{"bz2 lzma tarfile zipfile zipimport", "gzip and zlib are the compressions that are here"},
	{"logging.handlers", "logging.FileHandler writes to a file, which logrotate and the like move: files are not rotated here"},
	{"contextvars weakref gc copyreg tracemalloc resource faulthandler", "the memory of values is not the script's business: a dict by name keeps what is to last"},
	{"atexit", "with, try and finally end what a script began"},
	{"locale gettext", "texts and numbers look the same everywhere: f\"{x:,}\" groups digits"},
	{"cmath", "complex numbers are not available; keep the real and the imaginary part in two variables"},
	{"timeit cProfile profile pstats pdb", "time.perf_counter() measures, print and logging show what runs"},
	{"codecs", "s.encode and b.decode know the encodings, open(path, encoding=) reads and writes them"},
	{"errno stat", "exceptions of os have their numbers, e.errno"},
	{"email mailbox", "texts are split by str, re and html"},
	{"pytest unittest doctest", "starling test runs the tests of scripts"},
	{"inspect ast dis importlib pkgutil runpy code imp", "scripts are not CPython's code: help(x) and dir(x) tell what a value is"},
	{"ctypes cffi mmap", "there is no memory to reach into"},
	{"tkinter curses turtle", "print and plot show in the terminal"},
	{"loguru structlog", "import logging writes messages"},
	{"pydantic attr attrs", "import dataclasses makes classes of fields"},
}

// way is what to use instead of a module or something in it, "" if the table has nothing.
func way(name string) string {
	first, _, _ := strings.Cut(name, ".")
	for _, w := range waysOut {
		for m := range strings.FieldsSeq(w.modules) {
			if m == name || m == first {
				return w.way
			}
		}
	}
	return ""
}

// pythonHas reports whether CPython's library has a module, or something in one of those here.
func pythonHas(name string) bool {
	if slices.Contains(pythonNames()["modules"], name) {
		return true
	}
	at := strings.LastIndexByte(name, '.')
	return at > 0 && slices.Contains(pythonNames()[name[:at]], name[at+1:])
}

// elsewhere is a sentence about a full name that is not there, or nothing: that Deephaven or Python
// has it, and what to use instead.
func (l *Library) elsewhere(name string) string {
	if l.Elsewhere != nil {
		if s := l.Elsewhere(name); s != "" {
			return ". " + s
		}
	}
	instead := way(name)
	switch {
	case pythonHas(name) && instead != "":
		return "; Python has it, Starling does not: " + instead
	case pythonHas(name):
		return "; Python has it, Starling does not"
	case instead != "":
		return "; " + instead
	}
	return ""
}
