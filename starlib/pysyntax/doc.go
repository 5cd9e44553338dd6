// Package pysyntax is the Python front end: Python text in, Starlark text out,
// on the same lines.
//
// It parses the text as Python (which valid Starlark is, save for load, which
// it knows), notes the edits that turn Python-only syntax into Starlark, and
// applies them to the source. Whatever needs no edit stays byte for byte where
// it was; valid Starlark passes unchanged. The one exception is the word
// assert, a plain name in Starlark: followed by an expression it is Python's
// statement.
//
// Some edits call builtins that the host must predeclare:
//
//	__import__(module, name=None, top=False)
//	    name given: the value of that name in module, or the submodule
//	    module.name. name None: the module itself, or with top=True its first
//	    component ("a" of "a.b") once all of "a.b" has been found.
//	__import_all__(module)
//	    makes all names of module global ones.
//	__dataclass__(name, fields, **options)
//	    the class as a callable. fields is a list of (name, type) or (name,
//	    type, default), the type as text; a default may be what
//	    dataclasses.field returned. options are the True/False arguments of
//	    the decorator: frozen=True, order=True ...
//	__fstr__(*parts)
//	    the parts as str() shows them, joined.
//	__format__(value, spec, conversion)
//	    Python's format(value, spec) after conversion: "" none, "r" repr,
//	    "s" str, "a" ascii. spec may be empty.
//	__pow__(x, y)
//	    Python's x ** y.
//	__compare__(x1, op1, x2, op2, thunk3, ...)
//	    the chain x1 op1 x2 op2 thunk3(): each operand is evaluated once, a
//	    thunk only while all comparisons before it held. op is one of == != <
//	    <= > >= in, not in.
//	__assert__(condition, message=None)
//	    fails with AssertionError unless condition is true. A callable message
//	    is called for the message, only then.
//	__raise__(name, *args, **kwargs)
//	    fails with the exception's name ("ValueError") and its arguments.
//	__unpack__(iterable, before, after)
//	    a tuple of before items, the list of what is between, and after items.
//	__delete__(x, key), __delete__(x, start, stop, step)
//	    removes an item, or those of a slice.
//	__deleted__[x]
//	    no value (nil): what x is when it has been deleted.
//	__True__, __False__
//	    the operands True and False of `is`: == with them is true of nothing else.
//	__merge__(*mappings)
//	    one dict of all, failing on a key that occurs twice.
//
// one that no builtin can be, since no call assigns to a name, which the host has to put before the statement:
//
//	__walrus__(x, value)
//	    x = value, and the value.
//
// and it relies on Starlark's own dict, getattr, list, set and tuple.
//
// What differs from Python in ways a script can see: a generator expression is
// a list, `is` is accepted only beside None, True, False and type(...), where it
// means ==, and in bytes \uXXXX is the character in UTF-8, as in Starlark.
//
// Redact is for those who show or keep Python text: it hides the secrets in it.
//
// The package knows nothing of tables, Kafka or the host's values, and imports
// only what knows secrets by their looks.
package pysyntax
