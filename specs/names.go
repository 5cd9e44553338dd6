package specs

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"starling/engine/column"
)

// legalNames makes names of columns of any names, each once: "first name" is firstname,
// "1x" column_1x, "i" column_i, and a second "ab" is ab2.
func legalNames(names []string) ([]string, error) {
	out := make([]string, len(names))
	taken := make(map[string]bool, len(names))
	for i, name := range names {
		legal := strings.Map(func(r rune) rune {
			if startsName(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nl) {
				return r
			}
			return -1
		}, name)
		if legal == "" {
			return nil, fmt.Errorf("field %q has no letter or digit to name a column by; choose a name and make it an alias: {\"name\": ObjectField(…, aliases=[%q])}", name, name)
		}
		first, _ := utf8.DecodeRuneInString(legal)
		if column.Reserved(legal) || !startsName(first) {
			legal = "column_" + legal
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

func startsName(r rune) bool { return r == '_' || r == '$' || unicode.IsLetter(r) }
