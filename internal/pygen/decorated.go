package pygen

// decorators are ready functions around functions, and calls of what they decorate.
var decorators = [][]string{
	{"def loud@(f):\n    @functools.wraps(f)\n    def wrapper(*args, **kw):\n        result = f(*args, **kw)\n        print(f.__name__, len(args), sorted(kw))\n        return result\n    return wrapper", "@loud@\ndef shown@(a, b=2):\n    return a * 3 - b", "i|shown@(<i>)|shown@(<i>, b=<i>)|shown@(b=<i>, a=<i>)|shown@()"},
	{"def times@(n):\n    def decorate(f):\n        def wrapper(x):\n            for _ in range(n):\n                x = f(x)\n            return x\n        return wrapper\n    return decorate", "@times@(<c>)\n@times@(2)\ndef add@(x):\n    return x + <c>", "i|add@(<i>)"},
	{"@functools.lru_cache(maxsize=None)\ndef fib@(n):\n    return n if n < 2 else fib@(n - 1) + fib@(n - 2)", "i|fib@(<c>)|fib@(30)|fib@.cache_info().currsize"},
	{"def safe@(default):\n    def decorate(f):\n        def wrapper(*args):\n            try:\n                return f(*args)\n            except (ArithmeticError, LookupError, ValueError) as e:\n                print(type(e).__name__)\n                return default\n        return wrapper\n    return decorate", "@safe@(-1)\ndef risky@(x):\n    return [10 // x, <li>[x], int(<s>)][x % 3]", "i|risky@(<c>)|risky@(<i>)"},
	{"registry@ = {}", "def register@(f):\n    registry@[f.__name__] = f\n    return f", "@register@\ndef one@(x):\n    return x + 1", "@register@\ndef two@(x):\n    return x * 2", "i|registry@['one@'](<i>)|registry@['two@'](<i>)|len(registry@)|sum(f(<c>) for f in registry@.values())"},
}

func (g *gen) decorated() []*node {
	return g.pieces(decorators[g.r.IntN(len(decorators))], map[string]bool{"try": !g.has.Try})
}
