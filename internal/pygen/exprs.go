package pygen

// A template has places <type> for expressions of that type, <type+> for ones that may use what the template
// binds: "V:i|" in front of it binds the name <V> to an int. Types are
//
//	i int    f float    s str      b bool    n a number    li list of ints    ls list of texts
//	d dict of texts to ints    si set of ints    t a tuple (int, str)    y bytes    it an iterator of ints    x any of them
//
// and places that are no expressions of others: <iv>, <sv> a name or literal, <c> 0 to 5, <k> an index from -3 to 4,
// <w> one of few words, <spec> a format of an int, <fspec> of a float, <sspec> of a text.
var exprs = map[string][]string{
	"i": {
		"(<i> + <i>)", "(<i> - <i>)", "(<i> * <c>)", "(<i> // <i>)", "(<i> % <i>)", "(-<i>)", "(~<i>)", "(<i> & <i>)", "(<i> | <i>)", "(<i> ^ <i>)",
		"(<i> << <c>)", "(<i> >> <c>)", "(<c> ** <c>)", "abs(<i>)", "len(<s>)", "len(<li>)", "len(<ls>)", "len(<d>)", "len(<si>)", "len(<t>)",
		"sum(<li>)", "sum(<li>, <i>)", "max(<li>)", "min(<li>)", "max(<i>, <i>)", "min(<i>, <i>, <i>)", "max(<li>, default=<i>)", "<li>[<k>]", "<d>[<w>]",
		"<d>.get(<w>, <i>)", "<s>.find(<s>)", "<s>.count(<w>)", "<s>.index(<w>)", "<s>.rfind(<w>, <k>)", "ord(<s>[<k>])", "int(<s>)", "int(<f>)", "int(<b>)", "round(<f>)",
		"divmod(<i>, <i>)[<c>]", "(<i> if <b> else <i>)", "<li>.count(<i>)", "<li>.index(<i>)", "(True + <i>)", "(<b> + <b>)", "(<b> * <i>)", "<t>[0]",
		"V:i|sum(<i+> for <V> in <li>)", "V:i|(lambda <V>: <i+>)(<i>)", "V:i|sum([<i+> for <V> in <li> if <b+>])", "next(iter(<li>))", "next(iter(<li>), <i>)", "next(<it>)", "next(<it>, <i>)",
		"int(str(<i>))", "<i>.bit_length()", "(<i> and <i>)", "(<i> or <i>)", "int('<c>')", "int('<c><c>', 16)", "int(<s>, 16)", "hash(<c>)", "(lambda one: one.pop() if len(one) == 1 else <i>)(<si>)",
		"<y>[<k>]", "sum(<d>.values())", "V:i|max(<li>, key=lambda <V>: <i+>)", "V:s|len([<V> for <V> in <ls> if <b+>])", "<ls>.index(<w>)", "pow(<c>, <c>)", "pow(<c>, <c>, <c>)", "sum(<it>)", "(10 ** 18 * <i>)", "(2 ** 63 + <i>)",
		"functools.reduce(lambda a, b: a * 2 - b, <li>)", "functools.reduce(operator.add, <li>, <i>)", "bisect.bisect_left(sorted(<li>), <i>)", "math.gcd(<i>, <i>)", "math.floor(<f>)", "math.ceil(<f>)", "math.isqrt(<i>)", "collections.Counter(<s>)[<w>]",
		"heapq.nsmallest(1, <li>)[0]", "operator.itemgetter(<k>)(<li>)", "len(re.findall(<re>, <s>))", "json.loads(str(<i>))", "ord(<w>)", "(bool(<x>) + 0)", "len(bytes(<c>))", "<d>.pop(<w>, <i>)", "dict(<d>).setdefault(<w>, <i>)", "(<i> if <x> else <i>)", "len(set(<s>))",
	},
	"f": {
		"(<i> / <i>)", "(<f> + <n>)", "(<f> - <n>)", "(<f> * <c>)", "(<f> / <n>)", "float(<i>)", "abs(<f>)", "(-<f>)", "round(<f>, <c>)", "(<f> // <n>)", "(<f> % <n>)", "float(<s>)", "(<f> if <b> else <f>)",
		"max(<f>, <n>)", "min(<f>, <f>)", "math.sqrt(<n>)", "float('<c>.<c>')", "(<i> ** -<c>)", "sum([<f>, <n>])", "math.fsum([<f>, <f>])", "statistics.mean(<li>)", "float(Decimal(<c>) / 4)", "(<f> ** <c>)", "math.hypot(<c>, <c>)", "math.fmod(<f>, <n>)", "float(str(<f>))", "json.loads(json.dumps(<f>))",
	},
	"n": {"<i>", "<i>", "<f>", "<b>"},
	"s": {
		"(<s> + <s>)", "(<s> * <c>)", "(<w> * <c>)", "<s>[<k>:<k>]", "<s>[<k>:]", "<s>[:<k>]", "<s>[::-1]", "<s>[<k>::2]", "<s>[<k>]", "<s>.upper()", "<s>.lower()", "<s>.title()", "<s>.strip()", "<s>.lstrip(<w>)", "<s>.rstrip('0 x')", "<s>.capitalize()", "<s>.swapcase()", "<s>.casefold()",
		"<s>.replace(<w>, <s>)", "<s>.replace(<w>, <w>, <c>)", "<w>.join(<ls>)", "','.join(map(str, <li>))", "<s>.zfill(<c>)", "<s>.center(8, '*')", "<s>.ljust(6)", "<s>.rjust(7, '.')", "<s>.split(<w>)[0]", "<s>.partition(<w>)[<c>]", "<s>.rpartition(<w>)[2]", "str(<x>)", "repr(<x>)", "str(<f>)", "repr(<s>)",
		"format(<i>, <spec>)", "format(<f>, <fspec>)", "format(<s>, <sspec>)", "('%s|%r' % (<x>, <x>))", "('%5d|%-4s|%.2f' % (<i>, <s>, <f>))", "('%x %o %+d %05d' % (<i>, abs(<i>), <i>, <i>))", "('%%%s' % <i>)", "'{}-{!r}'.format(<x>, <x>)", "'{0}{1}{0}'.format(<s>, <i>)", "'{a:>6}|{b}'.format(a=<i>, b=<x>)", "'{:{}}'.format(<i>, <c>)",
		"f'{<iv>}:{<sv>!r}'", "f'{<iv>:{<iv>}}|'", "f'{<iv>=}'", "f'{<sv>:>5}|{<sv>:^7}|'", "f'{<iv>:,}{<iv>:+}'", "f'{{{<iv>}}}'", "f'{<iv> + 1}{<sv>.upper()}'", "chr(97 + <c>)", "hex(<i>)", "bin(<i>)", "oct(<i>)", "V:s|''.join(<s+> for <V> in <s>)", "''.join(sorted(<s>))", "''.join(reversed(<s>))", "(<s> if <b> else <s>)",
		"<t>[1]", "<s>.expandtabs(4)", "<s>.translate({97: 'A', 98: None})", "<s>.translate(str.maketrans('abc', 'xyz'))", "type(<x>).__name__", "<s>.removeprefix(<w>)", "<s>.removesuffix(<w>)", "<y>.decode()", "<y>.hex()", "ascii(<s>)", "(<s> or <s>)", "(<s> and <s>)", "max(<ls>)", "min(<s>)", "<ls>[<k>]", "next(iter(<d>))", "str(<d>)", "textwrap.fill(<s>, 8)",
		"json.dumps(<d>)", "json.dumps(<li>)", "json.dumps(<s>)", "json.dumps([<x>, <s>])", "re.sub(<re>, <w>, <s>)", "str(<y>)", "repr(<f>)", "str(Decimal(<i>) / 8)", "str(timedelta(seconds=<i>))", "date(2024, 2, <c> + 1).strftime('%d/%m/%y')", "string.ascii_letters[<k>:<k>]", "str(range(<c>))", "str(<it> is None)", "V:s|max(<ls>, key=lambda <V>: <i+>)", "<s>.encode().decode('ascii')", "('%(a)s %(b)d' % {'a': <x>, 'b': <i>})",
		"str(collections.Counter(<s>).most_common(2))", "str(collections.deque(<li>, maxlen=3))", "base64.b64encode(<y>).decode()", "repr(dict(zip(<ls>, <li>)))", "('a=%s' % <t>[0])", "str(<t> + (<x>,))", "str([<x>, <x>])", "str((<x>,))", "str({<w>: <x>})", "textwrap.shorten(<s>, 12)", "str(<b>)",
	},
	"b": {
		"(<i> < <i>)", "(<i> >= <n>)", "(<i> == <n>)", "(<x> == <x>)", "(<x> != <x>)", "(<s> < <s>)", "(<s> == <s>)", "(<i> < <i> <= <i>)", "(<i> == <i> != <i>)", "(not <b>)", "(not <x>)", "(<b> and <b>)", "(<b> or <b>)", "(<i> in <li>)", "(<s> in <s>)", "(<w> in <d>)", "(<i> not in <si>)", "(<s> in <ls>)", "(<li> == <li>)", "(<li> < <li>)", "(<t> <= <t>)",
		"isinstance(<x>, int)", "isinstance(<x>, (str, list))", "<s>.startswith(<w>)", "<s>.endswith((<w>, <w>))", "<s>.isdigit()", "<s>.isalpha()", "<s>.isupper()", "<s>.islower()", "<s>.isspace()", "<s>.isalnum()", "<s>.istitle()", "<s>.isidentifier()", "V:i|all(<b+> for <V> in <li>)", "V:i|any(<b+> for <V> in <li>)", "any(<li>)", "all(<ls>)", "bool(<x>)", "(<x> is None)", "(<x> is not None)", "<si>.issubset(<si>)", "(<si> <= <si>)", "(<si> == <si>)", "<si>.isdisjoint(<li>)",
		"(<i> in range(<k>, <c>))", "(<i> in <it>)", "(<d> == <d>)", "(<f> < <n>)", "math.isnan(<f>)", "(<b> ^ <b>)", "(<b> == <i>)", "callable(<x>)", "hasattr(<x>, 'append')", "<f>.is_integer()", "(re.match(<re>, <s>) is None)", "bool(re.search(<re>, <s>))", "(type(<x>) is int)", "(type(<x>) == type(<x>))", "(<y> < <y>)", "(<i> < <s>)", "(<s> and True)", "issubclass(bool, int)", "math.isclose(<f>, <f>)",
	},
	"li": {
		"[<i>, <i>]", "[<i>, <i>, <i>]", "V:i|[<i+> for <V> in <li>]", "V:i|[<i+> for <V> in <li> if <b+>]", "V:s|[<i+> for <V> in <s>]", "V:i|[<i+> for <V> in range(<c>)]", "list(range(<c>))", "list(range(<k>, <k>, 2))", "list(range(<c>, <k>, -1))", "sorted(<li>)", "sorted(<li>, reverse=True)", "V:i|sorted(<li>, key=lambda <V>: <i+>)", "(<li> + <li>)[:9]", "<li>[<k>:<k>]", "<li>[::-1]", "<li>[<k>::2]", "(<li> * <c>)[:9]", "V:i|list(map(lambda <V>: <i+>, <li>))", "V:i|list(filter(lambda <V>: <b+>, <li>))", "list(filter(None, <li>))",
		"list(<d>.values())", "sorted(<si>)", "[*<li>, <i>]", "[*<li>, *<li>][:9]", "list(reversed(<li>))", "list(<it>)[:9]", "[len(s) for s in <ls>]", "<li>.copy()", "list(<li>)", "[a + b for a, b in zip(<li>, <li>)]", "[i * x for i, x in enumerate(<li>)]", "[a - b for a in <li> for b in <li>][:9]", "sorted(set(<li>))", "list(map(abs, <li>))", "list(map(int, <s>))", "[ord(c) for c in <s>][:9]", "list(<y>)", "(<li> if <b> else <li>)",
		"list(itertools.accumulate(<li>))", "list(itertools.chain(<li>, <li>))[:9]", "list(itertools.islice(<it>, <c>))", "list(itertools.takewhile(lambda x: x < <i>, <li>))", "heapq.nlargest(<c>, <li>)", "list(dict.fromkeys(<li>))", "[int(c) for c in <s> if c.isdigit()]", "list(itertools.repeat(<i>, <c>))", "[a for a, *_ in [<li>, <li>]]", "json.loads(json.dumps(<li>))", "copy.copy(<li>)", "list(collections.Counter(<s>).values())", "[x[0] for x in [<t>, <t>]]", "list(map(operator.neg, <li>))", "sorted(<li>, key=abs)", "sorted([*<d>.values()])", "list(divmod(<i>, <i>))",
	},
	"ls": {
		"[<s>, <s>]", "[<w>, <w>, <w>]", "<s>.split()", "<s>.split(<w>)", "<s>.split(',', <c>)", "<s>.rsplit(<w>, 1)", "<s>.splitlines()", "list(<s>)[:9]", "sorted(<s>)[:9]", "sorted(<ls>)", "V:s|sorted(<ls>, key=lambda <V>: <i+>)", "list(<d>)", "list(<d>.keys())", "V:s|[<s+> for <V> in <ls>]", "V:i|[<s+> for <V> in <li>]", "V:s|[<V> for <V> in <s> if <b+>]", "(<ls> + <ls>)[:9]", "<ls>[<k>:<k>]", "list(map(str, <li>))", "list(map(str.upper, <ls>))", "[*<ls>, <s>]", "list(reversed(<ls>))", "[k for k, v in <d>.items()]", "[f'{k}{v}' for k, v in sorted(<d>.items())]", "[k + str(v) for k, v in zip(<s>, <li>)]",
		"re.findall(<re>, <s>)", "re.split('[,a]', <s>)", "list(<s>.partition(<w>))", "sorted(set(<s>))", "[c for c in <s> if c not in <s>]", "[x + y for x in <w> for y in <s>][:9]", "[k for k, g in itertools.groupby(<s>)]", "textwrap.wrap(<s>, 6)", "[''.join(p) for p in itertools.combinations(<w> + 'xy', 2)]", "list(dict.fromkeys(<s>))", "[repr(x) for x in <li>]", "sorted(<ls>, reverse=True)", "[x[1] for x in [<t>, <t>]]", "[s for s in <ls> if s]",
	},
	"d": {
		"{<w>: <i>}", "{<w>: <i>, <w>: <i>}", "{<s>: <i>, <w>: <i>}", "V:s|{<V>: <i+> for <V> in <s>}", "V:s|{<V>: <i+> for <V> in <ls> if <b+>}", "dict(a=<i>, b=<i>)", "dict(zip(<ls>, <li>))", "{**<d>, <w>: <i>}", "{**<d>, **<d>}", "(<d> | <d>)", "dict(<d>)", "<d>.copy()", "dict.fromkeys(<s>, <i>)", "{k: v + 1 for k, v in <d>.items()}", "{v: k for k, v in enumerate(<ls>)}", "dict([(<w>, <i>), (<w>, <i>)])", "dict(sorted(<d>.items()))", "dict(<d>, z=<i>)",
		"dict(collections.Counter(<s>))", "json.loads(json.dumps(<d>))", "{k: len(list(g)) for k, g in itertools.groupby(sorted(<s>))}", "dict(map(lambda s: (s, len(s)), <ls>))", "dict(sorted(<d>.items(), key=lambda kv: kv[1]))", "copy.deepcopy(<d>)", "dict(collections.ChainMap(<d>, <d>))",
	},
	"si": {
		"{<i>, <i>}", "set(<li>)", "V:i|{<i+> for <V> in <li>}", "(<si> | <si>)", "(<si> & <si>)", "(<si> - <si>)", "(<si> ^ <si>)", "set()", "<si>.union(<li>)", "<si>.intersection(<li>)", "<si>.difference(<li>)", "<si>.symmetric_difference(<li>)", "set(range(<c>))", "set(<d>.values())", "<si>.copy()", "{*<li>, <i>}", "frozenset(<li>)",
	},
	"t":  {"(<i>, <s>)", "(<i>, <s>)", "tuple([<i>, <s>])", "((<i>,) + (<s>,))", "max([<t>, <t>])", "sorted([<t>, <t>])[0]", "divmod(<i>, <i>)", "(*<li>, <s>)", "<t>[::-1][::-1]", "next(zip(<li>, <s>))", "next(enumerate(<s>))"},
	"y":  {"<s>.encode()", "b'a<c>b'", "bytes([<c>, <c>])", "<y>[<k>:<k>]", "(<y> + b'x')", "<y>.upper()", "bytes(<c>)", "<y>.replace(b'a', b'bb')", "<y>.strip(b'a')", "b','.join([<y>, <y>])", "(<y> * <c>)[:9]", "bytes.fromhex('0<c>ff')", "<s>.encode('utf-8')"},
	"it": {"iter(<li>)", "V:i|(<i+> for <V> in <li>)", "V:i|(<i+> for <V> in <li> if <b+>)", "V:i|map(lambda <V>: <i+>, <li>)", "V:i|filter(lambda <V>: <b+>, <li>)", "reversed(<li>)", "itertools.chain(<it>, <it>)", "itertools.islice(itertools.count(<i>), <c>)", "(a * b for a, b in zip(<li>, <it>))", "iter(range(<c>))", "(i + x for i, x in enumerate(<it>))", "iter(sorted(<si>))"},
	"x":  {"<i>", "<i>", "<f>", "<s>", "<s>", "<b>", "<li>", "<ls>", "<d>", "sorted(<si>)", "<t>", "<y>", "None", "(<x>, <x>)", "[<x>, <x>]", "{<w>: <x>}", "{<c>: <x>, True: <x>}", "[<t>, <t>]", "list(zip(<li>, <ls>))", "list(enumerate(<s>))", "(<x> if <b> else <x>)", "list(<d>.items())", "divmod(<n>, <n>)", "range(<c>)", "int", "len", "...", "(<x> or <x>)", "dict(enumerate(<s>))", "([[<i>] * <c>] * 2)", "{<t>: <i>}", "slice(<c>, None)", "type(<x>)", "(Decimal(<i>) / 4)"},
}
