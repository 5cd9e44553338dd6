package flink

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/engine/plan"
)

// value is an expression in SQL.
type value struct {
	sql  string
	typ  column.Type
	null bool // it is the literal null, of no type yet
	sure bool // it is never null
}

// formulas compiles formulas over the columns of a relation.
type formulas struct {
	columns []column.Field
	names   map[string]plan.Value
}

var (
	boolType   = column.Of(column.Bool)
	intType    = column.Of(column.Int)
	longType   = column.Of(column.Long)
	floatType  = column.Of(column.Float)
	doubleType = column.Of(column.Double)
	textType   = column.Of(column.String)
	timeType   = column.Of(column.Instant)
)

// filter is a filter as a condition, which is never unknown.
func filter(fields []column.Field, f plan.Formula) (string, error) {
	if f.How != plan.Leaf {
		parts := make([]string, len(f.Parts))
		for i, p := range f.Parts {
			var err error
			if parts[i], err = filter(fields, p); err != nil {
				return "", err
			}
		}
		switch f.How {
		case plan.AllOf:
			return "(" + strings.Join(parts, " AND ") + ")", nil
		case plan.AnyOf:
			return "(" + strings.Join(parts, " OR ") + ")", nil
		}
		return "NOT (" + strings.Join(parts, " OR ") + ")", nil
	}
	x := formulas{fields, f.Names}
	v, err := x.compile(f.Tree)
	if err != nil {
		return "", inFormula(f, err)
	}
	if v.typ.Kind != column.Bool {
		return "", inFormula(f, fmt.Errorf("it is %s, not a condition", v.typ))
	}
	return v.known(), nil
}

// computed is a formula's column, which must have the type that the plan knows it to have.
func computed(fields []column.Field, f plan.Formula, t column.Type) (string, error) {
	x := formulas{fields, f.Names}
	v, err := x.compile(f.Tree)
	if err == nil {
		v, err = v.as(t)
	}
	if err != nil {
		return "", inFormula(f, err)
	}
	return v.sql, nil
}

func inFormula(f plan.Formula, err error) error { return fmt.Errorf("%s: %w", f.Text, err) }

// known is a condition that is false where it is unknown.
func (v value) known() string {
	if v.sure {
		return v.sql
	}
	return "COALESCE(" + v.sql + ", FALSE)"
}

// as is the value in a type. null is of any type; others must have it.
func (v value) as(t column.Type) (value, error) {
	if v.null {
		name, ok := sqlType(t)
		if !ok {
			return v, fmt.Errorf("SQL has no type for %s", t)
		}
		return value{sql: "CAST(NULL AS " + name + ")", typ: t}, nil
	}
	if v.typ != t {
		return v, fmt.Errorf("it is %s here and %s there", t, v.typ)
	}
	return v, nil
}

// to is a number in another type.
func (v value) to(t column.Type) value {
	if v.null {
		return value{sql: cast("NULL", t), typ: t}
	}
	if v.typ == t {
		return v
	}
	return value{sql: cast(v.sql, t), typ: t, sure: v.sure}
}

func (x *formulas) compile(n expr.Node) (value, error) {
	switch n := n.(type) {
	case *expr.Literal:
		return x.literal(n)
	case *expr.Name:
		return x.name(n)
	case *expr.Unary:
		return x.unary(n)
	case *expr.Binary:
		return x.binary(n)
	case *expr.Cond:
		return x.cond(n)
	case *expr.Cast:
		return x.cast(n)
	case *expr.Call:
		return x.call(n)
	case *expr.Match:
		return x.match(n)
	}
	return value{}, fmt.Errorf("%s has no counterpart in SQL", n)
}

func (x *formulas) literal(n *expr.Literal) (value, error) {
	if n.Err != nil {
		return value{}, n.Err
	}
	if n.Value == nil {
		return value{sql: "NULL", null: true}, nil
	}
	sql, ok := literal(n.Type, n.Value)
	if !ok {
		return value{}, fmt.Errorf("%s is %s, which SQL has not", n, n.Type)
	}
	return value{sql: sql, typ: n.Type, sure: true}, nil
}

