package repl

import (
	"fmt"

	"go.starlark.net/starlark"

	"starling/grid"
	"starling/starlib"
)

// records says when tables are shown as records, a field a line.
type records string

// What \x can be followed by.
const (
	recordsOff  records = "off"
	recordsOn   records = "on"
	recordsAuto records = "auto" // where more than half of the columns do not fit
)

// turn is the command \x, with what follows it, and what it says.
func (r *records) turn(arg string) (string, error) {
	switch to := records(arg); {
	case arg == "" && *r == recordsOn:
		*r = recordsOff
	case arg == "":
		*r = recordsOn
	case to == recordsOff, to == recordsOn, to == recordsAuto:
		*r = to
	default:
		return "", fmt.Errorf(`\x: %q is not one of on, off, auto; without it \x goes from one to the other`, arg)
	}
	switch *r {
	case recordsOn:
		return "tables are shown as records, a field a line", nil
	case recordsAuto:
		return "tables are shown as records where more than half of their columns do not fit", nil
	}
	return "tables are shown as grids", nil
}

// show is Show, with tables as records if that is what the user wants.
func (r records) show(h *starlib.Host, v starlark.Value, l grid.Layout) (string, error) {
	t, ok := v.(*starlib.Table)
	if !ok || r != recordsOn && r != recordsAuto {
		return Show(h, v, l)
	}
	e := t.Engine()
	if r == recordsAuto {
		first, last := l.Ends()
		frames, err := e.ReadEnds(first, last, nil)
		if err != nil {
			return "", err
		}
		if 2*len(grid.Draw(l, frames...).Left) <= len(e.Schema) {
			return Show(h, v, l)
		}
	}
	first, last := l.RecordEnds(len(e.Schema))
	if first+last == 1 && e.Attrs.AppendOnly { // the newest
		first, last = 0, 1
	}
	frames, err := e.ReadEnds(first, last, nil)
	if err != nil {
		return "", err
	}
	l.State = starlib.StateOf(e, frames[0].Size)
	return grid.Join(grid.Records(l, frames...), l.Palette), nil
}
