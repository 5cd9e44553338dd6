package starling

import (
	"context"
	"fmt"
	"reflect"

	"starling/follow"
	"starling/internal/native"
	"starling/internal/nearest"
	"starling/starlib"
)

// Table is a table of a session, under the name that it had when it was asked for: what the script
// gives that name to later is another one. It stays for as long as it can be reached. Its methods may
// be called from any goroutine, and wait for the end of a running update.
type Table struct {
	s     *Session
	name  string
	value *starlib.Table
}

// Table is the table that a variable of the script holds.
func (s *Session) Table(name string) (*Table, error) {
	if err := s.usable(); err != nil {
		return nil, err
	}
	v, ok := s.in.Host.Lookup(name)
	if !ok {
		return nil, fmt.Errorf("starling: the script has no variable %q%s", name, nearest.Hint(name, s.in.Names(func(*starlib.Table) bool { return true })))
	}
	t, ok := v.(*starlib.Table)
	if !ok {
		return nil, fmt.Errorf("starling: %s is no table but %s", name, v.Type())
	}
	return &Table{s, name, t}, nil
}

// Name is the variable that held it.
func (t *Table) Name() string { return t.name }

// Column is a column of a table: its name, and its type as formulas and meta_table name it, such as
// "long" or "java.lang.String".
type Column struct{ Name, Type string }

// Columns is the columns of the table, which never change.
func (t *Table) Columns() []Column {
	schema := t.value.Engine().Schema
	out := make([]Column, len(schema))
	for i, f := range schema {
		out[i] = Column{f.Name, f.Type.Name()}
	}
	return out
}

// Size is the number of rows.
func (t *Table) Size() int { return t.value.Engine().Size() }

// Err is why the table failed, nil if it did not. A failed table keeps its last rows and never
// changes again. The error is an *Error.
func (t *Table) Err() error { return t.failed(t.value.Engine().Err()) }

// Rows copies the rows of a table as they are now, all of one moment and in its order, and holds no
// update of the tables up for long. T is a struct:
// each exported field is the column of its name, or of that in a tag, as in `starling:"Price"`; "-"
// is none, and columns without a field are left out. Numbers may be read into wider types, times are
// time.Time in UTC, texts string, arrays slices. A null is the zero value of its field, or nil if
// that is a pointer. The error names the field and the column that do not fit.
//
// A table that failed has its last rows, and Err says so.
func Rows[T any](t *Table) ([]T, error) {
	if err := t.s.usable(); err != nil {
		return nil, err
	}
	r, err := readerFor[T](t)
	if err != nil {
		return nil, err
	}
	table := t.value.Engine()
	f, err := follow.New(table.Graph(), table)
	if err == nil {
		defer f.Close()
		var w follow.Window
		if w, err = f.Whole(context.Background(), r.Columns()); err == nil {
			rows := make([]T, w.Len())
			r.Read(reflect.ValueOf(rows), w.Frame.Cols)
			return rows, nil
		}
	}
	return nil, fmt.Errorf("starling: table %s: %w", t.name, err)
}

// readerFor is how rows of the table become values of T.
func readerFor[T any](t *Table) (*native.Reader, error) {
	shape, err := native.ShapeOf(reflect.TypeFor[T]())
	if err == nil {
		var r *native.Reader
		if r, err = shape.Reader(t.value.Engine().Schema); err == nil {
			return r, nil
		}
	}
	return nil, fmt.Errorf("starling: table %s: %w", t.name, err)
}
