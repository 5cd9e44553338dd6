package expr

import (
	"math"
	"strings"

	"starling/engine/column"
	"starling/internal/nearest"
)

// parseFilter reads a match filter, or else a formula.
func parseFilter(src string) (Node, error) {
	p, err := newParser(src)
	if err != nil {
		return nil, err
	}
	m, err := p.match()
	if m != nil || err != nil {
		return m, err
	}
	p.i, p.filter = 0, true
	n, err := p.expr()
	if err != nil {
		return nil, err
	}
	return n, p.end()
}

// match reads Column [icase] [not] in v, … or Column [icase] [not] includes [any|all] v, …;
// nil if the formula does not begin like one.
func (p *parser) match() (Node, error) {
	col := p.tok()
	if col.kind != tokName || p.peek(1).kind != tokName {
		return nil, nil
	}
	p.i++
	m := &Match{At: col.at, Column: col.text}
	for {
		switch {
		case p.word("icase") && m.Not:
			return nil, errAt(p.tok().at, "icase stands before not: %s icase not in …", col.text)
		case p.word("icase"):
			m.Fold = true
		case p.word("not"):
			m.Not = true
		case p.word("in"):
			p.i++
			return m, p.values(m)
		case p.word("includes"):
			m.Includes = true
			if p.i++; p.word("any") || p.word("all") {
				m.Every = p.word("all")
				p.i++
			}
			return m, p.values(m)
		default:
			return nil, nil
		}
		p.i++
	}
}

func (p *parser) values(m *Match) error {
	p.filter = true
	for {
		if p.is("+") && p.peek(1).kind == tokNumber {
			p.i++ // only here, as Java reads numbers
		}
		v, err := p.expr()
		if err != nil {
			return err
		}
		if l, ok := v.(*Literal); m.Includes && ok && l.Type == nullType {
			return errAt(v.Pos(), "includes takes texts, not null: no text includes it")
		}
		m.Values = append(m.Values, v)
		if !p.accept(",") || p.tok().kind == tokEnd {
			break
		}
	}
	return p.end()
}

// match compiles a match filter.
func (c *compiler) match(m *Match) (*op, error) {
	t, ok := c.scope.Column(m.Column)
	if !ok {
		return nil, errAt(m.At, "%s is not a column%s", m.Column, nearest.Hint(m.Column, c.scope.Columns()))
	}
	x := c.column(m.At, m.Column, t)
	if isScript(t) {
		return nil, errAt(m.At, "%s holds values of the script; cast them in a column of their own first", m.Column)
	}
	if m.Includes && t.Kind != column.String {
		return nil, errAt(m.At, "includes is for String columns, %s is %s", m.Column, typeName(t))
	}
	values, err := c.matchValues(m, x)
	if err != nil {
		return nil, err
	}
	k, x := c.matchKernel(m, x, values)
	if m.Not && !m.Includes {
		positive := k
		k = func(c *call) error {
			from := c.out.Len()
			if err := positive(c); err != nil {
				return err
			}
			for i, b := range vals[int8](c.out)[from:] {
				vals[int8](c.out)[from+i] = b ^ 1
			}
			return nil
		}
	}
	o := c.kernelOp(m.At, boolType, k, x)
	o.present = true
	return o, nil
}

// matchValues are the values of a match filter, read as x's type.
func (c *compiler) matchValues(m *Match, x *op) ([]any, error) {
	var values []any
	for _, n := range m.Values {
		t, vs, err := c.constants(n, x.typ)
		if err != nil {
			return nil, err
		}
		is := &Binary{At: n.Pos(), Op: "==", X: &Name{At: m.At, Name: m.Column}, Y: n}
		var taken column.Type // what was found to be comparable with x
		for _, v := range vs {
			rt, v := reading(n, t, v, x.typ)
			if v != nil && (rt != taken || !plain(n)) {
				y := c.constOf(n.Pos(), rt, v)
				if _, err := c.common(is, x, y); err != nil {
					return nil, err
				}
				if err := c.holdable(is, x, y); err != nil {
					return nil, err
				}
				taken = rt
			}
			values = append(values, v)
		}
	}
	return values, nil
}

