package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// contextNumbers is the settings of a context that are numbers, and between what they are.
var contextNumbers = []struct {
	name      string
	low, high int
	place     func(x *decimalContext) *int
}{
	{"Emax", 0, decimalExpMost * 1_000_000_000, func(x *decimalContext) *int { return &x.emax }},
	{"Emin", -decimalExpMost * 1_000_000_000, 0, func(x *decimalContext) *int { return &x.emin }},
	{"prec", 1, decimalPrecMost, func(x *decimalContext) *int { return &x.prec }},
}

// SetField changes a setting.
func (x *decimalContext) SetField(name string, v starlark.Value) error {
	for _, s := range contextNumbers {
		if s.name != name {
			continue
		}
		n, ok := v.(starlark.Int)
		if !ok {
			return Raise("TypeError", "an integer is required, got %s", TypeOf(v))
		}
		k, ok := n.Int64()
		if !ok || k < int64(s.low) || k > int64(s.high) {
			return Raise("ValueError", "valid range for %s is [%d, %d] here", name, s.low, s.high)
		}
		*s.place(x) = int(k)
		return nil
	}
	switch name {
	case "rounding":
		s, _ := starlark.AsString(v)
		if !slices.Contains(decimalRoundings, s) {
			return errRounding()
		}
		x.rounding = s
	case "capitals", "clamp":
		n, err := starlark.AsInt32(v)
		if err != nil || n != 0 && n != 1 {
			return Raise("ValueError", "valid values for %s are 0 or 1", name)
		}
		if name == "capitals" && n == 0 {
			return Raise("ValueError", "capitals=0 is not available: exponents are written with E")
		}
		if name == "clamp" {
			x.clamp = n == 1
		}
	case "flags", "traps":
		set, err := x.signalsOf(v)
		if err != nil {
			return err
		}
		*x.set(name) = set
	default:
		return Raise("AttributeError", "'decimal.Context' object has no attribute '%s'", name)
	}
	return nil
}

// set is the flags or the traps.
func (x *decimalContext) set(name string) *decimalSignal {
	if name == "traps" {
		return &x.traps
	}
	return &x.flags
}

// signalsOf is a set of conditions: a list of their classes, or a dict with them as keys.
func (x *decimalContext) signalsOf(v starlark.Value) (set decimalSignal, err error) {
	switch v := v.(type) {
	case *decimalFlags:
		return *v.of.set(v.which), nil
	case *starlark.Dict:
		for k, on := range v.Entries() {
			s, err := signalOf(k)
			if err != nil {
				return 0, err
			}
			if on.Truth() {
				set |= s
			}
		}
		return set, nil
	case starlark.Iterable:
		for k := range starlark.Elements(v) {
			s, err := signalOf(k)
			if err != nil {
				return 0, err
			}
			set |= s
		}
		return set, nil
	}
	return 0, Raise("TypeError", "argument must be a signal dict, got %s", TypeOf(v))
}

// signalOf is a condition by its class.
func signalOf(v starlark.Value) (decimalSignal, error) {
	for i, s := range decimalSignals {
		if strings.TrimSuffix(strings.TrimPrefix(v.String(), "<class '"), "'>") == "decimal."+s.name {
			return 1 << i, nil
		}
	}
	return 0, Raise("KeyError", "invalid error flag")
}

// decimalFlags is the flags or traps of a context, as a dict.
type decimalFlags struct {
	of    *decimalContext
	which string
}

func (f *decimalFlags) String() string       { return f.of.String() }
func (f *decimalFlags) Type() string         { return "SignalDict" }
func (f *decimalFlags) Freeze()              {}
func (f *decimalFlags) Truth() starlark.Bool { return true }

// Hash is none: it changes.
func (f *decimalFlags) Hash() (uint32, error) {
	return 0, Raise("TypeError", "unhashable type: 'SignalDict'")
}

// Get is whether a condition is set.
func (f *decimalFlags) Get(k starlark.Value) (starlark.Value, bool, error) {
	s, err := signalOf(k)
	return starlark.Bool(*f.of.set(f.which)&s != 0), true, err
}

// SetKey sets a condition, or takes it back.
func (f *decimalFlags) SetKey(k, v starlark.Value) error {
	s, err := signalOf(k)
	if err != nil {
		return err
	}
	if set := f.of.set(f.which); v.Truth() {
		*set |= s
	} else {
		*set &^= s
	}
	return nil
}

