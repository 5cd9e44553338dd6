package scripttest

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/nearest"
	"starling/starlib"
	"starling/starlib/py"
)

// assertion compares a table with what is wanted of it.
type assertion struct {
	*bench
	table    *starlib.Table
	anyOrder bool
}

// near is by how much floating-point numbers may differ: they are summed in no fixed order.
const near = 1e-9

// rows compares with a list of rows: dicts by the names of columns, or lists of all columns.
func (a *assertion) rows(c *py.Call, want starlark.Value) error {
	list, ok := want.(starlark.Sequence)
	if !ok {
		return py.Raise("TypeError", "want: got %s, want a list of rows or the name of a CSV file", py.TypeOf(want))
	}
	var wanted []starlark.Value
	for v := range starlark.Elements(list) {
		wanted = append(wanted, v)
	}
	cols, err := a.columns(wanted)
	if err != nil {
		return err
	}
	have, err := a.table.Values(cols)
	if err != nil {
		return err
	}
	rows := make([]starlark.Tuple, len(wanted))
	for i, v := range wanted {
		if rows[i], err = rowOf(v, cols); err != nil {
			return py.Raise("TypeError", "want: row %d: %w", i+1, err)
		}
	}
	write := func(row starlark.Tuple) string { return rowText(c, cols, row) }
	return compare(have, rows, a.anyOrder, sameRow, write)
}

// columns is the columns that the rows name: those of the first dict; all, if they are lists.
func (a *assertion) columns(rows []starlark.Value) ([]string, error) {
	all := make([]string, len(a.table.Engine().Schema))
	for i, f := range a.table.Engine().Schema {
		all[i] = f.Name
	}
	if len(rows) == 0 {
		return all, nil
	}
	d, ok := rows[0].(*starlark.Dict)
	if !ok {
		return all, nil
	}
	var cols []string
	for _, k := range d.Keys() {
		name, ok := starlark.AsString(k)
		if !ok {
			return nil, py.Raise("TypeError", "want: row 1: a column is named %s", py.Short(k))
		}
		if !slices.Contains(all, name) {
			return nil, py.Raise("ValueError", "want: the table has no column %s%s", name, nearest.Hint(name, all))
		}
		cols = append(cols, name)
	}
	return cols, nil
}

// rowOf is the values of a row by columns.
func rowOf(v starlark.Value, cols []string) (starlark.Tuple, error) {
	var row starlark.Tuple
	switch v := v.(type) {
	case *starlark.Dict:
		for _, name := range cols {
			x, ok, err := v.Get(starlark.String(name))
			if err != nil {
				return nil, err
			}
			if !ok {
				return nil, fmt.Errorf("there is no %s, which the first row has", name)
			}
			row = append(row, x)
		}
		if v.Len() != len(cols) {
			return nil, errors.New("it names other columns than the first row does")
		}
	case starlark.Indexable:
		for i := range v.Len() {
			row = append(row, v.Index(i))
		}
		if len(row) != len(cols) {
			return nil, fmt.Errorf("it has %d values, the table %d columns", len(row), len(cols))
		}
	default:
		return nil, fmt.Errorf("got %s, want a dict or a list", py.TypeOf(v))
	}
	return row, nil
}

// rowText is a row as a failure shows it.
func rowText(c *py.Call, cols []string, row starlark.Tuple) string {
	parts := make([]string, len(row))
	for i, v := range row {
		parts[i] = cols[i] + "=" + py.PlainText(v, shownText)
		if s, ok := v.(starlark.String); ok && len(s) < shownText {
			parts[i] = cols[i] + "=" + s.String()
		}
	}
	return strings.Join(parts, " ")
}

// shownText is how much of a value a failure shows.
const shownText = 200

func sameRow(a, b starlark.Tuple) bool {
	return slices.EqualFunc(a, b, sameValue)
}

// sameValue: a time may be wanted by its text, and a floating-point number nearly.
func sameValue(have, want starlark.Value) bool {
	if same, err := starlark.Equal(have, want); err == nil && same {
		return true
	}
	if x, ok := have.(starlark.Float); ok {
		y, ok := starlark.AsFloat(want)
		return ok && nearly(float64(x), y)
	}
	switch want := want.(type) {
	case starlark.String:
		_, text := have.(starlark.String)
		return !text && have != starlark.None && py.PlainText(have, math.MaxInt) == string(want)
	case starlark.Indexable:
		list, ok := have.(starlark.Indexable)
		if !ok || list.Len() != want.Len() {
			return false
		}
		for i := range want.Len() {
			if !sameValue(list.Index(i), want.Index(i)) {
				return false
			}
		}
		return true
	}
	return false
}

func nearly(x, y float64) bool {
	return x == y || x != x && y != y || math.Abs(x-y) <= near*max(math.Abs(x), math.Abs(y))
}

// file compares with a CSV file, as write_csv writes it. Its first line names the columns that count.
func (a *assertion) file(path string) error {
	text, err := a.read(path)
	if errors.Is(err, fs.ErrNotExist) && !a.suite.Update {
		return fmt.Errorf("%w; starling test --update writes it", err)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var cols []string
	var wanted [][]string
	if err == nil {
		if wanted, err = cells(string(text)); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if len(wanted) == 0 {
			return fmt.Errorf("%s: there is no line with the names of the columns in it", path)
		}
		cols, wanted = wanted[0], wanted[1:]
	}
	csv, err := a.table.CSV(cols)
	if err != nil {
		return err
	}
	have, err := cells(csv)
	if err != nil {
		return err
	}
	differ := compare(have[1:], wanted, a.anyOrder, sameCells, func(row []string) string { return strings.Join(row, ",") })
	if differ == nil || !a.suite.Update {
		return differ
	}
	return a.write(path, csv)
}

func (a *assertion) write(path, text string) error {
	f, err := a.suite.Files.Create(a.bench.file(path))
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func cells(text string) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	return r.ReadAll()
}

func sameCells(have, want []string) bool {
	return slices.EqualFunc(have, want, func(a, b string) bool {
		if a == b {
			return true
		}
		x, err := strconv.ParseFloat(a, 64)
		y, other := strconv.ParseFloat(b, 64)
		return err == nil && other == nil && nearly(x, y)
	})
}
