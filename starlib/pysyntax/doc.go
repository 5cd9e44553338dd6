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
// Most of what Starlark has no statement for becomes markers: names that begin and end with
// __, in a place that keeps the blocks as they are. Package lower makes plain Starlark of
// them. The statements:
//
//	try:                         if __try__:
//	except E as e:               elif __except__(E, e):
//	except E: / except:          elif __except__(E): / elif __except__():
//	else: / finally:             elif __else__: / elif __finally__:
//	else: of a loop              if __loopelse__:
//	with A as t, B:              if __with__(A, t, B, __none__):
//	class C(B, metaclass=M):     if __classdef__(C, B, metaclass=M):
//	x: T = v, x: T in a class    __field__(x, "T", v), __field__(x, "T")
//	@d                           __decorator__(d)
//	global a, b / nonlocal a     __global__(a, b) / __nonlocal__(a)
//	match x:                     if __match__(x):
//	case P if G:                 if __case__(P, G):
//	raise X from C / raise       __raise__(X, C) / __raise__()
//	del x[k], del x[a:b:c]       __delete__(x, k), __delete__(x, a, b, c)
//	del x.a                      __delattr__(x, "a")
//	assert x, m                  __assert__(x, lambda: m)
//	from m import *              __import_all__("m")
//
// in a pattern P
//
//	*r                           __star__(r)
//	**r                          __rest__: r
//	Q as n                       __as__(Q, n)
//
// and expressions:
//
//	yield x, yield               __yield__(x), __yield__(None)
//	yield from x                 __yield_from__(x)
//	(E for x in y if C)          __genexpr__([E for x in y if C])
//	x := v                       __walrus__(x, v)
//	x is y, x is not y           __is__(x, y), (not __is__(x, y))
//
// The other edits call builtins that the host must predeclare:
//
//	__import__(module, name=None, top=False)
//	    name given: the value of that name in module, or the submodule
//	    module.name. name None: the module itself, or with top=True its first
//	    component ("a" of "a.b") once all of "a.b" has been found.
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
//	    <= > >= in, not in, is, is not.
//	__unpack__(iterable, before, after)
//	    a tuple of before items, the list of what is between, and after items.
//	__deleted__[x]
//	    no value (nil): what x is when it has been deleted.
//	__True__, __False__
//	    the operands True and False of `is`: == with them is true of nothing else.
//	__merge__(*mappings)
//	    one dict of all, failing on a key that occurs twice.
//
// and rely on Starlark's own dict, getattr, list, set and tuple.
//
// What differs from Python in ways a script can see: `is` beside
// None, True, False and type(...) means ==, and in bytes \uXXXX is the character in UTF-8,
// as in Starlark.
//
// Redact is for those who show or keep Python text: it hides the secrets in it.
//
// The package knows nothing of tables, Kafka or the host's values, and imports
// only what knows secrets by their looks.
package pysyntax
