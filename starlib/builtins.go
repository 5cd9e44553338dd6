package starlib

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// builtinTable is THE table of the builtins that every script has besides Starlark's.
func builtinTable() []entry {
	return []entry{
		{sig: "__assert__(condition, message=None)", fn: pyAssert},
		{sig: "__compare__(*chain)", fn: pyCompare},
		{sig: "__dataclass__(name, fields, **options)", fn: pyDataclass},
		{sig: "__delete__(x, *key)", fn: pyDelete},
		{sig: "__format__(value, spec, conversion)", fn: pyFormat},
		{sig: "__fstr__(*parts)", fn: pyFstr},
		{sig: "__import__(module, name=None, top=False)", fn: pyImport},
		{sig: "__merge__(*mappings)", fn: pyMerge},
		{sig: "__pow__(x, y)", fn: pyPow},
		{sig: "__raise__(name, *args)", fn: pyRaise},
		{sig: "__unpack__(iterable, before, after)", fn: pyUnpack},
		{sig: "bin(number) -> str", doc: "A whole number as 0b and binary digits.", fn: radix("0b", 2)},
		{sig: "bytearray(x=b\"\")", doc: "The same as bytes: Starlark's bytes never change.", fn: bytearray},
		{sig: "callable(x) -> bool", doc: "Whether x can be called.", fn: callable},
		{sig: "divmod(x, y)", doc: "The pair of x // y and x % y.", fn: divmod},
		{sig: "exit(code=0)", doc: "Ends the script.", fn: exit},
		{sig: "filter(function, iterable)", doc: "The elements for which function is true; None keeps those that are true themselves.", fn: filtered},
		{sig: "format(value, format_spec=\"\") -> str", doc: "The text of a value by a format such as \",.2f\".", fn: pyFormat},
		{sig: "globals()", doc: "A copy of the script's variables.", fn: globalsCopy},
		{sig: "graph(t)", doc: "How a table is made, a line per step: its rows, those that ever came, the time spent; .dot is that for Graphviz.", fn: graphOf},
		{sig: "help(x=None)", doc: "Prints what x is and how it is called.", fn: help},
		{sig: "hex(number) -> str", doc: "A whole number as 0x and hexadecimal digits.", fn: radix("0x", 16)},
		{sig: "id(x) -> int", doc: "A number of x: the same for equal plain values.", fn: id},
		{sig: "input(prompt=\"\") -> str", doc: "Reads a line from the standard input.", fn: input},
		{sig: "isinstance(x, type) -> bool", doc: "Whether x is of a type, or of one of a tuple of types.", fn: isInstance},
		{sig: "map(function, *iterables)", doc: "The values of function for every element.", fn: mapped},
		{sig: "object", doc: "The type of everything; in a description of JSON any value.", value: typeName("object")},
		{sig: "oct(number) -> str", doc: "A whole number as 0o and octal digits.", fn: radix("0o", 8)},
		{sig: "open(path)", doc: "Not available: read_csv and write_csv work on files.", fn: open},
		{sig: "pow(base, exp, mod=None)", doc: "base ** exp, or that modulo mod.", fn: pyPow},
		{sig: "print(*values, sep=\" \", end=\"\\n\", flush=False)", doc: "Prints values.", fn: printValues},
		{sig: "quit(code=0)", doc: "Ends the script.", fn: exit},
		{sig: "round(number, ndigits=None)", doc: "The nearest number with so many digits after the point; the even one of two.", fn: round},
		{sig: "sum(iterable, start=0)", doc: "The sum of the elements.", fn: sum},
		{sig: "sync(timeout=\"30s\")", doc: "Waits until all that is in the topics now is in the tables.", fn: syncTables},
		{sig: "tables()", doc: "All tables, as a live table: Name, Op, Rows, Rate (rows that come a second), Bytes, Groups (distinct keys), State.", fn: listTables},
		{sig: "type(x)", doc: "The type of x: in a .star file its name, else a value to compare with str, int and the like.", fn: typeOf},
		{sig: "vars(obj)", doc: "The fields of an instance of a dataclass, as a dict.", fn: vars},
	}
}

