package pygen

import (
	"slices"
	"strings"
)

// part is some methods of a class, and what expressions they make possible: <O> is an instance, @ the class's number.
type part struct {
	code  []string
	gives []string // type, then templates
}

// parts are what classes may have beside __init__(self, n, s='x').
var parts = []part{
	{[]string{"def __str__(self):\n    return f'<{self.n}>'"}, []string{"s|str(<O>)|f'{<O>}'|'%s' % <O>|f'{<O>!s:>8}'|str([<O>])|'{}'.format(<O>)"}},
	{[]string{"def __eq__(self, other):\n    return isinstance(other, C@) and self.n == other.n", "def __hash__(self):\n    return hash(self.n)"}, []string{"b|(<O> == <O>)|(<O> != <O>)|(<O> == <x>)|(<O> in [<O>])", "i|len({<O>, <O>})|[<O>].index(<O>)|{<O>: <i>}[<O>]"}},
	{[]string{"def __lt__(self, other):\n    return self.n < other.n"}, []string{"b|(<O> < <O>)|(<O> > <O>)", "i|sorted([<O>, <O>])[0].n|max(<O>, <O>).n|min([<O>, <O>]).n"}},
	{[]string{"def __len__(self):\n    return len(self.s)"}, []string{"i|len(<O>)", "b|bool(<O>)|(not <O>)", "s|('yes' if <O> else 'no')"}},
	{[]string{"def __getitem__(self, k):\n    return self.s[k]"}, []string{"s|<O>[<k>]|<O>[<k>:]|''.join(<O>)", "ls|list(<O>)[:9]"}},
	{[]string{"def __iter__(self):\n    return iter([self.n, len(self.s)])"}, []string{"li|list(<O>)|[*<O>]|sorted(<O>)", "i|sum(<O>)|max(<O>)", "b|(<i> in <O>)"}},
	{[]string{"def __contains__(self, x):\n    return x == self.n"}, []string{"b|(<i> in <O>)|(<x> not in <O>)"}},
	{[]string{"def __call__(self, x=1, *rest):\n    return self.n + x + len(rest)"}, []string{"i|<O>(<i>)|<O>()|<O>(<i>, <x>)", "li|list(map(<O>, <li>))", "b|callable(<O>)"}},
	{[]string{"def __add__(self, other):\n    if not isinstance(other, C@):\n        return NotImplemented\n    return C@(self.n + other.n, self.s)"}, []string{"i|(<O> + <O>).n|(<O> + <i>)"}},
	{[]string{"def __radd__(self, other):\n    return other + self.n", "def __rmul__(self, other):\n    return f'{other}*{self.n}'", "def __neg__(self):\n    return -self.n"}, []string{"i|(<i> + <O>)|(-<O>)|sum([<O>], 0)", "s|(<c> * <O>)|(<li> * <O>)"}},
	{[]string{"def __enter__(self):\n    print('enter', self.n)\n    return self.n", "def __exit__(self, kind, value, tb):\n    print('exit', kind.__name__ if kind else None)\n    return kind is not None and issubclass(kind, ValueError)"}, []string{"with|<O> as §"}},
	{[]string{"@property\ndef half(self):\n    return self.n // 2", "@half.setter\ndef half(self, v):\n    self.n = v * 2"}, []string{"i|<O>.half", "stmt|<N>.half = <i>|<N>.half += <c>"}},
	{[]string{"@staticmethod\ndef double(x):\n    return x + x", "@classmethod\ndef make(cls, n):\n    return cls(n)"}, []string{"i|C@.double(<i>)|<O>.double(<i>)|C@.make(<i>).n", "s|C@.double(<s>)|type(C@.make(1)).__name__"}},
	{[]string{"count = 0", "def inc(self):\n    type(self).count += 1\n    return self.count"}, []string{"i|<O>.inc()|C@.count|<O>.count"}},
	{[]string{"def __getattr__(self, name):\n    if name.startswith('_'):\n        raise AttributeError(name)\n    return name.upper()"}, []string{"s|<O>.missing|<O>._hidden|getattr(<O>, 'other')|getattr(<O>, '_x', <s>)", "b|hasattr(<O>, 'abc')|hasattr(<O>, '_abc')"}},
	{[]string{"def __setitem__(self, k, v):\n    self.n += v\n    self.s = str(k)", "def __delitem__(self, k):\n    raise KeyError(k)"}, []string{"stmt|<N>[<w>] = <i>|del <N>[<k>]"}},
	{[]string{"def __bool__(self):\n    return self.n > 0"}, []string{"b|bool(<O>)|(not <O>)|(<O> and <b>)", "i|(1 if <O> else 2)|len(list(filter(None, [<O>, <O>])))"}},
	{[]string{"def __format__(self, spec):\n    return f'[{spec}]{self.n}'"}, []string{"s|f'{<O>:abc}'|format(<O>, 'q')|'{:>5}'.format(<O>)"}},
	{[]string{"def chain(self, k):\n    self.n += k\n    return self"}, []string{"i|<O>.chain(<i>).chain(<c>).n"}},
	{[]string{"def swap(self, other):\n    self.n, other.n = other.n, self.n", "def __iadd__(self, k):\n    self.n += k\n    return self"}, []string{"stmt|<N>.swap(<O>)|<N> += <i>|<N>.n -= <i>|<N>.new = <x>|print(<N>.new)|del <N>.n|setattr(<N>, 's', <s>)|print(vars(<N>))"}},
	{[]string{"def __int__(self):\n    return self.n", "def __index__(self):\n    return self.n", "def __float__(self):\n    return float(self.n)", "def __abs__(self):\n    return abs(self.n)"}, []string{"i|int(<O>)|abs(<O>)|<li>[C@(<c>)]|len(range(C@(<c>)))", "f|float(<O>)", "s|hex(<O>)"}},
}

