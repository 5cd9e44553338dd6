package starlib

import (
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/starlib/py"
)

// parseLists reads arrays as write_csv writes them, [1, ,3]: elements between commas, a
// blank for null, a text in quotes where it has such signs itself.
func parseLists(t column.Type, c cells, on *py.Beat) (column.Vector, error) {
	elem, _ := t.Elem()
	read, ok := appenders[elem.Kind]
	if !ok {
		return nil, fmt.Errorf("type %s cannot be read from CSV", t.Name())
	}
	out := column.NewVector(t)
	for i, s := range c.text {
		if err := on.Step(); err != nil {
			return nil, err
		}
		if column.IsNullString(s) {
			out.AppendNull()
			continue
		}
		items, end := openList(out, elem)
		if !listItems(s, func(s string, quoted bool) bool { return appendItemOf(items, s, quoted, read) }) {
			return nil, fmt.Errorf("line %d: %q is no %s, as in [1, ,3]", c.lines[i], s, t.Name())
		}
		end()
	}
	return out, nil
}

// appenders is how an element of each kind is read.
var appenders = func() map[column.Kind]func(column.Vector, string) bool {
	m := map[column.Kind]func(column.Vector, string) bool{}
	for _, p := range cellParsers {
		m[p.kind] = p.append
	}
	return m
}()

// appendItemOf appends an element. A blank is null, nothing an empty text.
func appendItemOf(items column.Vector, s string, quoted bool, app func(column.Vector, string) bool) bool {
	text := s
	if !quoted {
		text = strings.TrimSpace(s)
	}
	if !quoted && text == "" && (s != "" || items.Kind() != column.String) {
		items.AppendNull()
		return true
	}
	if b, ok := items.(*column.Vec[int8]); ok && b.Kind() == column.Byte && text == "-128" {
		b.AppendNull() // of the bytes of a byte[], which have no null
		return true
	}
	return app(items, text)
}

// openList is a vector for the elements of the next list of out, and what appends that list;
// those of bytes are text.
func openList(out column.Vector, elem column.Type) (items column.Vector, end func()) {
	if l, ok := out.(*column.Lists); ok {
		return l.Open(), l.Close
	}
	bytes := column.NewVec[int8](elem.Kind)
	return bytes, func() {
		b := make([]byte, bytes.Len())
		for i, x := range bytes.V {
			b[i] = byte(x)
		}
		out.(*column.Vec[string]).Append(string(b))
	}
}

// listItems gives the elements of a list in brackets to f, until that is false.
func listItems(s string, f func(s string, quoted bool) bool) bool {
	s, open := strings.CutPrefix(s, "[")
	s, closed := strings.CutSuffix(s, "]")
	if !open || !closed {
		return false
	}
	for more := s != ""; more; {
		var item string
		quoted := strings.HasPrefix(strings.TrimLeft(s, " "), `"`)
		if quoted {
			var ok bool
			if item, s, ok = quotedItem(strings.TrimLeft(s, " ")[1:]); !ok {
				return false
			}
			more = s != ""
			if s, ok = strings.CutPrefix(s, ","); !ok && more {
				return false
			}
		} else {
			item, s, more = strings.Cut(s, ",")
		}
		if !f(item, quoted) {
			return false
		}
	}
	return true
}

// quotedItem is the text up to the quote that ends it, and what comes behind.
func quotedItem(s string) (text, rest string, ok bool) {
	for {
		before, after, ok := strings.Cut(s, `"`)
		if !ok {
			return "", "", false
		}
		text += before
		if s, ok = strings.CutPrefix(after, `"`); !ok {
			return text, strings.TrimLeft(after, " "), true
		}
		text += `"`
	}
}