// constants are the values, known now, of one item of a match filter: a literal, a
// variable, or a list of the script. t is their type; bytes are one value beside bytes.
func (c *compiler) constants(n Node, beside column.Type) (t column.Type, values []any, err error) {
	if x, ok := c.beside(n); ok {
		return x.typ, []any{x.val.Any(0)}, nil
	}
	if u, ok := n.(*Unary); ok && u.Op == "-" {
		if x, ok := c.notFinite(u.X); ok && x == x {
			return doubleType, []any{-x}, nil
		}
	}
	if !isValue(n) {
		return t, nil, errAt(n.Pos(), "the values of in and includes are literals and variables, %s is neither", n)
	}
	if err := wholeLiteral(n, beside); err != nil {
		return t, nil, err
	}
	x, err := c.operand(n)
	if err != nil {
		if name, ok := n.(*Name); ok {
			return t, nil, errAt(n.Pos(), "no variable is called %s; text is enclosed in back-ticks: `%s`%s", name.Name, name.Name, c.nearName(name.Name))
		}
		return t, nil, err
	}
	if x.list != nil {
		return x.list.ElemType, x.list.List, nil
	}
	if x.op == nil || !x.op.constant() {
		return t, nil, errAt(n.Pos(), "the values of in and includes are literals and variables, %s is neither", n)
	}
	if e, ok := elemOf(x.op.typ); ok && x.op.typ != beside {
		return e, slicesAny(x.op.val.Any(0)), nil
	}
	return x.op.typ, []any{x.op.val.Any(0)}, nil
}

// matchKernel gives 1 where x is one of the values, which are as Vec.Any gives them.
func (c *compiler) matchKernel(m *Match, x *op, values []any) (kernel, *op) {
	switch {
	case m.Includes:
		return includes(m, texts(values)), x
	case m.Fold && x.typ.Kind == column.String:
		return anyOf(texts(values), func(a, b string) bool {
			return column.IsNullString(a) == column.IsNullString(b) && strings.EqualFold(a, b)
		}), x
	case x.typ.Kind == column.String:
		return oneOf(texts(values)), x
	case x.typ.Kind == column.Bool:
		return oneOf(collect(values, column.NullByte, func(v any) (int8, bool) { b, ok := v.(bool); return bit(b), ok })), x
	case integral(x.typ), x.typ.Kind == column.Instant:
		if x.typ.Kind != column.Instant {
			x = c.widen(x, longType)
		}
		return oneOf(collect(values, column.NullLong, wholeValue)), x
	case arithmetic(x.typ):
		return doublesOf(collect(values, column.NullDouble, doubleValue)), c.widen(x, doubleType)
	case x.typ.Big():
		return oneOfBig(values), x
	case x.typ.Kind == column.Bytes:
		return oneOf(collect(values, column.NullString, func(v any) (string, bool) { b, ok := v.([]byte); return string(b), ok })), x
	}
	return anyOf(values, column.Equal), x
}

// collect converts the values that are of a type; null becomes the sentinel, others
// match nothing and are left out.
func collect[T any](values []any, null T, to func(any) (T, bool)) []T {
	var out []T
	for _, v := range values {
		if v == nil {
			out = append(out, null)
		} else if x, ok := to(v); ok {
			out = append(out, x)
		}
	}
	return out
}

func texts(values []any) []string {
	return collect(values, column.NullString, func(v any) (string, bool) { s, ok := v.(string); return s, ok })
}

// wholeValue is a number without a fraction.
func wholeValue(v any) (int64, bool) {
	switch v := v.(type) {
	case float32:
		return int64(v), float32(int64(v)) == v
	case float64:
		return int64(v), math.Abs(v) < 1<<63 && float64(int64(v)) == v
	}
	return column.Whole(v)
}

func doubleValue(v any) (float64, bool) {
	switch v := v.(type) {
	case float32:
		return float64(v), true
	case float64:
		return v, true
	}
	x, ok := wholeValue(v)
	return float64(x), ok
}

