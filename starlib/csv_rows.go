package starlib

import (
	"encoding/csv"
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/engine/expr"
)

// csvRows reads rows. A value without quotes and without text is null.
type csvRows struct {
	o      *readOptions
	csv    *csv.Reader
	lines  []string
	line   int // of the row that next gave
	after  int // the line after that row
	blanks int // rows still to be made of empty lines
	held   []string
}

func newCSVRows(o *readOptions, text string) *csvRows {
	delimiter := []rune(o.delimiter)[0]
	text = unpadded(text, delimiter, o.spaces)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = delimiter
	r.FieldsPerRecord = -1
	return &csvRows{o: o, csv: r, lines: strings.Split(text, "\n"), after: 1}
}

// next is the next row, io.EOF after the last one.
func (r *csvRows) next() ([]string, error) {
	if r.blanks > 0 {
		r.blanks--
		r.line++
		return []string{column.NullString}, nil
	}
	if row := r.held; row != nil {
		r.held = nil
		r.line++
		return row, nil
	}
	row, err := r.csv.Read()
	if err != nil {
		return nil, err
	}
	first, _ := r.csv.FieldPos(0)
	last, _ := r.csv.FieldPos(len(row) - 1)
	end := last + strings.Count(row[len(row)-1], "\n")
	for i := range row {
		row[i] = r.clean(row[i], i)
	}
	gap := first - r.after
	r.after = end + 1
	r.line = first
	if gap == 0 || r.o.skipEmpty {
		return row, nil
	}
	if len(row) > 1 {
		return nil, fmt.Errorf("line %d is empty; ignore_empty_lines=True passes over it", first-1)
	}
	r.blanks, r.held, r.line = gap, row, first-gap-1 // an empty line is a null of a single column
	return r.next()
}

// clean is value i of the row without what surrounds it, null where there is nothing.
func (r *csvRows) clean(v string, i int) string {
	line, col := r.csv.FieldPos(i)
	quoted := col <= len(r.lines[line-1]) && r.lines[line-1][col-1] == '"'
	if !quoted && r.o.spaces || r.o.trim {
		v = strings.TrimSpace(v)
	}
	if v == "" && !quoted {
		return column.NullString
	}
	return v
}

// legalNames makes names of columns of a header: blanks and dashes become underscores,
// other signs go, and names that are there already get a number.
func legalNames(head []string) []string {
	seen := map[string]bool{}
	out := make([]string, len(head))
	for i, h := range head {
		if column.IsNullString(h) {
			h = ""
		}
		name := strings.Map(func(r rune) rune {
			switch {
			case r == ' ' || r == '-':
				return '_'
			case r == '_' || r == '$' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127:
				return r
			}
			return -1
		}, h)
		if name == "" {
			name = fmt.Sprintf("Column%d", i+1)
		}
		if name[0] >= '0' && name[0] <= '9' || expr.CheckName(name) != nil {
			name = "column_" + name
		}
		base := name
		for n := 2; seen[name]; n++ {
			name = fmt.Sprintf("%s%d", base, n)
		}
		seen[name] = true
		out[i] = name
	}
	return out
}
