package apicases

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// What is compared is neither taken for equal when it is not, nor the other way round.
func TestSameCell(t *testing.T) {
	for _, c := range []struct {
		want, got, class string
		same             bool
	}{
		{`null`, "", "int", true},
		{`null`, "(null)", "int", true},
		{`null`, "0", "int", false},
		{`true`, "true", "java.lang.Boolean", true},
		{`true`, "false", "java.lang.Boolean", false},
		{`9007199254740993`, "9007199254740993", "long", true},
		{`9007199254740993`, "9007199254740992", "long", false},
		{`3`, "3.0", "int", true},
		{`3`, "x", "int", false},
		{`0.1`, "0.10000000001", "double", true},
		{`0.1`, "0.1000001", "double", false},
		{`0.1`, "0.10000001", "float", true},
		{`"NaN"`, "NaN", "double", true},
		{`"NaN"`, "0.0", "double", false},
		{`"-Infinity"`, "-Infinity", "double", true},
		{`"-Infinity"`, "Infinity", "double", false},
		{`"2024-01-02T03:04:05.000000000Z"`, "2024-01-02 03:04:05 UTC", "java.time.Instant", true},
		{`"2024-01-02T03:04:05.000000000Z"`, "2024-01-02T03:04:05.000000001Z", "java.time.Instant", false},
		{`"a "`, "a", "java.lang.String", false},
		{`{"str": "1.50"}`, "1.5", "java.math.BigDecimal", true},
		{`{"str": "1.50"}`, "1.51", "java.math.BigDecimal", false},
		{`{"str": "A@1b2c3d"}`, "A@99887766", "java.lang.Object", true},
		{`{"b64": "Af8="}`, "[1,-1]", "byte[]", true},
		{`{"b64": "Af8="}`, "[1,255]", "byte[]", false},
		{`{"error": "x"}`, "anything", "int", true},
		{`[1, null, 3]`, "[1, ,3]", "int[]", true},
		{`[1, null, 3]`, "[1,2,3]", "int[]", false},
		{`[[1, 2], [3]]`, "[[1,2],[3]]", "int[][]", true},
		{`[[1, 2], [3]]`, "[[1,2],[4]]", "int[][]", false},
		{`["a,b", "c"]`, "[a,b,c]", "java.lang.String[]", true},
		{`[null]`, "[ ]", "int[]", true},
		{`[]`, "[]", "int[]", true},
		{`[]`, "[1]", "int[]", false},
	} {
		var want any
		d := json.NewDecoder(strings.NewReader(c.want))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if same := sameCell(want, c.got, c.class); same != c.same {
			t.Errorf("%s and %q of %s: same is %v", c.want, c.got, c.class, same)
		}
	}
}

func TestCSVRows(t *testing.T) {
	got := csvRows("A,B\n1,\"x, \"\"y\"\"\nz\"\n\n\" \"\r\n,\n")
	want := [][]string{{"A", "B"}, {"1", "x, \"y\"\nz"}, nil, {" "}, {"", ""}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
