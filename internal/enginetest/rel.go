package enginetest

import (
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
)

// Rel is a table as plain Go values, in table order.
type Rel struct {
	Fields []column.Field
	Rows   [][]any
}

// at is the positions of the named columns.
func (r *Rel) at(names ...string) []int {
	out := make([]int, len(names))
	for i, n := range names {
		if out[i] = slices.IndexFunc(r.Fields, func(f column.Field) bool { return f.Name == n }); out[i] < 0 {
			panic("enginetest: no column " + n)
		}
	}
	return out
}

// field is the named field.
func (r *Rel) field(name string) column.Field { return r.Fields[r.at(name)[0]] }

// with is r with other rows.
func (r *Rel) with(rows [][]any) *Rel { return &Rel{r.Fields, rows} }

// project is the columns at the given positions, as fields.
func (r *Rel) project(at []int, fields []column.Field) *Rel {
	out := &Rel{Fields: fields}
	for _, row := range r.Rows {
		to := make([]any, len(at))
		for i, k := range at {
			to[i] = row[k]
		}
		out.Rows = append(out.Rows, to)
	}
	return out
}

// diff says how got differs from want, "" if it does not. With keys >= 0 the order of
// rows is free and the first keys columns identify a row.
func diff(got, want *Rel, eq func(a, b any) bool, keys int) string {
	if !slices.Equal(got.Fields, want.Fields) {
		return fmt.Sprintf("columns %v, want %v", got.Fields, want.Fields)
	}
	if keys >= 0 {
		got, want = got.byKey(keys), want.byKey(keys)
	}
	if len(got.Rows) != len(want.Rows) {
		return fmt.Sprintf("%d rows, want %d\ngot  %s\nwant %s", len(got.Rows), len(want.Rows), got, want)
	}
	for i, w := range want.Rows {
		for c := range w {
			if !eq(got.Rows[i][c], w[c]) {
				return fmt.Sprintf("position %d, column %s: %s, want %s\ngot  %s\nwant %s",
					i, got.Fields[c].Name, text(got.Rows[i][c]), text(w[c]), got, want)
			}
		}
	}
	return ""
}

// byKey is r in the order of the texts of its first n columns, then of all.
func (r *Rel) byKey(n int) *Rel {
	at := make([]int, n)
	for i := range at {
		at[i] = i
	}
	type keyed struct {
		key string
		row []any
	}
	l := make([]keyed, len(r.Rows))
	for i, row := range r.Rows {
		l[i] = keyed{keyText(row, at) + "\x00" + rowText(row), row}
	}
	slices.SortStableFunc(l, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	out := r.with(make([][]any, len(l)))
	for i := range l {
		out.Rows[i] = l[i].row
	}
	return out
}

// String is the rows for messages, at most some of them.
func (r *Rel) String() string {
	var b strings.Builder
	for i, f := range r.Fields {
		if i > 0 {
			b.WriteString(" | ")
		}
		b.WriteString(f.Name)
	}
	for i, row := range r.Rows {
		if i == 24 {
			fmt.Fprintf(&b, "\n     … %d more", len(r.Rows)-i)
			break
		}
		b.WriteString("\n     ")
		b.WriteString(rowText(row))
	}
	return b.String()
}

func rowText(row []any) string {
	t := make([]string, len(row))
	for i, x := range row {
		t[i] = text(x)
	}
	return strings.Join(t, " | ")
}