// class defines a class of one kind or another, and a few instances.
func (g *gen) class() []*node {
	switch g.r.IntN(6) {
	case 0:
		return g.pieces(readyClasses[g.r.IntN(len(readyClasses))], nil)
	case 1:
		return g.exception()
	}
	mark := g.name("")
	name, base, init := "C"+mark, "", "self.n = n\n    self.s = s"
	if bases := g.own["class"]; len(bases) > 0 && g.chance(50) {
		base = g.pick(bases)
		init = "super().__init__(n, s)\n    self.extra = n"
	}
	body := []*node{
		parseNodes("def __init__(self, n, s='x'):\n    " + init),
		parseNodes("def __repr__(self):\n    return f'" + g.pick([]string{"{type(self).__name__}", name}) + "({self.n!r}, {self.s!r})'"),
		parseNodes("def val(self, k=1):\n    return " + g.pick([]string{"self.n * k", "self.n + len(self.s)", "k"})),
	}
	if base != "" {
		body[2] = parseNodes("def val(self, k=2):\n    return super().val(k) + 1")
		if g.chance(50) {
			body = slices.Delete(body, 1, 2)
		}
		if g.chance(30) {
			body = slices.Delete(body, 0, 1)
		}
	}
	chosen := []part{{nil, []string{"i|<O>.n|<O>.val()|<O>.val(<i>)|getattr(<O>, 'n')", "s|<O>.s|str(<O>)|repr(<O>)|f'{<O>!r}'|type(<O>).__name__|<O>.__class__.__name__|str([k.__name__ for k in C@.__mro__])|repr({<w>: <O>})|C@.__name__", "b|isinstance(<O>, C@)|isinstance(<x>, C@)|issubclass(C@, object)", "x|<O>|[<O>]|(<O>, <i>)", "stmt|<N>.n = <i>|<N>.s += <w>|print(<N>.nothing)|<N>.val(<i>, <i>)|<N>.val(z=<i>)"}}}
	for i := g.r.IntN(5); i > 0; i-- {
		chosen = append(chosen, parts[g.r.IntN(len(parts))])
	}
	instance := "o" + mark
	made := &node{line: g.fill(instance+" = "+name+"("+g.literal("i")+", <s>)", 1)}
	for _, p := range chosen {
		for _, code := range p.code {
			body = append(body, parseClassPart(numbered(code, mark))...)
		}
		g.give(p.gives, mark, instance)
	}
	head := "class " + name
	if base != "" {
		head += "(" + base + ")"
	}
	g.own["class"] = append(g.own["class"], name)
	return []*node{{line: head + ":", body: body}, made}
}