func (x *formulas) name(n *expr.Name) (value, error) {
	if i := slices.IndexFunc(x.columns, func(f column.Field) bool { return f.Name == n.Name }); i >= 0 {
		t := x.columns[i].Type
		if _, ok := sqlType(t); !ok {
			return value{}, &unknownColumn{Name: n.Name, Type: t}
		}
		return value{sql: ident(n.Name), typ: t}, nil
	}
	if v, ok := x.names[n.Name]; ok && !v.Script {
		if v.Const == nil {
			return value{sql: "NULL", null: true}, nil
		}
		if sql, ok := literal(v.Type, v.Const); ok {
			return value{sql: sql, typ: v.Type, sure: true}, nil
		}
		if _, list := v.Const.([]any); list {
			return value{}, fmt.Errorf("%s is a list of the script, which stands behind in alone", n.Name)
		}
		return value{}, fmt.Errorf("%s of the script is %s, which SQL has not", n.Name, v.Type)
	}
	if v, ok := constants[n.Name]; ok {
		sql, _ := literal(v.typ, v.value)
		return value{sql: sql, typ: v.typ, sure: true}, nil
	}
	switch n.Name {
	case "i", "ii", "k":
		return value{}, fmt.Errorf("%s is the position of a row, which rows in Flink have not", n.Name)
	}
	return value{}, fmt.Errorf("%s is of the script: only its numbers, texts, booleans and times go to Flink", n.Name)
}

func (x *formulas) unary(n *expr.Unary) (value, error) {
	v, err := x.compile(n.X)
	if err != nil {
		return v, err
	}
	if n.Op == "!" && v.typ.Kind == column.Bool {
		return value{sql: "(NOT " + v.sql + ")", typ: boolType, sure: v.sure}, nil
	}
	if n.Op == "-" && numeric(v.typ) && width(v.typ) >= width(intType) {
		return value{sql: "(-" + v.sql + ")", typ: v.typ, sure: v.sure}, nil
	}
	return value{}, fmt.Errorf("%s of %s has no counterpart in SQL", n.Op, v.typ)
}

func (x *formulas) binary(n *expr.Binary) (value, error) {
	l, err := x.compile(n.X)
	if err != nil {
		return l, err
	}
	r, err := x.compile(n.Y)
	if err != nil {
		return r, err
	}
	var v value
	switch n.Op {
	case "&&", "||", "&", "|", "^":
		v, err = logic(n.Op, l, r)
	case "==", "!=", "=", "<", "<=", ">", ">=":
		v, err = compare(n.Op, l, r)
	default:
		v, err = arithmetic(n.Op, l, r)
	}
	if err != nil {
		return v, fmt.Errorf("%s: %w", n, err)
	}
	return v, nil
}

// logic is && and ||, which take null to be false, and & | ^, which are null where a side is.
func logic(op string, l, r value) (value, error) {
	if l.typ.Kind != column.Bool || r.typ.Kind != column.Bool {
		return value{}, fmt.Errorf("%s is of booleans in SQL", op)
	}
	sure := l.sure && r.sure
	switch op {
	case "&&":
		return value{sql: "(" + l.known() + " AND " + r.known() + ")", typ: boolType, sure: true}, nil
	case "||":
		return value{sql: "(" + l.known() + " OR " + r.known() + ")", typ: boolType, sure: true}, nil
	case "^":
		return value{sql: "(" + l.sql + " <> " + r.sql + ")", typ: boolType, sure: sure}, nil
	}
	joined := "(" + l.sql + map[string]string{"&": " AND ", "|": " OR "}[op] + r.sql + ")"
	if sure {
		return value{sql: joined, typ: boolType, sure: true}, nil
	}
	return value{sql: "CASE WHEN (" + l.sql + ") IS NULL OR (" + r.sql + ") IS NULL THEN CAST(NULL AS BOOLEAN) ELSE " + joined + " END", typ: boolType}, nil
}

