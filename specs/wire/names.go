package wire

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"starling/engine/column"
)

// LegalNames makes names of columns of any names, each once: "first name" is firstname,
// "1x" column_1x, "i" column_i, and a second "ab" is ab2.
func LegalNames(names []string) ([]string, error) {
	out := make([]string, len(names))
	taken := make(TakenNames, len(names))
	for i, name := range names {
		if out[i] = taken.Legal(name); out[i] == "" {
			return nil, fmt.Errorf("field %q has no letter or digit to name a column by; choose a name and make it an alias: {\"name\": ObjectField(…, aliases=[%q])}", name, name)
		}
	}
	return out, nil
}

// TakenNames is names that columns have already, each with the number that tells the next
// of the same name apart.
type TakenNames map[string]int

// Legal is the next column's name by LegalNames, "" if there is nothing to make one of.
func (taken TakenNames) Legal(name string) string {
	if name = LegalName(name); name == "" {
		return ""
	}
	return taken.Unique(name)
}

// Unique is name, with a number if a column has it.
func (taken TakenNames) Unique(name string) string {
	unique, n := name, max(taken[name], 2)
	for ; taken[unique] > 0; n++ {
		unique = name + strconv.Itoa(n)
	}
	taken[name], taken[unique] = n, max(taken[unique], 2)
	return unique
}

// LegalName is name without what the name of a column cannot have: of "first name" it is
// firstname, of "1x" column_1x. "" says that nothing is left.
func LegalName(name string) string {
	legal := strings.Map(func(r rune) rune {
		if startsName(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nl) {
			return r
		}
		return -1
	}, name)
	if first, _ := utf8.DecodeRuneInString(legal); legal != "" && (column.Reserved(legal) || !startsName(first)) {
		return LegalPrefix + legal
	}
	return legal
}

// LegalPrefix is before what cannot name a column by itself.
const LegalPrefix = "column_"

func startsName(r rune) bool { return r == '_' || r == '$' || unicode.IsLetter(r) }
