package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// typingNames is the names of the module typing that annotations alone use.
const typingNames = `
	AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO ByteString Callable
	ChainMap ClassVar Collection Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict Final FrozenSet Generator
	Hashable IO ItemsView Iterable Iterator KeysView List Literal LiteralString Mapping MappingView Match MutableMapping MutableSequence
	MutableSet Never NoReturn NotRequired Optional OrderedDict Pattern Required Reversible Self Sequence Set Sized
	SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound Text TextIO Tuple Type TypeAlias TypeGuard
	TypedDict Union Unpack ValuesView
`

// typingEntries is the module typing.
func typingEntries() []Entry {
	all := []Entry{
		{Sig: "Generic", Doc: "A base of classes with parameters: Generic[T].", Make: func(ip *Interp) starlark.Value { return ip.generic }},
		{Sig: "NamedTuple", Doc: "A base of classes of tuples whose elements have names.", Make: func(ip *Interp) starlark.Value { return ip.namedTuple }},
		{Sig: "Protocol", Doc: "A base of classes that say which methods others have.", Make: func(ip *Interp) starlark.Value { return ip.protocol }},
		{Sig: "NewType(name, tp)", Doc: "A function that gives back its argument.", Fn: func(c *Call) (starlark.Value, error) {
			var name string
			var tp starlark.Value
			if err := c.Unpack("name", &name, "tp", &tp); err != nil {
				return nil, err
			}
			return c.function(name, func(v starlark.Value) (starlark.Value, error) { return v, nil }), nil
		}},
		{Sig: "TYPE_CHECKING", Value: starlark.False},
		{Sig: "TypeVar(name, *constraints, **options)", Doc: "A name for any type.", Fn: func(c *Call) (starlark.Value, error) {
			if len(c.Args) == 0 {
				return nil, Raise("TypeError", "TypeVar() missing required argument 'name'")
			}
			name, ok := starlark.AsString(c.Args[0])
			if !ok {
				return nil, Raise("TypeError", "TypeVar: name: got %s, want a string", TypeOf(c.Args[0]))
			}
			return TypeName(name), nil
		}},
		{Sig: "cast(typ, val)", Doc: "val itself.", Fn: func(c *Call) (starlark.Value, error) {
			var typ, val starlark.Value
			err := c.Unpack("typ", &typ, "val", &val)
			return val, err
		}},
		{Sig: "runtime_checkable(cls)", Doc: "A decorator of protocols that isinstance is to look at.", Fn: runtimeCheckable},
	}
	for _, name := range []string{"final(func)", "no_type_check(func)", "overload(func)"} {
		all = append(all, Entry{Sig: name, Doc: "A decorator that changes nothing.", Fn: undecorated})
	}
	for name := range strings.FieldsSeq(typingNames) {
		all = append(all, Entry{Sig: name, Value: TypeName(name)})
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
