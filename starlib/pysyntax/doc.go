// Package pysyntax is the Python front end: Python text in, Starlark text out,
// on the same lines.
//
// It parses the text as Python (which valid Starlark is, save for load, which
// it knows), notes the edits that turn Python-only syntax into Starlark, and
// applies them to the source. Whatever needs no edit stays byte for byte where
// it was; valid Starlark passes unchanged. The exceptions are the word
// assert, a plain name in Starlark, which followed by an expression is Python's
// statement; dicts whose keys could be equal, which fail in Starlark;
// x[a, b:], where Starlark sees a slice from (a, b); and \u in bytes, which is no escape.
//
// What parses is checked as CPython does: return outside of functions, break outside of
// loops, global after the name's use. Errors are CPython's, in kind, words and place.
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
//	load, x.load                 __load__, x.__load__
//	def f(a, /, b)               def f(a, __slash__, b)
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
//	__pow__(x, y), __matmul__(x, y), __ipow__(x, y), __imatmul__(x, y)
//	    Python's x ** y and x @ y.
//	__compare__(x1, op1, x2, op2, thunk3, ...)
//	    the chain x1 op1 x2 op2 thunk3(): each operand is evaluated once, a
//	    thunk only while all comparisons before it held. op is one of == != <
//	    <= > >= in, not in, is, is not.
//	__unpack__(iterable, before, after)
//	    a tuple of before items, the list of what is between, and after items.
//	__unpack__(x, *shapes), __unpacked__(iterable, shape)
//	    x as each of the shapes says, and each item as one does: 0 is a value, 1
//	    the rest as a list, a tuple of shapes what is taken apart by them, and a
//	    list of one shape the rest taken apart.
//	__slice__(start, stop, step)
//	    one of several slices in an index.
//	__ellipsis__, __inf__
//	    the value of ..., and that of 1e999.
//	__deleted__[x]
//	    no value (nil): what x is when it has been deleted.
//	__True__, __False__
//	    the operands True and False of `is`: == with them is true of nothing else.
//	__merge__(*mappings)
//	    one dict of all, failing on a key that occurs twice.
//
//	__spread__(iterable), __mapping__(mapping)
//	    a list of what stands behind a * in a display, and a dict of what
//	    stands behind a **.
//	__dict__, __list__, __set__, __tuple__
//	    the builtins of these names, which a script may have for itself.
//
// What differs from Python in ways a script can see: `is` beside
// None, True, False and type(...) means ==.
//
// Redact is for those who show or keep Python text: it hides the secrets in it.
//
// The package knows nothing of tables, Kafka or the host's values, and imports
// only what knows secrets by their looks.
package pysyntax