func newContext(c *Call) (starlark.Value, error) {
	x := newDecimalContext(c.Interp)
	return x, x.change(c, []string{"prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"})
}

// change sets what the arguments say; None leaves it.
func (x *decimalContext) change(c *Call, names []string) error {
	values := make([]starlark.Value, len(names))
	var pairs []any
	for i, name := range names {
		values[i] = starlark.None
		pairs = append(pairs, name+"?", &values[i])
	}
	if err := c.Unpack(pairs...); err != nil {
		return err
	}
	for i, v := range values {
		if v == starlark.None {
			continue
		}
		if err := x.SetField(names[i], v); err != nil {
			return err
		}
	}
	return nil
}

// localContext is localcontext(ctx=None, **kwargs).
func localContext(c *Call) (starlark.Value, error) {
	of := c.decimals()
	rest := &Call{Interp: c.Interp, Name: c.Name, entry: c.entry}
	for _, v := range c.Args {
		if own, ok := v.(*decimalContext); ok {
			of = own
		} else if v != starlark.None {
			return nil, Raise("TypeError", "argument must be a context, got %s", TypeOf(v))
		}
	}
	for _, kv := range c.Kwargs {
		own, ok := kv[1].(*decimalContext)
		if kv[0] != starlark.String("ctx") {
			rest.Kwargs = append(rest.Kwargs, kv)
		} else if ok {
			of = own
		}
	}
	copied := *of
	return &decimalScope{to: &copied}, copied.change(rest, []string{"prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"})
}

// decimalScope puts a context in force for the body of a with.
type decimalScope struct{ to, from *decimalContext }

func (s *decimalScope) String() string        { return "<decimal.ContextManager object>" }
func (s *decimalScope) Type() string          { return "ContextManager" }
func (s *decimalScope) Freeze()               {}
func (s *decimalScope) Truth() starlark.Bool  { return true }
func (s *decimalScope) Hash() (uint32, error) { return uint32(PointerOf(s) >> 4), nil }

// Attr is how the scope begins and ends.
func (s *decimalScope) Attr(name string) (starlark.Value, error) {
	return Member([]Entry{
		{Sig: "__enter__()", Fn: func(c *Call) (starlark.Value, error) {
			s.from, s.to.ip.decimalNow = s.to.ip.decimals(), s.to
			return s.to, c.Unpack()
		}},
		{Sig: "__exit__(exc_type, exc_value, traceback)", Fn: func(c *Call) (starlark.Value, error) {
			s.to.ip.decimalNow = s.from
			return starlark.None, nil
		}},
	}, s, name)
}

// AttrNames is the names of these.
func (s *decimalScope) AttrNames() []string { return []string{"__enter__", "__exit__"} }

// Attr is a setting or a method.
func (x *decimalContext) Attr(name string) (starlark.Value, error) {
	return x.ip.Attribute(contextAttrs(), x, name)
}

// AttrNames is the names of these.
func (x *decimalContext) AttrNames() []string { return EntryNames(contextAttrs()) }

// contextTable is what contextAttrs gives: it is made once.
var contextTable []Entry

