package expr

import (
	"math"
	"strings"
	"testing"

	"starling/engine/column"
)

// jsonWord is a JSON value that equals a text.
type jsonWord string

func (w jsonWord) EqualTo(x any) bool { return x == string(w) || x == nil && w == "" }

// readingWorld has a column of each type; the last row is all null.
func readingWorld() *world {
	w := &world{cols: map[string]column.Vector{}, types: map[string]column.Type{}, vars: map[string]Var{}}
	w.add("F", floatType, float32(0.1), float32(0.5), float32(16777216), nil)
	w.add("D", doubleType, 0.1, 1.0, math.NaN(), nil)
	w.add("By", byteType, int8(1), int8(97), int8(44), nil)
	w.add("Sh", shortType, int16(1), int16(10), int16(8), nil)
	w.add("I", intType, int32(1), int32(49), int32(10), nil)
	w.add("L", longType, int64(1), int64(1000), int64(97), nil)
	w.add("Ch", charType, uint16('a'), uint16('1'), uint16('x'), nil)
	w.add("S", stringType, "x", "2024-01-01", "42", nil)
	w.add("B", boolType, true, false, true, nil)
	w.add("T", instantType, int64(1704067200e9), int64(1704153600e9), int64(0), nil)
	w.add("Da", localDateType, LocalDate(19723), LocalDate(19724), LocalDate(0), nil)
	w.add("Ti", localTimeType, LocalTime(9*3600e9), LocalTime(1), LocalTime(2), nil)
	w.add("Du", durationType, Duration(3600e9), Duration(1), Duration(2), nil)
	w.add("Dw", dayOfWeekType, DayOfWeek(1), DayOfWeek(2), DayOfWeek(7), nil)
	w.add("Pe", periodType, Period{Days: 1}, Period{Years: 1}, Period{}, nil)
	w.add("O", objectType, "x", int32(1), "42", nil)
	w.add("J", column.ObjectOf("com.fasterxml.jackson.core.TreeNode"), jsonWord("x"), jsonWord("42"), jsonWord(""), nil)
	w.add("Arr", column.ObjectOf("[I"), []int32{1}, []int32{2}, []int32{}, nil)
	w.vars["tenth"] = Var{Type: doubleType, Value: 0.1}
	w.vars["one"] = Var{Type: longType, Value: int64(1)}
	w.vars["half"] = Var{Type: doubleType, Value: 0.5}
	w.vars["letter"] = Var{Type: stringType, Value: "a"}
	w.vars["day"] = Var{Type: stringType, Value: "2024-01-02T00:00:00Z"}
	w.vars["none"] = Var{Type: column.PyObject}
	w.vars["NULL_INT"] = Var{Type: longType, Value: int64(math.MinInt32)}
	w.vars["floats"] = Var{ElemType: doubleType, List: []any{0.1, nil, 0.5}}
	w.vars["texts"] = Var{ElemType: stringType, List: []any{"1", "49"}}
	w.vars["words"] = Var{ElemType: stringType, List: []any{"x", "y"}}
	return w
}

