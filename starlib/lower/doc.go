// Package lower makes Starlark of Python's statements that Starlark has none for, in the parsed form:
// try, with, class, match, yield, global, nonlocal, decorators, else of loops, := and assignments
// of slices. Package pysyntax has written them as markers, such as
//
//	if __try__:                     try:
//	    f(x)                            f(x)
//	elif __except__(KeyError, e):   except KeyError as e:
//	    y = 1                           y = 1
//
// which markers.go lists. What they become calls builtins of package py:
//
//	__x§cell = __cell__("x")        of a variable that an inner function assigns
//	def f§try1(): f(__x§cell[0])
//	def f§except2(e): …
//	r = __try__(f§try1, ((lambda: KeyError, f§except2),), None, None)
//
// where § is a NUL byte, which is in no name of a script: what is before the first one is the name
// that the user gave. Such an inner function is a piece: a part of a function that has to be one of its
// own so that a builtin can call it. Its variables are those of the function that it is a part of.
//
// Each node has the position of what it stands for, so that errors show the user's place.
//
// Starlark that has no markers comes back as it is.
package lower
