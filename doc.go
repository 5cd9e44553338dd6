// Package starling is Starling in a Go program: topics of Kafka are tables that update by themselves,
// and scripts in Python, with Deephaven's API, make further ones of them. The program reads these as
// its own structs, hears what changes, and gives the script tables, functions and values.
//
// [Open] starts a [Session]; nothing is asked or listened to before a script or the program says so.
// [Session.Run] runs a script, whose tables go on when it is through:
//
//	s, err := starling.Open(ctx, starling.Config{Brokers: "127.0.0.1:9092"})
//	…
//	defer s.Close()
//	err = s.Run(ctx, `
//	from deephaven.stream.kafka import consumer as kc
//	import deephaven.dtypes as dht
//	trades = kc.consume({}, "trades", value_spec=kc.json_spec({"Sym": dht.string, "Size": dht.int64}))
//	totals = trades.view(["Sym", "Size"]).sum_by("Sym")`)
//
// # Tables as structs
//
// [Session.Table] is the table of a variable, [Rows] its rows as they are now, and [Changes] what becomes
// of them: a program that applies the changes has a copy which is the table. The exported fields of a
// struct are columns, of the names that their tags say. [NewInput] makes a table that the program fills.
//
//	type Total struct {
//		Symbol string `starling:"Sym"`
//		Size   int64
//	}
//	totals, err := s.Table("totals")
//	rows, err := starling.Rows[Total](totals)
//
// # Functions
//
// [Session.Func] makes a Go function one of scripts and formulas, which call it by column.
// [Session.Set] gives scripts a value.
//
// # Errors, and the end
//
// A script that fails is an [*Error] with its place, and so is a table that fails; that one keeps its
// last rows. [Session.Close] ends all in the order in which nothing is lost: what was read comes into
// the tables, producers write what they owe, groups hear where their tables stand.
//
// Sessions of one process have nothing in common. The memory limit of Go's collector and GOGC are the
// program's business; Config.MaxMemory bounds the tables.
package starling