// TestReading: what a filter compares a column with is read as the column's type, where it
// can be one.
func TestReading(t *testing.T) {
	for filter, want := range map[string]string{
		"F == 0.1":                              "1...",
		"F = 0.1":                               "1...",
		"F != 0.1":                              ".111",
		"F in 0.1, 0.5":                         "11..",
		"F not in 0.1":                          ".111",
		"F > 0.1":                               ".11.",
		"F >= 0.1":                              "111.",
		"F < 0.1":                               "...1",
		"0.1 == F":                              "1...",
		"(F == 0.1)":                            "1...",
		"F == 0.1 || F == 0.5":                  "11..",
		"!(F == 0.1) && I > 0":                  ".11.",
		"F == 0.1f":                             "1...",
		"F == tenth":                            "1...",
		"F > tenth":                             ".11.",
		"F == floats":                           "11.1",
		"F != floats && I > 0":                  "..1.",
		"F in floats":                           "11.1",
		"F in tenth, half":                      "11..",
		"F == 16777217":                         "..1.",
		"F == `0.5`":                            ".1..",
		"F == -tenth":                           "....",
		"F * 2 == 1.0":                          ".1..",
		"F > 1e300":                             "....",
		"F < 1e300":                             "1111",
		"F == NaN":                              "....",
		"F != null":                             "111.",
		"D == 0.1f":                             "1...",
		"D == `0.1`":                            "1...",
		"D in NaN":                              "..1.",
		"D in NaN, 1":                           ".11.",
		"D == Infinity":                         "....",
		"D < Infinity":                          "11.1",
		"D == one":                              ".1..",
		"D == NULL_INT":                         "...1",
		"D == none":                             "...1",
		"By == 300":                             "....",
		"By < 300":                              "1111",
		"By == 'a'":                             ".1..",
		"By == 1.5":                             "....",
		"By > 1.5":                              ".11.",
		"By == `44`":                            "..1.",
		"By == NULL_INT":                        "...1",
		"Sh == 010":                             ".1..",
		"Sh in 010, 8":                          ".11.",
		"I == `1`":                              "1...",
		"I != `1`":                              ".111",
		"I > `1`":                               ".11.",
		"I in `1`, `10`":                        "1.1.",
		"I in texts":                            "11..",
		"I == '1'":                              ".1..", // a character, as in Java
		"I == '10'":                             "..1.",
		"I == one":                              "1...",
		"L == 1e3":                              ".1..",
		"L == `1000`":                           ".1..",
		"L == 'a'":                              "..1.",
		"Ch == `a`":                             "1...",
		"Ch in `a`, \"x\"":                      "1.1.",
		"Ch > `a`":                              "..1.",
		"Ch == 1":                               ".1..", // the digit
		"Ch == 97":                              "1...",
		"Ch == letter":                          "1...",
		"S == 'x'":                              "1...",
		"S = 'x'":                               "1...",
		"S != 'x'":                              ".111",
		"S > '42'":                              "1...",
		"S in 'x', '42'":                        "1.1.",
		"S in 'xy', '2024-01-01'":               ".1..",
		"S == '2024-01-01'":                     ".1..",
		"'x' == S":                              "1...",
		"S == 'x' && I == 1":                    "1...",
		"S icase in 'X'":                        "1...",
		"S includes '2'":                        ".11.",
		"S in words":                            "1...",
		"B == `true`":                           "1.1.",
		"B = 'false'":                           ".1..",
		"B in `TRUE`":                           "1.1.",
		"B > false":                             "1.1.",
		"T == `2024-01-01T00:00:00Z`":           "1...",
		"T == '2024-01-01T00:00:00Z'":           "1...",
		"T > \"2023-12-31T19:00:00 ET\"":        ".1..",
		"T in `2024-01-01T01:00:00+01:00`":      "1...",
		"T == day":                              ".1..",
		"T < day":                               "1.11",
		"Da == `2024-01-01`":                    "1...",
		"Da > '2024-01-01'":                     ".1..",
		"Da in `2024-01-02`, '1970-01-01'":      ".11.",
		"Ti == `09:00:00`":                      "1...",
		"Du == `PT1h`":                          "1...",
		"Du >= 'PT1H'":                          "1...",
		"Dw == `MONDAY`":                        "1...",
		"Dw == 'SUNDAY'":                        "..1.",
		"Pe == 'P1Y'":                           ".1..",
		"O == `x`":                              "1...",
		"O in 1, `42`":                          ".11.",
		"J == `x`":                              "1...",
		"J != 'x'":                              ".111",
		"J in 'x', `42`":                        "11..",
		"J == null":                             "..11",
		"isNull(J)":                             "..11",
		"J == S":                                "1..1",
		"`a` == `a`":                            "1111",
		"ii == `2`":                             "..1.",
		"(double) F == 0.1":                     "....",
		"(F == 0.1 ? `yes` : `no`) == 'yes'":    "1...",
		"String.valueOf(I) == '49' || Ch = `x`": ".11.",
	} {
		w := readingWorld()
		f, err := CompileFilter(filter, w, nil)
		if err != nil {
			t.Errorf("%s: %v", filter, err)
			continue
		}
		out := column.NewVector(column.Of(column.Bool))
		if err := f.NewEval().Run(w.input(f), out); err != nil {
			t.Errorf("%s: %v", filter, err)
			continue
		}
		var got strings.Builder
		for _, b := range vals[int8](out) {
			got.WriteByte(".1"[b])
		}
		if got.String() != want {
			t.Errorf("%s: %s, want %s", filter, got.String(), want)
		}
	}
}

