package protobuf

import (
	"slices"
	"strings"
	"testing"
)

// What Deephaven 42 made of the records of its case protobuf-nested, enums as text.
func TestAgainstDeephaven(t *testing.T) {
	recs := []string{
		"CP///////////wEQgICAgIAgGP////8PIP///////////wEoCTALPQcAAABB+P////////9NAADAP1EAAAAAAAAEQFgBYgNzdHJqAgD/cAF6BggDEgJpboIBAgECigEBYYoBAWKSAQUIARIBcJIBBQgCEgFxmgEFCgFrEAWgAQu6AQsIgOLPqgYQlZrvOsIBBAhaEAXKAQIIKtIBAwoBd9oBCQkAAAAAAADgP+IBAggB6AEA8gEA+gECAAGCAgoICRIGCAgSAm12igIQAAAAAAAA8D8AAAAAAAAAQJICAwoBAQ==",
		"",
		"qgEHY2hvaWNlMnAHegDKAQDSAQA=",
		"sgEGCAUSAmMzmAYF",
	}
	var raw [][]byte
	for _, r := range recs {
		raw = append(raw, record(t, r))
	}
	cols, rows := table(t, outer, shape{oneofsFirst: true}, raw...)
	wantCols := `c1 int,c2 String,c3_x int,c3_y String,i32 int,i64 long,u32 int,u64 long,s32 int,s64 long,f32 int,sf64 long,f float,d double,` +
		`b Boolean,s String,by byte[],side String,inner_x int,inner_y String,ri int[],rs String[],rinner_x int[],rinner_y String[],m Map,` +
		`ts Instant,du Duration,wi int,ws String,wd double,wb Boolean,oi int,os String,rside String[],mi_key int[],mi_value_x int[],mi_value_y String[],rd double[],wby byte[]`
	if got := strings.Join(cols, ","); got != wantCols {
		t.Errorf("columns\n%s, want\n%s", got, wantCols)
	}
	want := []string{
		`11 null null null -1 1099511627776 -1 -1 -5 -6 7 -8 1.5 2.5 true "str" 00ff. "SELL" 3 "in" [1, 2] [a, b] [1, 2] [p, q] {k=5} 2023-11-14T22:13:20.123456789Z "90000000005ns" 42 "w" 0.5 true 0 "" [BUY, SELL] [9] [8] [mv] [1.0, 2.0] 01.`,
		`null null null null 0 0 0 0 0 0 0 0 0.0 0.0 false "" . "BUY" null null [] [] [] [] {} null null null null null null null null [] [] [] [] [] null`,
		`null "choice2" null null 0 0 0 0 0 0 0 0 0.0 0.0 false "" . "UNKNOWN_ENUM_VALUE_Side_7" 0 "" [] [] [] [] {} null null 0 "" null null null null [] [] [] [] [] null`,
		`null null 5 "c3" 0 0 0 0 0 0 0 0 0.0 0.0 false "" . "BUY" null null [] [] [] [] {} null null null null null null null null [] [] [] [] [] null`,
	}
	for i := range want {
		if rows[i] != want[i] {
			t.Errorf("record %d\n%s, want\n%s", i, rows[i], want[i])
		}
	}
}

func TestInclude(t *testing.T) {
	for _, c := range []struct {
		include []string
		want    string
	}{
		{nil, "all"},
		{[]string{}, ""},
		{[]string{"/s", "/inner/x", "/ts"}, "s inner_x ts"},
		{[]string{"/inner/*", "/d"}, "d inner_x inner_y"},
		{[]string{"inner/*"}, "inner_x inner_y"},
		{[]string{"/inner"}, ""},
		{[]string{"/nope"}, ""},
		{[]string{"/nope/*"}, ""},
		{[]string{"/s/*"}, "s"},
		{[]string{"/s/below"}, "s"},
		{[]string{"/"}, ""},
		{[]string{"/*"}, "all"},
		{[]string{"*"}, "all"},
		{[]string{"/wi", "/du"}, "du wi"},
		{[]string{"/m"}, "m"},
		{[]string{"/mi"}, ""},
		{[]string{"/mi/*"}, "mi_key mi_value_x mi_value_y"},
		{[]string{"/mi/key"}, "mi_key"},
		{[]string{"/mi/value/y"}, "mi_value_y"},
		{[]string{"/rinner/y", "/ri"}, "ri rinner_y"},
		{[]string{"/c3/x"}, "c3_x"},
	} {
		in, err := newInclude(c.include)
		if err != nil {
			t.Fatal(err)
		}
		cols, rows := table(t, outer, shape{include: in}, nil, pb(nil), pb(nil).varint(1, 1))
		var names []string
		for _, col := range cols {
			name, _, _ := strings.Cut(col, " ")
			names = append(names, name)
		}
		if c.want == "all" && len(cols) == 39 {
			continue
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("include %q: %s, want %s", c.include, got, c.want)
		}
		if slices.ContainsFunc(rows, func(r string) bool { return strings.HasPrefix(r, "error") }) {
			t.Errorf("include %q: %q", c.include, rows)
		}
	}
	if _, err := newInclude([]string{"/a/*/b"}); err == nil || !strings.Contains(err.Error(), `"/a/*/b"`) {
		t.Errorf("a * in the middle: %v", err)
	}
}
