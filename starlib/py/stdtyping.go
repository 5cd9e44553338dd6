package py

import (
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

// typingForms is THE table of the names that take types in brackets: the name, how many (* any number), and what it
// stands for.
const typingForms = `
	AbstractSet 1 collections.abc.Set
	Annotated *
	Any 0
	AsyncContextManager 1 contextlib.AbstractAsyncContextManager
	AsyncGenerator 2 collections.abc.AsyncGenerator
	AsyncIterable 1 collections.abc.AsyncIterable
	AsyncIterator 1 collections.abc.AsyncIterator
	Awaitable 1 collections.abc.Awaitable
	BinaryIO 0
	ByteString 0 collections.abc.ByteString
	Callable * collections.abc.Callable
	ChainMap 2 collections.ChainMap
	ClassVar 1
	Collection 1 collections.abc.Collection
	Concatenate *
	Container 1 collections.abc.Container
	ContextManager 1 contextlib.AbstractContextManager
	Coroutine 3 collections.abc.Coroutine
	Counter 1 collections.Counter
	DefaultDict 2 collections.defaultdict
	Deque 1 collections.deque
	Dict 2 dict
	Final 1
	FrozenSet 1 frozenset
	Generator 3 collections.abc.Generator
	Hashable 0 collections.abc.Hashable
	IO 1
	ItemsView 2 collections.abc.ItemsView
	Iterable 1 collections.abc.Iterable
	Iterator 1 collections.abc.Iterator
	KeysView 1 collections.abc.KeysView
	List 1 list
	Literal *
	LiteralString 0
	Mapping 2 collections.abc.Mapping
	MappingView 1 collections.abc.MappingView
	Match 1 re.Match
	MutableMapping 2 collections.abc.MutableMapping
	MutableSequence 1 collections.abc.MutableSequence
	MutableSet 1 collections.abc.MutableSet
	Never 0
	NoReturn 0
	NotRequired 1
	Optional 1
	OrderedDict 2 collections.OrderedDict
	Pattern 1 re.Pattern
	Required 1
	Reversible 1 collections.abc.Reversible
	Self 0
	Sequence 1 collections.abc.Sequence
	Set 1 set
	Sized 0 collections.abc.Sized
	SupportsAbs 1
	SupportsBytes 0
	SupportsComplex 0
	SupportsFloat 0
	SupportsIndex 0
	SupportsInt 0
	SupportsRound 1
	TextIO 0
	Tuple * tuple
	Type 1 type
	TypeAlias 0
	TypeGuard 1
	Union *
	Unpack 1
	ValuesView 1 collections.abc.ValuesView
`

// typingEntries is the module typing.
func typingEntries() []Entry {
	all := []Entry{
		{Sig: "AnyStr", Doc: "A type variable of str and bytes.", Make: func(ip *Interp) starlark.Value {
			return &typeVar{ip: ip, kind: "TypeVar", name: "AnyStr", sign: "~", bound: starlark.None, constraints: starlark.Tuple{TypeName("str"), TypeName("bytes")}}
		}},
		{Sig: "ForwardRef(arg)", Doc: "The name of a type that is to come.", Fn: func(c *Call) (starlark.Value, error) {
			var arg string
			err := c.Unpack("arg", &arg)
			return forwardRef(arg), err
		}},
		{Sig: "Generic", Doc: "A base of classes with parameters: Generic[T].", Make: func(ip *Interp) starlark.Value { return ip.generic }},
		{Sig: "NamedTuple", Doc: "A base of classes of tuples whose elements have names.", Make: func(ip *Interp) starlark.Value { return ip.namedTuple }},
		{Sig: "NewType(name, tp)", Doc: "A function that gives back its argument.", Fn: func(c *Call) (starlark.Value, error) {
			n := &newType{ip: c.Interp}
			err := c.Unpack("name", &n.name, "tp", &n.of)
			return n, err
		}},
		{Sig: "ParamSpec(name, *, bound=None)", Doc: "A name for any parameters.", Fn: newTypeVar("ParamSpec")},
		{Sig: "Protocol", Doc: "A base of classes that say which methods others have.", Make: func(ip *Interp) starlark.Value { return ip.protocol }},
		{Sig: "TYPE_CHECKING", Value: starlark.False},
		{Sig: "Text", Doc: "str.", Value: TypeName("str")},
		{Sig: "TypeVar(name, *constraints, **options)", Doc: "A name for any type.", Fn: newTypeVar("TypeVar")},
		{Sig: "TypeVarTuple(name)", Doc: "A name for any types.", Fn: newTypeVar("TypeVarTuple")},
		{Sig: "TypedDict", Doc: "A base of classes of dicts whose keys have types.", Make: func(ip *Interp) starlark.Value { return ip.typedDict }},
		{Sig: "assert_never(arg)", Doc: "An error: a place that is never to be reached was.", Fn: func(c *Call) (starlark.Value, error) {
			var arg starlark.Value
			if err := c.Unpack("arg", &arg); err != nil {
				return nil, err
			}
			return nil, Raise("AssertionError", "Expected code to be unreachable, but got: %s", PlainText(arg, 100))
		}},
		{Sig: "assert_type(val, typ)", Doc: "val itself.", Fn: func(c *Call) (starlark.Value, error) {
			var val, typ starlark.Value
			err := c.Unpack("val", &val, "typ", &typ)
			return val, err
		}},
		{Sig: "cast(typ, val)", Doc: "val itself.", Fn: func(c *Call) (starlark.Value, error) {
			var typ, val starlark.Value
			err := c.Unpack("typ", &typ, "val", &val)
			return val, err
		}},
		{Sig: "final(func)", Doc: "A decorator of what is not to be overridden.", Fn: func(c *Call) (starlark.Value, error) {
			v, err := undecorated(c)
			if set, ok := withAttrs(v).(starlark.HasSetField); ok && err == nil {
				err = set.SetField("__final__", starlark.True)
			}
			return v, err
		}},
		{Sig: "get_args(tp)", Doc: "The types in the brackets of a type.", Fn: typingArgs},
		{Sig: "get_origin(tp)", Doc: "What is before the brackets of a type, None without them.", Fn: typingOrigin},
		{Sig: "get_type_hints(obj, globalns=None, localns=None, include_extras=False)", Doc: "The annotations of a function or a class as types.", Fn: typeHints},
		{Sig: "is_typeddict(tp) -> bool", Doc: "Whether a class derives from TypedDict.", Fn: func(c *Call) (starlark.Value, error) {
			var tp starlark.Value
			err := c.Unpack("tp", &tp)
			k, ok := tp.(*class)
			return starlark.Bool(ok && k != c.typedDict && k.is(c.typedDict)), err
		}},
		{Sig: "no_type_check(func)", Doc: "A decorator that changes nothing.", Fn: undecorated},
		{Sig: "overload(func)", Doc: "A decorator of one of several signatures, which the function itself follows.", Fn: undecorated},
		{Sig: "runtime_checkable(cls)", Doc: "A decorator of protocols that isinstance is to look at.", Fn: runtimeCheckable},
	}
	for line := range strings.Lines(typingForms) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		most, err := strconv.Atoi(f[1])
		if err != nil {
			most = -1
		}
		origin := ""
		if len(f) > 2 {
			origin = f[2]
		}
		all = append(all, Entry{Sig: f[0], Doc: "A type for annotations.", Make: func(ip *Interp) starlark.Value {
			return &typingForm{ip: ip, name: f[0], origin: origin, most: most}
		}})
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

// undecorated gives back what it decorates.
func undecorated(c *Call) (starlark.Value, error) {
	var v starlark.Value
	err := c.Unpack("func", &v)
	return v, err
}

// typingArgs is get_args(tp).
func typingArgs(c *Call) (starlark.Value, error) {
	var tp starlark.Value
	if err := c.Unpack("tp", &tp); err != nil {
		return nil, err
	}
	switch t := tp.(type) {
	case *typingAlias:
		switch {
		case t.form.name == "Annotated":
			return append(slices.Clone(t.args), t.more...), nil
		case t.form.name == "Callable" && !t.open:
			last := len(t.args) - 1
			return starlark.Tuple{starlark.NewList(slices.Clone(t.args[:last])), t.args[last]}, nil
		}
		return t.args, nil
	case *typeAlias:
		return t.args, nil
	case *union:
		return t.args(c.Interp), nil
	case *alias:
		return t.Attr("__args__")
	}
	return starlark.Tuple{}, nil
}

// typingOrigin is get_origin(tp).
func typingOrigin(c *Call) (starlark.Value, error) {
	var tp starlark.Value
	if err := c.Unpack("tp", &tp); err != nil {
		return nil, err
	}
	switch t := tp.(type) {
	case *typingAlias:
		if t.form.name == "Annotated" {
			return c.typing("Annotated"), nil
		}
		return t.Attr("__origin__")
	case *typingForm:
		if t.origin != "" {
			return t.Attr("__origin__")
		}
	case *typeAlias:
		return t.of, nil
	case *union:
		return TypeName("types.UnionType"), nil
	case *alias:
		return t.of, nil
	case *class:
		if t == c.generic {
			return t, nil
		}
	}
	return starlark.None, nil
}
