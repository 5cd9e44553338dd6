package apicases

import (
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sameCell compares a recorded value with a cell of a CSV, of a column of a class.
func sameCell(want any, got, class string) bool {
	switch want := want.(type) {
	case nil:
		s := strings.TrimSpace(got)
		return s == "" || s == "(null)" || s == "null" || s == "None"
	case bool:
		return strings.ToLower(got) == strconv.FormatBool(want)
	case map[string]any:
		return sameObject(want, got)
	case []any:
		return sameList(want, got, class)
	case json.Number:
		return sameNumber(want.String(), got, class)
	case string:
		return sameString(want, got)
	}
	return false
}

func sameObject(want map[string]any, got string) bool {
	if _, unreadable := want["error"]; unreadable { // for Deephaven itself
		return true
	}
	if s, ok := want["b64"].(string); ok {
		raw, err := base64.StdEncoding.DecodeString(s)
		list := make([]any, len(raw))
		for i, b := range raw {
			list[i] = json.Number(strconv.Itoa(int(int8(b))))
		}
		return got == s || err == nil && sameList(list, got, "[B")
	}
	s, _ := want["str"].(string)
	if sameText(s, got) {
		return true
	}
	x, ok := decimalOf(s)
	y, same := decimalOf(got)
	return ok && same && x == y
}

func sameList(want []any, got, class string) bool {
	list, ok := elements(got)
	if !ok {
		return false
	}
	same := len(list) == len(want)
	for i := 0; same && i < len(want); i++ {
		cell := list[i]
		if s, text := want[i].(string); !text || utf8.RuneCountInString(s) == 1 {
			cell = strings.TrimSpace(cell)
		}
		same = sameCell(want[i], cell, class)
	}
	switch {
	case same:
		return true
	case len(want) == 1 && want[0] == nil:
		return len(list) == 0 || len(list) == 1 && strings.TrimSpace(list[0]) == ""
	}
	parts := make([]string, len(want))
	for i, x := range want {
		parts[i] = plainText(x)
	}
	return "["+strings.Join(parts, ",")+"]" == got
}

// plainText is an element as it stands in a list whose texts have commas.
func plainText(x any) string {
	switch x := x.(type) {
	case nil:
		return " "
	case string:
		return x
	case json.Number:
		return x.String()
	case bool:
		return strconv.FormatBool(x)
	}
	return "?" // no list of lists and objects is written so
}

func sameNumber(want, got, class string) bool {
	n, err := strconv.ParseFloat(strings.ReplaceAll(got, ",", ""), 64)
	if err != nil && (n == 0 || strings.ContainsAny(got, "xX")) { // but not for a number out of range
		return false
	}
	if strings.ContainsAny(want, ".eEnN") {
		x, err := strconv.ParseFloat(want, 64)
		return err == nil && closeBy(x, n, strings.Contains(strings.ToLower(class), "float") || class == "[F")
	}
	x, _ := new(big.Int).SetString(want, 10)
	if y, whole := new(big.Int).SetString(got, 10); whole {
		return x.Cmp(y) == 0
	}
	f, accuracy := new(big.Float).SetInt(x).Float64()
	return accuracy == big.Exact && f == n
}

func sameString(want, got string) bool {
	switch want {
	case "NaN", "Infinity", "-Infinity":
		x, _ := strconv.ParseFloat(want, 64)
		n, err := strconv.ParseFloat(strings.ReplaceAll(got, ",", ""), 64)
		return got == want || err == nil && closeBy(x, n, false)
	}
	if x, ok := instantOf(want); ok {
		y, same := instantOf(got)
		return same && x == y
	}
	return want == got || strings.TrimSpace(want) == "" && strings.TrimSpace(got) == "" || strings.ReplaceAll(want, "\r\n", "\n") == got
}
