package py

import (
	"errors"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

// Builtins is THE table of Python's builtins that Starlark does not have.
func Builtins() []Entry {
	all := append(refusedBuiltins(), []Entry{
		{Sig: "Ellipsis", Doc: "The value of ..., a place that is left open.", Value: ellipsis{}},
		{Sig: "NotImplemented", Doc: "What a special method gives for operands that it does not know.", Value: notImplemented{}},
		{Sig: "__assert__(condition, message=None)", Fn: pyAssert},
		{Sig: "__bind__(holder, key, value)", Fn: bindName},
		{Sig: "__cell__(name, value=None)", Fn: newCell},
		{Sig: "__classof__(ns)", Fn: classOfBody},
		{Sig: "__compare__(*chain)", Fn: pyCompare},
		{Sig: "__cut__(x, start, stop, step)", Fn: pyCut},
		{Sig: "__delattr__(x, name)", Fn: delattr},
		{Sig: "__delete__(x, *key)", Fn: pyDelete},
		{Sig: "__entries__(*dicts)", Fn: joinedDicts},
		{Sig: "__fieldof__(ns, name, type, *value)", Fn: classField},
		{Sig: "__format__(value, spec, conversion)", Fn: pyFormat},
		{Sig: "__fstr__(*parts)", Fn: pyFstr},
		{Sig: "__import__(module, name=None, top=False)", Fn: pyImport},
		{Sig: "__import_all__(module)", Fn: importAll},
		{Sig: "__imatmul__(x, y)", Fn: inPlace("__imatmul__", pyMatmul)},
		{Sig: "__ipow__(x, y)", Fn: inPlace("__ipow__", pyPow)},
		{Sig: "__is__(x, y)", Fn: isSame},
		{Sig: "__makeclass__(name, bases, keywords, body)", Fn: makeClass},
		{Sig: "__matches__(subject, pattern)", Fn: pyMatches},
		{Sig: "__matmul__(x, y)", Fn: pyMatmul},
		{Sig: "__merge__(*mappings)", Fn: pyMerge},
		{Sig: "__pow__(x, y)", Fn: pyPow},
		{Sig: "__setslice__(x, lo, hi, step, value)", Fn: setSlice},
		{Sig: "__super__(ns, self)", Fn: superOfBody},
		{Sig: "__unpack__(iterable, *shapes)", Fn: pyUnpack},
		{Sig: "__unpacked__(iterable, shape)", Fn: pyUnpacked},
		{Sig: "ascii(object) -> str", Doc: "The repr of a value with escapes for what is not ASCII.", Fn: asciiText},
		{Sig: "bin(number) -> str", Doc: "A whole number as 0b and binary digits.", Fn: radix("0b", 2)},
		{Sig: "bytearray(source=b\"\", encoding=None, errors=None)", Doc: "Bytes that can be changed.", Fn: newBytearray},
		{Sig: "callable(x) -> bool", Doc: "Whether x can be called.", Fn: callable},
		{Sig: "classmethod(function)", Doc: "A decorator of methods whose first argument is the class.", Fn: newClassMethod},
		{Sig: "delattr(object, name)", Doc: "Deletes an attribute.", Fn: delattr},
		{Sig: "dir(x=None)", Doc: "The names of the script's variables, or those that x has after a dot.", Fn: dir},
		{Sig: "divmod(x, y)", Doc: "The pair of x // y and x % y.", Fn: divmod},
		{Sig: "exit(code=0)", Doc: "Ends the script.", Fn: exit},
		{Sig: "filter(function, iterable)", Doc: "The elements for which function is true; None keeps those that are true themselves.", Fn: filtered},
		{Sig: "format(value, format_spec=\"\") -> str", Doc: "The text of a value by a format such as \",.2f\".", Fn: pyFormat},
		{Sig: "frozenset(iterable=())", Doc: "A set that never changes.", Fn: newFrozenset},
		{Sig: "globals()", Doc: "The script's variables as a dict.", Fn: globalsOf},
		{Sig: "help(x=None)", Doc: "Prints what x is and how it is called.", Fn: help},
		{Sig: "hex(number) -> str", Doc: "A whole number as 0x and hexadecimal digits.", Fn: radix("0x", 16)},
		{Sig: "id(x) -> int", Doc: "A number of x: the same for equal plain values.", Fn: id},
		{Sig: "input(prompt=\"\") -> str", Doc: "Reads a line from the standard input.", Fn: input},
		{Sig: "isinstance(x, type) -> bool", Doc: "Whether x is of a type, or of one of a tuple of types.", Fn: isInstance},
		{Sig: "issubclass(cls, class_or_tuple) -> bool", Doc: "Whether a class is or derives from another, or one of a tuple.", Fn: isSubclass},
		{Sig: "iter(x, *sentinel)", Doc: "An iterator over the elements of x, or over what x() gives until that is the sentinel.", Fn: iterate},
		{Sig: "locals()", Doc: "The variables of the function that calls, as a dict.", Fn: localsOf},
		{Sig: "map(function, *iterables)", Doc: "The values of function for every element.", Fn: mapped},
		{Sig: "next(iterator, *default)", Doc: "The next element; without one the default, or StopIteration.", Fn: nextIn},
		{Sig: "object", Doc: "The type of everything; in a description of JSON any value.", Make: func(ip *Interp) starlark.Value { return ip.object }},
		{Sig: "oct(number) -> str", Doc: "A whole number as 0o and octal digits.", Fn: radix("0o", 8)},
		{Sig: "open(file, mode=\"r\", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", Doc: "A file: for reading by default, with mode \"w\" for writing, \"a\" at its end, \"x\" if it is new, with b of bytes.", Fn: openFile},
		{Sig: "pow(base, exp, mod=None)", Doc: "base ** exp, or that modulo mod.", Fn: pyPow},
		{Sig: "print(*values, sep=\" \", end=\"\\n\", file=None, flush=False)", Doc: "Prints values.", Fn: printValues},
		{Sig: "property(fget=None, fset=None, fdel=None, doc=None)", Doc: "A decorator of methods that are read as attributes.", Fn: newProperty},
		{Sig: "quit(code=0)", Doc: "Ends the script.", Fn: exit},
		{Sig: "round(number, ndigits=None)", Doc: "The nearest number with so many digits after the point; the even one of two.", Fn: round},
		{Sig: "setattr(object, name, value)", Doc: "Sets an attribute.", Fn: setattr},
		{Sig: "slice(start, stop=None, step=None)", Doc: "What stands between the brackets of x[start:stop:step].", Fn: newSlice},
		{Sig: "staticmethod(function)", Doc: "A decorator of functions in a class that are nobody's methods.", Fn: newStaticMethod},
		{Sig: "sum(iterable, start=0)", Doc: "The sum of the elements.", Fn: sum},
		{Sig: "super(type=None, obj=None)", Doc: "The attributes of the classes behind one in the order in which they are looked for.", Fn: superOf},
		{Sig: "type(x)", Doc: "The type of x: in a .star file its name, else a value to compare with str, int and the like.", Fn: typeOf, Make: func(ip *Interp) starlark.Value { return ip.typeClass }},
		{Sig: "vars(obj)", Doc: "The attributes of an instance or a class, as a dict.", Fn: vars},
	}...)
	slices.SortStableFunc(all, func(a, b Entry) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

// predeclared is all builtins: Starlark's, those of the library, and the names a script has
// without importing them.
func (ip *Interp) predeclared(lib Library) starlark.StringDict {
	all := starlark.StringDict{}
	for name, v := range starlark.Universe {
		all[name] = v
	}
	for _, d := range starlarkTable() {
		all[d.name] = ip.native(d)
	}
	for _, g := range operatorGuards(ip) {
		all[g.String()] = g
	}
	for _, g := range textGuards(ip) {
		all[g.String()] = g
	}
	all[classGuard] = classOf{classGuard, ip}
	for _, g := range ip.loopGuards() {
		all[g.String()] = g
	}
	for _, g := range ip.viewGuards() {
		all[g.String()] = g
	}
	for name, v := range ip.runtimeTable() {
		all[name] = v
	}
	for op, name := range comparisonGuards {
		left, right := sideGuard(op, "left"), sideGuard(op, "right")
		all[name] = &comparer{guard: guard(name), op: op}
		all[left], all[right] = &sided{guard(left), op, false}, &sided{guard(right), op, true}
	}
	ip.exceptionNames(all)
	outcomeNames(all)
	all["__name__"] = starlark.String("__main__")
	all["__inplace__"] = &inPlaceGuard{"__inplace__", ip}
	all["__added__"] = &addedGuard{"__added__", ip}
	all["__function_attr__"] = &attrGuards{"__function_attr__", ip}
	all["__settable__"] = settableGuard{"__settable__"}
	all["__bound__"] = boundGuard{"__bound__"}
	all["__number__"] = numbering{"__number__"}
	all["__star__"] = starred{"__star__"}
	all["__True__"], all["__False__"] = starlark.True, starlark.False
	all["__ellipsis__"], all["__inf__"] = ellipsis{}, starlark.Float(math.Inf(1))
	all["__deleted__"] = deleted{"__deleted__"}
	all["len"] = starlark.NewBuiltin("len", ip.length)
	all[nameGuard] = nameOf{nameGuard}
	for _, m := range ip.methods {
		all[m.String()] = m
	}
	all["__keyed__"] = &keyedGuard{"__keyed__", ip}
	all["__subscript__"] = subscript{"__subscript__"}
	for i := range lib.Builtins {
		e := &lib.Builtins[i]
		all[e.Name()] = ip.fill(e, e.Name())
	}
	for _, name := range typeObjects {
		if f, ok := all[name].(starlark.Callable); ok {
			all[name] = &TypeObject{ip: ip, name: name, kind: kindNamed(name), make: f}
		}
	}
	ip.typeClass.stands = all["type"]
	for _, name := range rewritten {
		if v, ok := all[name]; ok {
			all["__"+name+"__"] = v
		}
	}
	all["__spread__"], all["__mapping__"] = spreading(all["list"].(starlark.Callable)), mappingOf(all["dict"].(starlark.Callable))
	for _, p := range lib.Prelude {
		m := ip.modules[p.Module]
		if p.Name == "" {
			all[p.As] = m
			continue
		}
		all[p.Name] = m.members[p.Name]
	}
	return all
}

// rewritten is the builtins that package pysyntax calls by a name of its own, __list__, since a
// script may have a list.
var rewritten = []string{"dict", "list", "set", "slice", "tuple"}

// Printed is a value that print shows in another way than str.
type Printed interface{ Printed() (string, error) }

// printValues prints values.
func printValues(c *Call) (starlark.Value, error) {
	sep, end := " ", "\n"
	var flush, file starlark.Value
	rest := &Call{Name: "print", Kwargs: c.Kwargs}
	if err := rest.Unpack("sep?", NoneOr(&sep), "end?", NoneOr(&end), "flush?", &flush, "file?", &file); err != nil {
		return nil, err
	}
	out := c.output("stdout", c.cfg.Stdout)
	if file != nil && file != starlark.None {
		var err error
		if out, err = c.fileWriter(file); err != nil {
			return nil, err
		}
	}
	shown := make([]starlark.Value, len(c.Args))
	for i, v := range c.Args {
		shown[i] = v
		if own, ok := v.(Printed); ok {
			s, err := own.Printed()
			if err != nil {
				return nil, err
			}
			shown[i] = starlark.String(s)
		}
	}
	parts, err := c.printer().all(shown)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(out, strings.Join(parts, sep)+end)
	return starlark.None, err
}

func callable(c *Call) (starlark.Value, error) {
	var x starlark.Value
	err := c.Unpack("x", &x)
	return starlark.Bool(IsCallable(x)), err
}

// IsCallable reports whether x can be called: an instance can if its class has __call__.
func IsCallable(x starlark.Value) bool {
	_, ok := x.(starlark.Callable)
	if o, isInstance := x.(*instance); isInstance {
		fn, _ := o.class.find("__call__")
		ok = fn != nil
	}
	return ok
}

// exit raises SystemExit.
func exit(c *Call) (starlark.Value, error) {
	var code starlark.Value = starlark.None
	if err := c.Unpack("code?", &code); err != nil {
		return nil, err
	}
	if n, ok := code.(starlark.Int); ok {
		if _, ok := n.Int64(); !ok {
			return nil, Raise("OverflowError", "exit: %s is no exit code", n)
		}
	}
	args := starlark.Tuple{code}
	if code == starlark.None {
		args = starlark.Tuple{}
	}
	return nil, &raised{kind: "SystemExit", err: &Exit{Code: exitCode(code)}, args: args}
}

// exitCode is the status of a process that SystemExit ends with a code.
func exitCode(code starlark.Value) int {
	switch code := asNumber(code).(type) {
	case starlark.NoneType:
		return 0
	case starlark.Int:
		n, _ := code.Int64()
		return int(n)
	}
	return 1
}

func dir(c *Call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.Unpack("x?", &x); err != nil {
		return nil, err
	}
	names := slices.Sorted(maps.Keys(c.session.user))
	if x != nil {
		names = c.attrNames(x)
	}
	list := make([]starlark.Value, len(names))
	for i, n := range names {
		list[i] = starlark.String(n)
	}
	return starlark.NewList(list), nil
}

func id(c *Call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.Unpack("x", &x); err != nil {
		return nil, err
	}
	if n, err := x.Hash(); err == nil {
		return starlark.MakeUint(uint(n)), nil
	}
	return starlark.MakeUint64(PointerOf(x)), nil
}

func input(c *Call) (starlark.Value, error) {
	prompt := ""
	if err := c.Unpack("prompt?", &prompt); err != nil {
		return nil, err
	}
	if c.cfg.Stdin == nil {
		return nil, Raise("EOFError", "input: there is no standard input here")
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
		switch {
		case errors.As(err, new(bounds.Error)):
			return nil, err
		case errors.Is(err, io.EOF):
			return nil, Raise("EOFError", "EOF when reading a line")
		}
		return nil, Raise("EOFError", "input: %w", err)
	}
	return starlark.String(text), nil
}
