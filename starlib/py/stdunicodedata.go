package py

import (
	"unicode"
	"unicode/utf8"

	"go.starlark.net/starlark"
	"golang.org/x/text/unicode/norm"
)

// normalForms is the forms of normalize.
var normalForms = map[string]norm.Form{"NFC": norm.NFC, "NFD": norm.NFD, "NFKC": norm.NFKC, "NFKD": norm.NFKD}

// unicodedataEntries is the module unicodedata. The names of characters are a table of a megabyte, which is left out.
func unicodedataEntries() []Entry {
	nameless := func(sig, arg string, more ...any) Entry {
		return Entry{Sig: sig, Doc: "Not available.", Fn: func(c *Call) (starlark.Value, error) {
			var of string
			if err := c.Unpack(append([]any{arg, &of}, more...)...); err != nil {
				return nil, err
			}
			return nil, Raise("NotImplementedError", "%s is not available: the table of the names of characters is not here; ord and chr go by numbers", c.Name)
		}}
	}
	return []Entry{
		{Sig: "category(chr) -> str", Doc: "The category of a character: \"Lu\", \"Nd\".", Fn: ofChar(func(_ *Call, r rune) (starlark.Value, error) {
			return starlark.String(categoryOf(r)), nil
		})},
		{Sig: "combining(chr) -> int", Doc: "The class in which a character combines with others, 0 if it does not.", Fn: ofChar(func(_ *Call, r rune) (starlark.Value, error) {
			return starlark.MakeInt(int(norm.NFD.PropertiesString(string(r)).CCC())), nil
		})},
		{Sig: "decimal(chr, default=None)", Doc: "The value of a decimal digit.", Fn: digitOf},
		{Sig: "digit(chr, default=None)", Doc: "The value of a decimal digit.", Fn: digitOf},
		{Sig: "is_normalized(form, unistr) -> bool", Doc: "Whether a text is in a normal form.", Fn: func(c *Call) (starlark.Value, error) {
			f, s, err := c.normalArgs()
			return starlark.Bool(err == nil && f.IsNormalString(s)), err
		}},
		nameless("lookup(name)", "name"),
		nameless("name(chr, default=None)", "chr", "default?", new(starlark.Value)),
		{Sig: "normalize(form, unistr) -> str", Doc: "The text in the normal form NFC, NFD, NFKC or NFKD.", Fn: func(c *Call) (starlark.Value, error) {
			f, s, err := c.normalArgs()
			if err != nil {
				return nil, err
			}
			return starlark.String(f.String(s)), nil
		}},
		{Sig: "unidata_version", Value: starlark.String("15.0.0")},
	}
}

func (c *Call) normalArgs() (norm.Form, string, error) {
	var form, s string
	if err := c.Unpack("form", &form, "unistr", &s); err != nil {
		return 0, "", err
	}
	f, ok := normalForms[form]
	if !ok {
		return 0, "", Raise("ValueError", "invalid normalization form")
	}
	return f, s, c.bounds.Size(c.Name, 4*len(s))
}

// ofChar is a function of one character.
func ofChar(do func(c *Call, r rune) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var s string
		if err := c.Unpack("chr", &s); err != nil {
			return nil, err
		}
		if utf8.RuneCountInString(s) != 1 {
			return nil, Raise("TypeError", "%s() argument must be a unicode character, not str", c.EntryName())
		}
		r, _ := utf8.DecodeRuneInString(s)
		return do(c, r)
	}
}

// categoryOf is the category of a character by its two letters.
func categoryOf(r rune) string {
	for name, table := range unicode.Categories {
		if len(name) == 2 && name != "LC" && unicode.Is(table, r) {
			return name
		}
	}
	return "Cn"
}

func digitOf(c *Call) (starlark.Value, error) {
	var s string
	var otherwise starlark.Value
	if err := c.Unpack("chr", &s, "default?", &otherwise); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(s) != 1 {
		return nil, Raise("TypeError", "%s() argument 1 must be a unicode character, not str", c.EntryName())
	}
	r, _ := utf8.DecodeRuneInString(s)
	if unicode.Is(unicode.Nd, r) {
		for _, t := range unicode.Nd.R16 {
			if r >= rune(t.Lo) && r <= rune(t.Hi) {
				return starlark.MakeInt(int(r-rune(t.Lo)) % 10), nil
			}
		}
		for _, t := range unicode.Nd.R32 {
			if r >= rune(t.Lo) && r <= rune(t.Hi) {
				return starlark.MakeInt(int(r-rune(t.Lo)) % 10), nil
			}
		}
	}
	if otherwise != nil {
		return otherwise, nil
	}
	return nil, Raise("ValueError", "not a %s", c.EntryName())
}
