package specs

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"starling/engine/column"
)

// legalNames makes names of columns of any names, each once: a second "ab" is ab2.
func legalNames(names []string) ([]string, error) {
	out := make([]string, len(names))
	taken := make(map[string]bool, len(names))
	for i, name := range names {
		legal := legalName(name)
		if legal == "" {
			return nil, fmt.Errorf("field %q has no letter or digit to name a column by; choose a name and make it an alias: {\"name\": ObjectField(…, aliases=[%q])}", name, name)
		}
		unique := legal
		for n := 2; taken[unique]; n++ {
			unique = legal + strconv.Itoa(n)
		}
		taken[unique] = true
		out[i] = unique
	}
	return out, nil
}

// legalName makes the name of a column of any name: "first name" is firstname, "1x"
// column_1x, "i" column_i. It is "" if nothing is left.
func legalName(name string) string {
	legal := strings.Map(func(r rune) rune {
		if startsName(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nl) {
			return r
		}
		return -1
	}, name)
	first, _ := utf8.DecodeRuneInString(legal)
	if legal != "" && (column.Reserved(legal) || !startsName(first)) {
		return legalPrefix + legal
	}
	return legal
}

// legalPrefix is before what cannot name a column by itself.
const legalPrefix = "column_"

func startsName(r rune) bool { return r == '_' || r == '$' || unicode.IsLetter(r) }