// oneOf gives 1 where the argument is one of the values.
func oneOf[T comparable](values []T) kernel {
	if len(values) <= 4 {
		return func(c *call) error {
			out := grow[int8](c.out, c.n)
			clear(out)
			a := vals[T](c.args[0])
			for _, v := range values {
				for i, x := range a {
					if x == v {
						out[i] = 1
					}
				}
			}
			return nil
		}
	}
	set := make(map[T]struct{}, len(values))
	for _, v := range values {
		set[v] = struct{}{}
	}
	return func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, x := range vals[T](c.args[0]) {
			_, ok := set[x]
			out[i] = bit(ok)
		}
		return nil
	}
}

// doublesOf is oneOf for doubles, where NaN matches NaN.
func doublesOf(values []float64) kernel {
	nan := false
	for _, v := range values {
		nan = nan || v != v
	}
	k := oneOf(values)
	if !nan {
		return k
	}
	return func(c *call) error {
		from := c.out.Len()
		if err := k(c); err != nil {
			return err
		}
		out := vals[int8](c.out)[from:]
		for i, x := range vals[float64](c.args[0]) {
			if x != x {
				out[i] = 1
			}
		}
		return nil
	}
}

func anyOf[T any](values []T, same func(a, b T) bool) kernel {
	return func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, x := range vals[T](c.args[0]) {
			out[i] = 0
			for _, v := range values {
				if same(x, v) {
					out[i] = 1
					break
				}
			}
		}
		return nil
	}
}

// includes gives 1 where the text contains any, or all, of the values; with not, where it is
// so that any, or all, are not in it. Null does neither.
func includes(m *Match, values []string) kernel {
	fold := func(s string) string { return s }
	if m.Fold {
		fold = strings.ToLower
	}
	for i, v := range values {
		values[i] = fold(v)
	}
	return func(c *call) error {
		out := grow[int8](c.out, c.n)
		for i, x := range vals[string](c.args[0]) {
			out[i] = 0
			if column.IsNullString(x) {
				continue
			}
			hits, text := 0, fold(x)
			for _, v := range values {
				if strings.Contains(text, v) != m.Not {
					hits++
				}
			}
			out[i] = bit(hits > 0 && (!m.Every || hits == len(values)))
		}
		return nil
	}
}

// slicesAny are the values of an array, as Vec.Any would give them.
func slicesAny(x any) []any {
	var out []any
	switch x := x.(type) {
	case []int16:
		out = anys(x)
	case []uint16:
		out = anys(x)
	case []int32:
		out = anys(x)
	case []int64:
		out = anys(x)
	case []float32:
		out = anys(x)
	case []float64:
		out = anys(x)
	case []string:
		out = anys(x)
	case []byte:
		for _, b := range x {
			out = append(out, int8(b))
		}
	case []any:
		out = x
	}
	return out
}

func anys[T comparable](x []T) []any {
	null := column.Null[T]()
	out := make([]any, len(x))
	for i, v := range x {
		if v != null {
			out[i] = v
		}
	}
	return out
}

// isValue reports whether n is a literal, a name or a constant of a class.
func isValue(n Node) bool {
	switch n := n.(type) {
	case *Literal, *Name, *Field:
		return true
	case *Unary:
		return n.Op == "-" && isValue(n.X)
	}
	return false
}

// wholeLiteral is an error for a number that is not written as Java reads one of type t from
// text: whole numbers are digits alone.
func wholeLiteral(n Node, t column.Type) error {
	l, ok := n.(*Literal)
	if !ok || !arithmetic(l.Type) || l.Type == charType || !arithmetic(t) || t == charType {
		return nil
	}
	digits := strings.Trim(l.Text, "+-0123456789") == ""
	switch {
	case integral(t) && !digits:
		return errAt(l.At, "%s is not written as a whole number, which a column of %s is compared with; leave out what is no digit", l.Text, typeName(t))
	case !integral(t) && !digits && (isLong(l.Text) || strings.Contains(l.Text, "_")):
		return errAt(l.At, "%s is not written as a number that %s is read from", l.Text, typeName(t))
	}
	return nil
}

func isLong(text string) bool {
	return strings.HasSuffix(strings.ToLower(text), "l") || strings.HasPrefix(strings.ToLower(strings.TrimLeft(text, "-")), "0x") && !strings.ContainsAny(text, "pP")
}