// give adds the templates of a part. Statements are filled here and there as well.
func (g *gen) give(gives []string, mark, instance string) {
	for _, line := range gives {
		parts := strings.Split(numbered(line, mark), "|")
		for _, t := range parts[1:] {
			t = strings.ReplaceAll(t, "<N>", instance)
			t = strings.Replace(t, "<O>", instance, 1)
			t = strings.ReplaceAll(t, "<O>", "C"+mark+"(<i>, <s>)")
			g.own[parts[0]] = append(g.own[parts[0]], t)
		}
	}
}

// parseClassPart makes statements of the text of a method with its decorators.
func parseClassPart(text string) (body []*node) {
	for strings.HasPrefix(text, "@") {
		line, rest, _ := strings.Cut(text, "\n")
		body, text = append(body, &node{line: line}), rest
	}
	return append(body, parseNodes(text))
}

// exception defines an exception class, which programs raise and catch.
func (g *gen) exception() []*node {
	name := "E" + g.name("")
	base := g.pick([]string{"Exception", "ValueError", "KeyError", "RuntimeError", "LookupError", "ArithmeticError"})
	if len(g.kinds) > 0 && g.chance(50) {
		base = g.pick(g.kinds)
	}
	n := &node{line: "class " + name + "(" + base + "):", body: []*node{}}
	switch g.r.IntN(3) {
	case 0:
		n.body = append(n.body, parseNodes("def __init__(self, text='none', code=7):\n    super().__init__(text)\n    self.code = code"))
	case 1:
		n.body = append(n.body, parseNodes("def __str__(self):\n    return 'own ' + repr(self.args)"))
	}
	g.kinds = append(g.kinds, name)
	g.own["s"] = append(g.own["s"], "str("+name+"(<s>))", "repr("+name+"(<s>))", "str("+name+"(<s>).args)", "str(issubclass("+name+", LookupError))")
	return []*node{n}
}

// readyClasses are classes of the standard library's kinds; @ is their number.
var readyClasses = [][]string{
	{"@dataclasses.dataclass\nclass D@:\n    n: int\n    s: str = 'x'\n    items: list = dataclasses.field(default_factory=list)\n    def size(self):\n        return self.n + len(self.items)", "i|D@(<i>).n|D@(<i>, <s>, <li>).size()|len(D@(1).items)"},
	{"@dataclasses.dataclass(order=True, frozen=True)\nclass D@:\n    n: int\n    s: str = 'x'", "s|repr(D@(<i>))|str(dataclasses.astuple(D@(<i>, <s>)))|str(dataclasses.asdict(D@(<i>)))|str(sorted([D@(<i>), D@(<i>)]))|str(D@(<i>) < D@(<i>))|str(dataclasses.replace(D@(<i>), s=<s>))|str(D@(1) == D@(<c>))|str(len({D@(<c>), D@(<c>)}))"},
	{"class N@(enum.Enum):\n    A = 1\n    B = 2\n    C = 1\n    def up(self):\n        return self.value + 1", "s|str(N@.A)|repr(N@.B)|N@.C.name|str(list(N@))|N@(<c>).name|N@[<w>.upper()].name|str(N@.A is N@.C)|str(N@.A == 1)|f'{N@.B}'|str(isinstance(N@.A, N@))|str({N@.A: <i>})", "i|N@.A.value|N@.B.up()|len(N@)"},
	{"class T@(typing.NamedTuple):\n    n: int\n    s: str = 'x'\n    def both(self):\n        return self.s * self.n", "s|str(T@(<i>))|T@(<c>).both()|str(T@(<i>, <s>)[0])|str(T@(<i>)._replace(s=<s>))|str(T@(1)._asdict())|str(T@(1, 'x') == (1, 'x'))|str(T@._fields)|str(sorted([T@(<i>), T@(<i>)]))", "i|T@(<i>).n|len(T@(1))"},
	{"P@ = collections.namedtuple('P@', 'a b', defaults=[5])", "s|str(P@(<i>))|str(P@(<i>, <s>)._asdict())|str(P@(1) + (<i>,))|repr([P@(b=<i>, a=<x>)])", "i|P@(<i>).b|P@(<i>, <i>)[<k>]"},
	{"class I@:\n    def __init__(self, n):\n        self.n = n\n    def __iter__(self):\n        return self\n    def __next__(self):\n        if self.n <= 0:\n            raise StopIteration\n        self.n -= 1\n        return self.n", "it|I@(<c>)", "li|list(I@(<c>))|[x * 2 for x in I@(<c>)]|sorted(I@(<c>))"},
}
