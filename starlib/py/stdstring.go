package py

import "go.starlark.net/starlark"

const (
	lowercase   = "abcdefghijklmnopqrstuvwxyz"
	uppercase   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits      = "0123456789"
	punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	whitespace  = " \t\n\r\v\f"
)

// stringEntries is the module string.
func stringEntries() []Entry {
	return []Entry{
		refused("Formatter(*args, **kwargs)", "Not available: str.format and f-strings format texts.", "string.Formatter is not available; fmt.format(…) and f-strings do the same"),
		{Sig: "Template", Doc: "A class of texts with $name, which substitute(…) replaces."},
		{Sig: "ascii_letters", Doc: "The letters from a to z and from A to Z.", Value: starlark.String(lowercase + uppercase)},
		{Sig: "ascii_lowercase", Doc: "The letters from a to z.", Value: starlark.String(lowercase)},
		{Sig: "ascii_uppercase", Doc: "The letters from A to Z.", Value: starlark.String(uppercase)},
		{Sig: "capwords", Doc: "The text with each word capitalized: capwords(s, sep=None)."},
		{Sig: "digits", Doc: "The digits from 0 to 9.", Value: starlark.String(digits)},
		{Sig: "hexdigits", Doc: "The digits of hexadecimal numbers.", Value: starlark.String(digits + "abcdefABCDEF")},
		{Sig: "octdigits", Doc: "The digits of octal numbers.", Value: starlark.String(digits[:8])},
		{Sig: "printable", Doc: "The ASCII characters that are printed.", Value: starlark.String(digits + lowercase + uppercase + punctuation + whitespace)},
		{Sig: "punctuation", Doc: "The ASCII characters that are no letter, digit or blank.", Value: starlark.String(punctuation)},
		{Sig: "whitespace", Doc: "The ASCII characters that are blank.", Value: starlark.String(whitespace)},
	}
}
