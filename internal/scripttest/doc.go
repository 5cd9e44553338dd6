// Package scripttest runs tests of scripts: the functions test_… of a file, each with a broker, a
// schema registry, tables and a clock of its own. Beside what all scripts have, such a file knows
//
//	recorded(dir)               fills topics with what starling record kept
//	run(path)                   runs a script, and gives its variables
//	advance(duration)           lets time pass
//	assert_table(table, want)   compares rows, or a CSV file
//
// A test gives the same result each time: its clock stands unless the test moves it, a cycle of
// the tables takes all that there is (engine.Driver), and rows come in by partition
// (kafka.Env.Repeatable). Limits of waiting, threads and functions that fill tables by
// themselves go by the system's clock.
//
// What all scripts can do is starlib's; how a recording looks is internal/recording's.
package scripttest