// TestMismatch: what a filter cannot compare is an error that names both types and the way
// out, be it == or !=, in or <.
func TestMismatch(t *testing.T) {
	for filter, want := range map[string]string{
		"S == 42":             "cannot compare S (String) with 42 (int); text is enclosed in back-ticks: `42`",
		"S != 42":             "cannot compare S (String) with 42 (int); text is enclosed in back-ticks: `42`",
		"42 = S":              "cannot compare 42 (int) with S (String); text is enclosed in back-ticks: `42`",
		"S in `x`, 42":        "cannot compare S (String) with 42 (int); text is enclosed in back-ticks: `42`",
		"S includes 4":        "cannot compare S (String) with 4 (int); text is enclosed in back-ticks: `4`",
		"S < one":             "cannot compare S (String) with one (long); make it text with String.valueOf(one)",
		"S == true":           "cannot compare S (String) with true (boolean); text is enclosed in back-ticks: `true`",
		"S == `x` && S == 42": "cannot compare S (String) with 42 (int); text is enclosed in back-ticks: `42`",
		"B == 1":              "cannot compare B (boolean) with 1 (int); write it as in true or false",
		"B in 0":              "cannot compare B (boolean) with 0 (int); write it as in true or false",
		"B == 'x'":            "cannot compare B (boolean) with 'x' (char); write it as in true or false",
		"B == `yes`":          "cannot compare B (boolean) with `yes` (String); write it as in true or false",
		"I == `x`":            "cannot compare I (int) with `x` (String); write it as in 42",
		"I == 'xy'":           "cannot compare I (int) with 'xy' (String); write it as in 42",
		"I != true":           "cannot compare I (int) with true (boolean); write it as in 42",
		"I in words":          "cannot compare I (int) with words (String); write it as in 42",
		"I == words":          "cannot compare I (int) with words (String); write it as in 42",
		"By == `300`":         "cannot compare By (byte) with `300` (String); write it as in 42",
		"I == S":              "cannot compare I (int) with S (String); read the text with parseInt(S)",
		"S != I":              "cannot compare S (String) with I (int); make it text with String.valueOf(I)",
		"T == S":              "cannot compare T (Instant) with S (String); read the text with parseInstant(S)",
		"B == I":              "cannot compare B (boolean) with I (int)",
		"T == Da":             "cannot compare T (Instant) with Da (LocalDate)",
		"T == 1704067200":     "cannot compare T (Instant) with 1704067200 (int); write it as in '2024-01-31T09:30:00 ET'",
		"T == `1704067200`":   "cannot compare T (Instant) with `1704067200` (String); write it as in '2024-01-31T09:30:00 ET'",
		"T > '2024-01-01'":    "cannot compare T (Instant) with '2024-01-01' (LocalDate); write it as in '2024-01-31T09:30:00 ET'",
		"Da == 5":             "cannot compare Da (LocalDate) with 5 (int); write it as in '2024-01-31'",
		"Du == 3600":          "cannot compare Du (Duration) with 3600 (int); write it as in 'PT1h30m'",
		"Ch == `ab`":          "cannot compare Ch (char) with `ab` (String); write it as in 'a'",
		"Ch == true":          "cannot compare Ch (char) with true (boolean); write it as in 'a'",
		"Arr == 1":            "cannot compare Arr (int[]) with 1 (int)",
		"J < 1":               "cannot compare J (TreeNode) with 1 (int); give the field a type in place of any_val()",
		"J == T":              "cannot compare J (TreeNode) with T (Instant); give the field a type in place of any_val()",
		"I == NaN":            "cannot compare I (int) with NaN: no whole number is that",
		"I in 1, NaN":         "cannot compare I (int) with NaN: no whole number is that",
		"F == 0.1d":           "cannot compare F (float) with 0.1d (double): no float is that number; write 0.1f, or (float) before it",
		"F != (double) 0.1":   "cannot compare F (float) with ((double) 0.1) (double): no float is that number; write 0.1f, or (float) before it",
		"F == 0.1 + 0.2":      "cannot compare F (float) with (0.1 + 0.2) (double): no float is that number; write 0.3f, or (float) before it",
		"D == 'xy' + 1":       "'xy' is neither one character nor a time such as '2024-01-31T09:30:00 ET', '2024-01-31', '09:30:00' or 'PT1h'; text goes in back-ticks: `xy`",
	} {
		_, err := CompileFilter(filter, readingWorld(), nil)
		if err == nil {
			t.Errorf("%s: no error", filter)
			continue
		}
		if _, got, _ := strings.Cut(err.Error(), ": "); got != want {
			t.Errorf("%s:\n got %s\nwant %s", filter, got, want)
		}
	}
}

// TestFormulaComparisons: in a formula, numbers are compared as Java does.
func TestFormulaComparisons(t *testing.T) {
	for formula, want := range map[string]string{
		"F == 0.1":           "boolean: false false false false",
		"F > 0.1":            "boolean: true true true false",
		"F == 0.1f":          "boolean: true false false false",
		"Sh == 010":          "boolean: false false true false",
		"Da == '1970-01-01'": "boolean: false false true false",
		"S == 'x'":           "boolean: false false false false",
		"S == 42":            "boolean: false false false false",
		"I != `1`":           "boolean: true true true true",
	} {
		if got := runCase(t, readingWorld(), formula, Compile); got != want {
			t.Errorf("%s\n got %s\nwant %s", formula, got, want)
		}
	}
	if _, err := Compile("I == NaN", readingWorld(), nil); err == nil {
		t.Error("NaN is a name of filters alone")
	}
}