// predeclared is all builtins: Starlark's, Python's and the names a Starlark script has
// without importing them.
func (h *Host) predeclared() starlark.StringDict {
	all := starlark.StringDict{}
	for name, v := range starlark.Universe {
		all[name] = v
	}
	for _, d := range starlarkTable() {
		all[d.name] = h.native(d)
	}
	for _, g := range operatorGuards(h) {
		all[g.String()] = g
	}
	for _, g := range textGuards(h) {
		all[g.String()] = g
	}
	for op, name := range comparisonGuards {
		left, right := sideGuard(op, "left"), sideGuard(op, "right")
		all[name] = &comparer{guard: guard(name), op: op}
		all[left], all[right] = &sided{guard(left), op, false}, &sided{guard(right), op, true}
	}
	all["__number__"] = numbering{"__number__"}
	all["__True__"], all["__False__"] = starlark.True, starlark.False
	all["__deleted__"] = deleted{"__deleted__"}
	all["len"] = starlark.NewBuiltin("len", h.length)
	for _, m := range h.boundedMethods() {
		all[m.String()] = m
	}
	table := builtinTable()
	for i := range table {
		all[table[i].name()] = h.fill(&table[i], table[i].name())
	}
	for _, p := range preludeTable() {
		m := h.modules[p.module]
		if p.name == "" {
			all[p.as] = m
			continue
		}
		all[p.name] = m.members[p.name]
	}
	return all
}

// printValues prints values; of a table, its first rows.
func printValues(c *call) (starlark.Value, error) {
	sep, end := " ", "\n"
	var flush, file starlark.Value
	rest := &call{name: "print", kwargs: c.kwargs}
	if err := rest.unpack("sep?", noneOr(&sep), "end?", noneOr(&end), "flush?", &flush, "file?", &file); err != nil {
		return nil, err
	}
	out := c.cfg.Stdout
	if file != nil && file != starlark.None {
		f, ok := file.(*stream)
		if !ok {
			return nil, raise("TypeError", "print: file: only sys.stdout and sys.stderr are available, got %s", pyType(file))
		}
		out = f.w
	}
	shown := make([]starlark.Value, len(c.args))
	for i, v := range c.args {
		shown[i] = v
		if t, ok := v.(*Table); ok {
			s, err := t.text(defaultRows, nil)
			if err != nil {
				return nil, err
			}
			shown[i] = starlark.String(strings.TrimSuffix(s, "\n"))
		}
	}
	parts, err := c.printer().all(shown)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(out, strings.Join(parts, sep)+end)
	return starlark.None, err
}

func callable(c *call) (starlark.Value, error) {
	var x starlark.Value
	err := c.unpack("x", &x)
	_, ok := x.(starlark.Callable)
	return starlark.Bool(ok), err
}

func exit(c *call) (starlark.Value, error) {
	var code starlark.Value = starlark.None
	if err := c.unpack("code?", &code); err != nil {
		return nil, err
	}
	switch v := code.(type) {
	case starlark.NoneType:
		return nil, &Exit{}
	case starlark.Int:
		n, ok := v.Int64()
		if !ok {
			return nil, raise("OverflowError", "exit: %s is no exit code", v)
		}
		return nil, &Exit{Code: int(n)}
	}
	s, err := c.printer().str(code)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(c.cfg.Stderr, s)
	return nil, &Exit{Code: 1}
}

func globalsCopy(c *call) (starlark.Value, error) {
	d := starlark.NewDict(len(c.session.user))
	for _, name := range slices.Sorted(maps.Keys(c.session.user)) {
		if err := d.SetKey(starlark.String(name), c.session.user[name]); err != nil {
			return nil, err
		}
	}
	return d, c.unpack()
}

func id(c *call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.unpack("x", &x); err != nil {
		return nil, err
	}
	if n, err := x.Hash(); err == nil {
		return starlark.MakeUint(uint(n)), nil
	}
	return starlark.MakeUint64(pointerOf(x)), nil
}

func input(c *call) (starlark.Value, error) {
	prompt := ""
	if err := c.unpack("prompt?", &prompt); err != nil {
		return nil, err
	}
	if c.cfg.Stdin == nil {
		return nil, raise("EOFError", "input: there is no standard input here")
	}
	if _, err := io.WriteString(c.cfg.Stdout, prompt); err != nil {
		return nil, err
	}
	if c.stdin == nil {
		c.stdin = newStdin(c.cfg.Stdin, c.bounds)
	}
	ctx, in := c.Context(), c.stdin
	var text string
	if err := c.Waiting(func() (err error) { text, err = in.line(ctx); return err }); err != nil {
		if errors.As(err, new(bounds.Error)) {
			return nil, err
		}
		return nil, raise("EOFError", "input: %w", err)
	}
	return starlark.String(text), nil
}

func open(*call) (starlark.Value, error) {
	return nil, raise("NotImplementedError", "open is not available; read_csv(path) and write_csv(table, path) work on files")
}

func vars(c *call) (starlark.Value, error) {
	o, err := c.instance()
	if err != nil {
		return nil, err
	}
	return asDict(o, 1)
}

func bytearray(c *call) (starlark.Value, error) {
	if len(c.args) == 0 {
		return starlark.Bytes(""), nil
	}
	return starlark.Call(c.th, c.session.builtins["bytes"], c.args[:1], nil)
}
