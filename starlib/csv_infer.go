package starlib

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"starling/engine/column"
	"starling/starlib/py"
)

// cellParser reads the text of a value into a vector of one kind; false if it is none.
type cellParser struct {
	kind   column.Kind
	append func(dst column.Vector, s string) bool
}

// cellParsers is the table of kinds that a CSV file can hold. A column without a type is
// of the first inferred kind that takes all its values.
var cellParsers = [...]struct {
	cellParser
	inferred bool
}{
	{cellParser{column.Bool, appendBool}, true},
	{cellParser{column.Int, appendWhole[int32]}, true},
	{cellParser{column.Long, appendWhole[int64]}, true},
	{cellParser{column.Double, appendReal[float64]}, true},
	{cellParser{column.Instant, appendInstant}, true},
	{cellParser{column.Char, appendChar}, true},
	{cellParser{column.String, appendText}, true},
	{cellParser{column.Byte, appendWhole[int8]}, false},
	{cellParser{column.Short, appendWhole[int16]}, false},
	{cellParser{column.Float, appendReal[float32]}, false},
}

// parse appends all values; bad is the first that does not fit, -1 for none.
func (p cellParser) parse(c cells, on *py.Beat) (v column.Vector, bad int, err error) {
	v = column.NewVector(column.Of(p.kind))
	for i, s := range c.text {
		if err := on.Step(); err != nil {
			return nil, 0, err
		}
		if column.IsNullString(s) {
			v.AppendNull()
			continue
		}
		if !p.append(v, s) {
			return nil, i, nil
		}
	}
	return v, -1, nil
}

// inferCells is the values as the narrowest kind; those of a column of nulls are strings.
func inferCells(c cells, on *py.Beat) (column.Vector, error) {
	some := false
	for _, s := range c.text {
		some = some || !column.IsNullString(s)
	}
	for _, p := range cellParsers {
		if p.inferred && (some || p.kind == column.String) {
			if v, bad, err := p.parse(c, on); bad < 0 || err != nil {
				return v, err
			}
		}
	}
	panic("starlib: a text that is no text")
}

// parseCells is the values as type t.
func parseCells(t column.Type, c cells, on *py.Beat) (column.Vector, error) {
	if _, list := t.Elem(); list {
		return parseLists(t, c, on)
	}
	for _, p := range cellParsers {
		if p.kind != t.Kind {
			continue
		}
		v, bad, err := p.parse(c, on)
		if err != nil {
			return nil, err
		}
		if bad >= 0 {
			return nil, fmt.Errorf("line %d: %q is no %s", c.lines[bad], c.text[bad], t)
		}
		return v, nil
	}
	return nil, fmt.Errorf("type %s cannot be read from CSV", t)
}

func appendBool(dst column.Vector, s string) bool {
	x := int8(0)
	switch {
	case strings.EqualFold(s, "true"):
		x = 1
	case !strings.EqualFold(s, "false"):
		return false
	}
	dst.(*column.Vec[int8]).Append(x)
	return true
}

func appendWhole[T int8 | int16 | int32 | int64](dst column.Vector, s string) bool {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || int64(T(n)) != n {
		return false
	}
	v := dst.(*column.Vec[T])
	v.Append(T(n))
	return !v.Null(v.Len() - 1) // the number that stands for null is none
}

func appendReal[T float32 | float64](dst column.Vector, s string) bool {
	if strings.ContainsAny(s, "xX_pP") { // Go's hexadecimal numbers
		return false
	}
	bits := 64
	v := dst.(*column.Vec[T])
	if v.Kind() == column.Float {
		bits = 32
	}
	x, err := strconv.ParseFloat(s, bits)
	if err != nil && !math.IsInf(x, 0) {
		return false
	}
	v.Append(T(x))
	return !v.Null(v.Len() - 1)
}

// What fits nanoseconds; the first of all stands for null.
var firstInstant, lastInstant = time.Unix(0, math.MinInt64+1), time.Unix(0, math.MaxInt64)

// instantForms is how a file may write instants; the zone is part of it.
var instantForms = [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02T15:04Z07:00"}

func appendInstant(dst column.Vector, s string) bool {
	s = strings.TrimSuffix(s, "[UTC]")
	for _, form := range instantForms {
		if t, err := time.Parse(form, s); err == nil {
			if t.Before(firstInstant) || t.After(lastInstant) {
				return false
			}
			dst.(*column.Vec[int64]).Append(t.UnixNano())
			return true
		}
	}
	return false
}

func appendChar(dst column.Vector, s string) bool {
	u := utf16.Encode([]rune(s))
	if len(u) != 1 || u[0] == column.NullChar {
		return false
	}
	dst.(*column.Vec[uint16]).Append(u[0])
	return true
}

func appendText(dst column.Vector, s string) bool {
	dst.(*column.Vec[string]).Append(s)
	return true
}
