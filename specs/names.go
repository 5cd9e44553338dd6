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
	taken := make(takenNames, len(names))
	for i, name := range names {
		if out[i] = taken.legal(name); out[i] == "" {
			return nil, fmt.Errorf("field %q has no letter or digit to name a column by; choose a name and make it an alias: {\"name\": ObjectField(…, aliases=[%q])}", name, name)
		}
	}
	return out, nil
}

// takenNames is names that columns have already, each with the number that tells the next
// of the same name apart.
type takenNames map[string]int

// legal is the next column's name by legalNames, "" if there is nothing to make one of.
func (taken takenNames) legal(name string) string {
	if name = ColumnName(name); name == "" {
		return ""
	}
	return taken.unique(name)
}

// unique is name, with a number if a column has it.
func (taken takenNames) unique(name string) string {
	unique, n := name, max(taken[name], 2)
	for ; taken[unique] > 0; n++ {
		unique = name + strconv.Itoa(n)
	}
	taken[name], taken[unique] = n, max(taken[unique], 2)
	return unique
}

// ColumnName is name without what the name of a column cannot have: of "first name" it is
// firstname, of "1x" column_1x. "" says that nothing is left.
func ColumnName(name string) string {
	legal := strings.Map(func(r rune) rune {
		if startsName(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nl) {
			return r
		}
		return -1
	}, name)
	if first, _ := utf8.DecodeRuneInString(legal); legal != "" && (column.Reserved(legal) || !startsName(first)) {
		return legalPrefix + legal
	}
	return legal
}

// legalPrefix is before what cannot name a column by itself.
const legalPrefix = "column_"

func startsName(r rune) bool { return r == '_' || r == '$' || unicode.IsLetter(r) }
