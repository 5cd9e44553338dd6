// Package secret knows secrets by their looks: the names of what holds one, and the
// places of those within a text. It imports nothing of the module.
package secret

import (
	"slices"
	"strings"
	"unicode"
)

// The table of words. A name is that of a secret if a word of it has one of wholes in it,
// is one of words, or two in a row are a pair; unless its last word says that it is about
// a secret only.
var (
	wholes = []string{"password", "passwd", "passphrase", "passcode", "secret", "token", "credential", "jaas", "apikey", "privatekey", "accesskey"}
	words  = []string{"auth", "authorization", "bearer", "jwt", "pass", "psk", "pw", "pwd"}
	pairs  = [][2]string{
		{"access", "key"},
		{"account", "key"},
		{"api", "key"},
		{"client", "key"},
		{"encryption", "key"},
		{"key", "pem"},
		{"keystore", "key"},
		{"master", "key"},
		{"private", "key"},
		{"shared", "key"},
		{"signing", "key"},
		{"user", "info"},
	}
	about = []string{"class", "dir", "file", "location", "path", "source", "type", "uri", "url"}
)

// Name reports whether a variable, property or field of that name holds a secret, such as
// sasl.password, KAFKA_PASSWORD, apiKey or db_pw.
func Name(name string) bool {
	parts := split(name)
	if len(parts) == 0 || slices.Contains(about, parts[len(parts)-1]) {
		return false
	}
	for i, p := range parts {
		one := strings.TrimSuffix(p, "s")
		if slices.Contains(words, p) || slices.Contains(words, one) || slices.ContainsFunc(wholes, func(w string) bool { return strings.Contains(p, w) }) ||
			i > 0 && slices.Contains(pairs, [2]string{parts[i-1], one}) {
			return true
		}
	}
	return false
}

// given is what the value of a name is called where both are entries of a record.
var given = []string{"value", "values", "val", "v", "default", "content", "data"}

// Value reports whether the entry of that name in a record, as "value" in
// {"name": "sasl.password", "value": …}, is what another entry's name is given.
func Value(name string) bool {
	parts := split(name)
	return len(parts) > 0 && slices.Contains(given, parts[len(parts)-1])
}

// split is the words of a name in lower case, without digits at their ends.
func split(name string) []string {
	var parts []string
	var word []rune
	end := func() {
		if p := strings.TrimRight(strings.ToLower(string(word)), "0123456789"); p != "" {
			parts = append(parts, p)
		}
		word = word[:0]
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		case i > 0 && unicode.IsUpper(r) && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			end()
		}
		word = append(word, r)
	}
	end()
	return parts
}
