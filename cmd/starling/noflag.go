package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"starling/internal/nearest"
)

// habits is what flags of kcat are here, by command. Those of "" are of all.
var habits = map[string]map[string]string{
	"": {
		"C": "starling topic consume TOPIC reads", "P": "starling topic produce TOPIC writes", "L": "starling topic list -d lists topics",
		"G": "starling topic consume TOPIC -g GROUP reads as a group", "q": "there is nothing to quieten", "E": "the end of a partition is not said",
		"F": "flags come from no file; -X name=value sets a property", "u": "output is written as it comes",
	},
	"consume": {
		"e": "-o :end reads what there is and ends", "c": "-n 10 ends after ten records", "J": "JSON is what is printed unless -f is given",
		"t": "the topic stands without a flag: starling topic consume TOPIC", "C": "starling topic consume is that",
		"K": `-f '%k:%v\n' prints keys`, "D": `-f '%v\n' has what stands between records`, "Z": `-f '%k %v\n' prints a null as nothing, JSON leaves it out`,
		"s": "in the console peek(\"TOPIC\") shows Avro and others decoded", "O": "-p 0 -o 40:50 reads offsets of a partition", "d": "--log-level debug shows the client's log",
		"G": "-g GROUP reads as a group",
	},
	"produce": {
		"t": "the topic stands without a flag: starling topic produce TOPIC", "P": "starling topic produce is that",
		"K": `-f '%k:%v\n' reads keys in front of values`, "D": `-f '%v;' says what ends a record`, "l": "records are read from the standard input, a line each",
		"T": "-o says what to print for each record", "c": "-z gzip compresses", "e": "-k KEY is the key of every record",
	},
	"list": {"L": "starling topic list is that; -d says more", "t": "the topic stands without a flag: starling topic list TOPIC", "J": "--format json prints JSON"},
}

// noFlag is the error of a flag that a command does not have, with what may have been meant.
func noFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	name := unknown.GetSpecifiedName()
	if len(name) == 1 || strings.Contains(err.Error(), "shorthand") {
		for _, of := range []string{cmd.Name(), ""} {
			if way := habits[of][name]; way != "" {
				return fmt.Errorf("there is no flag -%s: %s", name, way)
			}
		}
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	near := nearest.Names(name, names, 3)
	if len(near) == 0 {
		return err
	}
	return fmt.Errorf("%w; did you mean --%s?", err, strings.Join(near, ", --"))
}