// compare is a comparison: null is equal to null, and less than all else.
func compare(op string, l, r value) (value, error) {
	if op == "=" {
		op = "=="
	}
	switch {
	case l.null && r.null:
		return value{sql: strings.ToUpper(fmt.Sprint(op == "==" || op == "<=" || op == ">=")), typ: boolType, sure: true}, nil
	case l.null:
		l = l.to(r.typ)
	case r.null:
		r = r.to(l.typ)
	}
	if numeric(l.typ) && numeric(r.typ) && l.typ != r.typ {
		t := promote(l.typ, r.typ)
		if t.Kind == column.Double || t.Kind == column.Float { // a long beside a double is compared as it is, here and there
			t = doubleType
		}
		l, r = l.to(t), r.to(t)
	}
	if l.typ != r.typ {
		return value{}, fmt.Errorf("%s and %s are not compared in SQL", l.typ, r.typ)
	}
	if l.sql == r.sql && floating(l.typ) {
		return value{}, errors.New("in Flink a number is equal to itself, NaN too")
	}
	a, b := l.sql, r.sql
	is := func(s string) (value, error) { return value{sql: "(" + s + ")", typ: boolType, sure: true}, nil }
	switch op {
	case "==":
		if l.sure && r.sure {
			return is(a + " = " + b)
		}
		return is(a + " IS NOT DISTINCT FROM " + b)
	case "!=":
		if l.sure && r.sure {
			return is(a + " <> " + b)
		}
		return is(a + " IS DISTINCT FROM " + b)
	case ">", ">=": // y < x, y <= x
		a, b, l, r = b, a, r, l
	}
	if l.sure && r.sure {
		return is(a + map[string]string{"<": " < ", ">": " < ", "<=": " <= ", ">=": " <= "}[op] + b)
	}
	if op == "<" || op == ">" {
		switch {
		case l.sure: // null is not above anything
			return is("COALESCE(" + a + " < " + b + ", FALSE)")
		case r.sure:
			return is(a + " IS NULL OR " + a + " < " + b)
		}
		return is("COALESCE(" + a + " < " + b + ", " + a + " IS NULL AND " + b + " IS NOT NULL)")
	}
	if l.sure {
		return is("COALESCE(" + a + " <= " + b + ", FALSE)")
	}
	return is(a + " IS NULL OR COALESCE(" + a + " <= " + b + ", FALSE)")
}

// arithmetic is + - * / % of numbers, with null where a side is, and + of texts.
func arithmetic(op string, l, r value) (value, error) {
	if op == "+" && (l.typ.Kind == column.String || r.typ.Kind == column.String) {
		return concat(l, r)
	}
	if v, ok := timeArithmetic(op, l, r); ok {
		return v, nil
	}
	if !(numeric(l.typ) || l.null) || !(numeric(r.typ) || r.null) || l.null && r.null {
		return value{}, fmt.Errorf("%s of %s and %s has no counterpart in SQL", op, l.typ, r.typ)
	}
	t := promote(l.typ, r.typ)
	sure := l.sure && r.sure
	switch op {
	case "+", "-", "*":
		l, r = l.to(t), r.to(t)
		return value{sql: "(" + l.sql + " " + op + " " + r.sql + ")", typ: t, sure: sure}, nil
	case "/":
		t = doubleType // infinite for a division by zero
		if r.typ.Kind == column.Float && l.typ.Kind != column.Double {
			t = floatType
		}
		l, r = l.to(t), r.to(t)
		return value{sql: "(" + l.sql + " / " + r.sql + ")", typ: t, sure: sure}, nil
	case "%":
		if t.Kind == column.Int || t.Kind == column.Long {
			l, r = l.to(t), r.to(t)
			return value{sql: "MOD(" + l.sql + ", NULLIF(" + r.sql + ", 0))", typ: t}, nil
		}
	}
	return value{}, fmt.Errorf("%s of %s has no counterpart in SQL", op, t)
}

