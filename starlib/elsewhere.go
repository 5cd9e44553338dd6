package starlib

import (
	_ "embed"
	"strings"
)

// elsewhereText is the public names of Deephaven's modules and tables: a line for each, with
// its names.
//
//go:embed elsewhere.txt
var elsewhereText string

// elsewhereNames is those names by what they belong to: "Table", "deephaven.agg".
func elsewhereNames() map[string][]string {
	names := map[string][]string{}
	for line := range strings.Lines(elsewhereText) {
		owner, list, _ := strings.Cut(strings.TrimSpace(line), ": ")
		names[owner] = strings.Fields(list)
	}
	return names
}

// instead is names of Deephaven that cannot be here, why, and the way out.
type instead struct {
	names string // full ones; a module's stands for all in it
	why   string
}

// insteads is THE table of what cannot be here; docs/differences.md has it for users.
func insteads() []instead {
	return []instead{
		{"deephaven.appmode deephaven.server deephaven.plugin deephaven.plugin_authorization deephaven.pandasplugin deephaven.configuration deephaven.systemic_obj_tracker", "there is no server; starling run is what starts a script"},
		{"deephaven.arrow.to_arrow deephaven.arrow.to_table deephaven.numpy deephaven.pandas deephaven.learn deephaven.dtypes.from_np_dtype deephaven.time.to_np_datetime64 deephaven.time.to_np_timedelta64 deephaven.time.to_pd_timedelta deephaven.time.to_pd_timestamp", "there is no CPython for numpy, pandas and pyarrow; t.iter_dict() gives rows, write_arrow, write_csv and pk.produce hand tables on"},
		{"deephaven.barrage deephaven.uri", "there are no other servers to share tables with; kc.consume and pk.produce share them by topics"},
		{"deephaven.dbc deephaven.read_sql", "there are no database drivers; read_csv reads what a database exports, kafka.cdc its changes"},
		{"deephaven.experimental.data_index deephaven.experimental.iceberg deephaven.experimental.s3 deephaven.experimental.sql deephaven.experimental.table_data_service", "they are for stores that are not here; kc.consume and read_csv make tables"},
		{"deephaven.experimental.ema", "update_by with ema_tick and ema_time has taken its place, there too"},
		{"deephaven.html", "there are no windows; print(t) shows a table, write_csv gives it to what draws"},
		{"deephaven.plot.Color deephaven.plot.Colors deephaven.plot.Figure deephaven.plot.Font deephaven.plot.LineStyle deephaven.plot.PlotStyle deephaven.plot.Shape deephaven.plot.axistransform deephaven.plot.color deephaven.plot.figure deephaven.plot.font deephaven.plot.linestyle deephaven.plot.plotstyle deephaven.plot.selectable_dataset deephaven.plot.shape", "plot(t, x=, y=, by=) draws in the terminal and to files"},
		{expressNames(), "plot and deephaven.plot.express have line, scatter, bar and histogram"},
		{"deephaven.dtypes.from_jtype deephaven.jcompat", "there are no Java classes; deephaven.dtypes has the types by name"},
		{"deephaven.parquet", "Parquet files are not read or written; read_csv and write_csv are for CSV"},
		{"deephaven.perfmon", "there is no server to ask; tables() and graph(t) tell what tables cost"},
	}
}

// elsewhere is what to say of a full name that is not here, "Table.rollup" or "deephaven.plot":
// that Deephaven has it, and what there is instead. It is "" if Deephaven has none either.
func elsewhere(name string) string {
	const begin = "Deephaven has this, Starling does not: "
	for _, i := range insteads() {
		for n := range strings.FieldsSeq(i.names) {
			if name == n || strings.HasPrefix(name, n+".") {
				return begin + i.why
			}
		}
	}
	all := elsewhereNames()
	if _, module := all[name]; module {
		return begin + "help(deephaven) lists what is here"
	}
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return ""
	}
	for _, n := range all[name[:at]] {
		if n != name[at+1:] {
			continue
		}
		owner := name[:at]
		if !strings.HasPrefix(owner, "deephaven") {
			return begin + "dir() of a " + owner + " lists what is here"
		}
		return begin + "dir(" + owner + ") lists what is here"
	}
	return ""
}