// contextAttrs is THE table of what a context has: settings, and the operations as methods.
func contextAttrs() []Entry {
	if contextTable != nil {
		return contextTable
	}
	all := []Entry{
		{Sig: "capitals", Doc: "1: exponents are written with E.", Fn: func(c *Call) (starlark.Value, error) { return one, nil }},
		{Sig: "clamp", Doc: "Whether exponents are kept low.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(boolInt(c.Recv.(*decimalContext).clamp)), nil
		}},
		{Sig: "clear_flags()", Doc: "Takes all flags back.", Fn: func(c *Call) (starlark.Value, error) {
			c.Recv.(*decimalContext).flags = 0
			return starlark.None, c.Unpack()
		}},
		{Sig: "clear_traps()", Doc: "Nothing is an error from now on.", Fn: func(c *Call) (starlark.Value, error) {
			c.Recv.(*decimalContext).traps = 0
			return starlark.None, c.Unpack()
		}},
		{Sig: "copy()", Doc: "A copy.", Fn: func(c *Call) (starlark.Value, error) {
			x := *c.Recv.(*decimalContext)
			return &x, c.Unpack()
		}},
		{Sig: "create_decimal(num=\"0\")", Doc: "A Decimal of a value, rounded.", Fn: createDecimal},
		{Sig: "create_decimal_from_float(f)", Doc: "A Decimal of a float, rounded.", Fn: createDecimal},
		{Sig: "flags", Doc: "The conditions that there were, as a dict.", Fn: func(c *Call) (starlark.Value, error) {
			return &decimalFlags{c.Recv.(*decimalContext), "flags"}, nil
		}},
		{Sig: "quantize(a, b)", Doc: "a with the exponent of b.", Fn: contextOperation(decimalFunc{others: 1, do: func(x *decimalContext, d []*decimal) (*decimal, error) {
			return x.quantize(d[0], d[1], x.rounding)
		}})},
		{Sig: "rounding", Doc: "The way of rounding.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.String(c.Recv.(*decimalContext).rounding), nil
		}},
		{Sig: "traps", Doc: "The conditions that are errors, as a dict.", Fn: func(c *Call) (starlark.Value, error) {
			return &decimalFlags{c.Recv.(*decimalContext), "traps"}, nil
		}},
	}
	for _, s := range contextNumbers {
		all = append(all, Entry{Sig: s.name, Doc: "A setting.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(*s.place(c.Recv.(*decimalContext))), nil
		}})
	}
	for _, f := range decimalFuncs() {
		name, _, _ := strings.Cut(f.sig, "(")
		all = append(all, Entry{Sig: name + contextParams[f.others], Doc: f.doc, Fn: contextOperation(f)})
	}
	for name, do := range contextOperators {
		f := decimalFunc{others: 1, do: func(x *decimalContext, d []*decimal) (*decimal, error) { return do(x, d[0], d[1]) }}
		all = append(all, Entry{Sig: name + "(a, b)", Doc: "The operation in this context.", Fn: contextOperation(f)})
	}
	for name, do := range map[string]func(x *decimalContext, d *decimal) (*decimal, error){
		"abs":  func(x *decimalContext, d *decimal) (*decimal, error) { return x.plus(d.with(false)) },
		"plus": (*decimalContext).plus, "minus": (*decimalContext).minus,
	} {
		f := decimalFunc{do: func(x *decimalContext, d []*decimal) (*decimal, error) { return do(x, d[0]) }}
		all = append(all, Entry{Sig: name + "(a)", Doc: "The operation in this context.", Fn: contextOperation(f)})
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Name(), b.Name()) })
	contextTable = all
	return all
}

var contextParams = []string{"(a)", "(a, b)", "(a, b, c)"}

// contextOperators is the operators that contexts have as methods.
var contextOperators = map[string]func(x *decimalContext, a, b *decimal) (*decimal, error){
	"add": (*decimalContext).add, "subtract": (*decimalContext).subtract, "multiply": (*decimalContext).multiply, "divide": (*decimalContext).divide,
	"divide_int": (*decimalContext).divideInt, "remainder": (*decimalContext).remainder, "power": (*decimalContext).power,
}

// contextOperation is an operation as a method of contexts.
func contextOperation(f decimalFunc) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		values, pairs := make([]starlark.Value, f.others+1), []any{}
		for i, name := range []string{"a", "b", "c"}[:f.others+1] {
			pairs = append(pairs, name, &values[i])
		}
		if err := c.Unpack(pairs...); err != nil {
			return nil, err
		}
		var d []*decimal
		for _, v := range values {
			o, ok := c.operandOf(v)
			if !ok {
				return nil, Raise("TypeError", "conversion from %s to Decimal is not supported", TypeOf(v))
			}
			d = append(d, o)
		}
		return orError(f.do(c.Recv.(*decimalContext), d))
	}
}

func createDecimal(c *Call) (starlark.Value, error) {
	var v starlark.Value = zero
	name := "num?"
	if c.EntryName() != "create_decimal" {
		name = "f"
	}
	if err := c.Unpack(name, &v); err != nil {
		return nil, err
	}
	x := c.Recv.(*decimalContext)
	d, err := x.of(c, v)
	if err != nil {
		return nil, err
	}
	if d.isNaN() && d.kind == signalingNaN {
		return d, nil
	}
	return orError(x.fix(d))
}