// concat is texts one after the other; null is written so.
func concat(l, r value) (value, error) {
	for _, v := range []*value{&l, &r} {
		switch {
		case v.null:
			*v = value{sql: "'null'", typ: textType, sure: true}
		case v.typ.Kind != column.String:
			return value{}, fmt.Errorf("+ of a text and %s: only texts are joined in SQL as here", v.typ)
		case !v.sure:
			v.sql = "COALESCE(" + v.sql + ", 'null')"
		}
	}
	return value{sql: "(" + l.sql + " || " + r.sql + ")", typ: textType, sure: true}, nil
}

func (x *formulas) cond(n *expr.Cond) (value, error) {
	c, err := x.compile(n.If)
	if err != nil {
		return c, err
	}
	a, err := x.compile(n.Then)
	if err != nil {
		return a, err
	}
	b, err := x.compile(n.Else)
	if err != nil {
		return b, err
	}
	switch {
	case c.typ.Kind != column.Bool:
		return value{}, fmt.Errorf("%s is no condition", n.If)
	case a.null && b.null:
		return value{}, fmt.Errorf("%s is always null", n)
	case a.null:
		a = a.to(b.typ)
	case b.null:
		b = b.to(a.typ)
	case numeric(a.typ) && numeric(b.typ) && a.typ != b.typ:
		t := promote(a.typ, b.typ)
		a, b = a.to(t), b.to(t)
	}
	if a.typ != b.typ {
		return value{}, fmt.Errorf("%s is %s or %s", n, a.typ, b.typ)
	}
	return value{sql: "CASE WHEN " + c.known() + " THEN " + a.sql + " ELSE " + b.sql + " END", typ: a.typ, sure: a.sure && b.sure}, nil
}

// casts is the types that formulas cast to.
var casts = map[string]column.Type{
	"byte": column.Of(column.Byte), "short": column.Of(column.Short), "int": intType, "long": longType, "float": floatType, "double": doubleType,
	"String": textType, "Boolean": boolType, "boolean": boolType,
}

func (x *formulas) cast(n *expr.Cast) (value, error) {
	if v, ok := x.header(n); ok {
		return v, nil
	}
	v, err := x.compile(n.X)
	if err != nil {
		return v, err
	}
	t, ok := casts[n.Class]
	switch {
	case !ok:
		return v, fmt.Errorf("(%s) has no counterpart in SQL", n.Class)
	case v.null:
		return v.to(t), nil
	case v.typ == t:
		return v, nil
	case numeric(t) && numeric(v.typ) && width(v.typ) <= width(t):
		return v.to(t), nil
	}
	return v, fmt.Errorf("(%s) of %s: numbers are only made wider in SQL as here", n.Class, v.typ)
}

// header is (String)Headers.get(name), the text of a record's header; false if the cast is of something else.
func (x *formulas) header(n *expr.Cast) (value, bool) {
	call, ok := n.X.(*expr.Call)
	if !ok || n.Class != "String" || call.Name != "get" || len(call.Args) != 1 {
		return value{}, false
	}
	of, ok := call.On.(*expr.Name)
	name, isText := call.Args[0].(*expr.Literal)
	if !ok || !isText || name.Type != textType || !slices.Contains(x.columns, column.Field{Name: of.Name, Type: column.Map}) {
		return value{}, false
	}
	text, _ := name.Value.(string)
	return value{sql: "CAST(" + ident(of.Name) + "[" + Quote(text) + "] AS STRING)", typ: textType}, true
}

// widths orders the types of numbers.
var widths = map[column.Kind]int{column.Byte: 1, column.Short: 2, column.Int: 3, column.Long: 4, column.Float: 5, column.Double: 6}

func width(t column.Type) int     { return widths[t.Kind] }
func numeric(t column.Type) bool  { return widths[t.Kind] > 0 }
func floating(t column.Type) bool { return t.Kind == column.Float || t.Kind == column.Double }

// promote is the type of a number made of two: int at least, otherwise the wider.
func promote(a, b column.Type) column.Type {
	switch max(width(a), width(b)) {
	case width(doubleType):
		return doubleType
	case width(floatType):
		return floatType
	case width(longType):
		return longType
	}
	return intType
}
