package repl

import (
	"fmt"
	"strings"
	"testing"
)

// line is a place as text: what is open with the argument in it, the text, the word.
func (p place) line() string {
	var b strings.Builder
	for _, o := range p.open {
		a, n := o.at()
		fmt.Fprintf(&b, "%s%c", strings.Join(strings.Fields(o.of), " "), o.kind)
		if a.name != "" {
			fmt.Fprintf(&b, "%s=", a.name)
		} else {
			fmt.Fprintf(&b, "%d", n)
		}
		if o.key != "" {
			fmt.Fprintf(&b, " of %s", o.key)
		}
		b.WriteByte(' ')
	}
	switch {
	case p.comment:
		b.WriteString("comment")
	case p.quoted != nil:
		fmt.Fprintf(&b, "%stext %q", p.quoted.prefix, p.quoted.text)
	case p.dotted:
		fmt.Fprintf(&b, "%s . %s", strings.Join(strings.Fields(p.of), " "), p.word)
	default:
		b.WriteString(p.word)
	}
	return b.String()
}

func TestPlace(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"pri":                                "pri",
		"x = t.wh":                           "t . wh",
		"x = t.":                             "t . ",
		"a.b.c":                              "a.b . c",
		"return t.x":                         "t . x",
		"3.":                                 "3 . ",
		"f(a, b).c(1)[2].d":                  "f(a, b).c(1)[2] . d",
		"(t\n  .where(\"A > (1\")\n  .la":    "(0 t .where(\"A > (1\") . la",
		"t.where('Sy":                        "t.where(0 text \"Sy\"",
		"t.where(['A > 1', 'B":               "t.where(0 [1 text \"B\"",
		"t.agg_by([agg.sum_('A'), agg.avg('": "t.agg_by(0 [1 agg.avg(0 text \"\"",
		"t.join(u, on=['A'], joins='":        "t.join(joins= text \"\"",
		"f(a == 1, b=c":                      "f(b= c",
		"f(lambda x: x.a, y":                 "f(1 y",
		"kc.consume({'a.b': 'c', \"d":        "kc.consume(0 {1 text \"d\"",
		"kc.consume({'a.b': \"d":             "kc.consume(0 {0 of a.b text \"d\"",
		"c = {'a': 1, 'b': x":                "{1 of b x",
		"d['k":                               "d[0 text \"k\"",
		"x = 1  # t.wh":                      "comment",
		"x = '#'; y":                         "y",
		"s = '''a\nb' c":                     "text \"a\\nb' c\"",
		"s = 'it\\'s":                        "text \"it\\\\'s\"",
		"s = 'open\nt.wh":                    "t . wh",
		"f'{a} ":                             "ftext \"{a} \"",
		"x = rb'a":                           "rbtext \"a\"",
		"def f(x):\n    t.wh":                "t . wh",
		"x not in t.co":                      "t . co",
		"f)x.y":                              "x . y",
		"größe.lä":                           "größe . lä",
		"kc . con":                           "kc . con",
		"'a'.up":                             "'a' . up",
		"[1, 2].so":                          "[1, 2] . so",
	} {
		if got := find(text).line(); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// FuzzPlace holds that no text makes find panic, and that what it finds is of the text.
func FuzzPlace(f *testing.F) {
	f.Add("t.where(['A > 1', 'B")
	f.Add("kc.consume({'a.b': \"d")
	f.Add("')]}.=,:\n\\")
	f.Fuzz(func(t *testing.T, text string) {
		p := find(text)
		if !strings.HasSuffix(text, p.word) || !strings.Contains(text, p.of) {
			t.Errorf("%q: %s", text, p.line())
		}
		if p.quoted != nil && !strings.HasSuffix(text, p.quoted.text) {
			t.Errorf("%q: %s", text, p.line())
		}
	})
}
