package simple

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// All records of a partition are read one way, which all that was seen of it decides.
func TestChoice(t *testing.T) {
	double := "\x40\x60\xf3\x33\x33\x33\x33\x33" // 135.6
	for _, c := range []struct {
		kind column.Kind
		recs []string // what is seen; "-" is null
		way  notation // auto is none
		said bool     // it could have been otherwise
		want string   // the rows, "bad" for a bad record
	}{
		{column.Int, []string{"7", "42", "999", "1000", "2024"}, asText, true, "7 42 999 1000 2024"},
		{column.Int, []string{"1000"}, asText, true, "1000"},
		{column.Int, []string{"-100", "+999", " 42 ", "1e10", "4.25"}, asText, true, "-100 999 42 bad bad"},
		{column.Int, []string{"\x00\x00\x00\x07", "1000"}, asBinary, true, "7 825241648"},
		{column.Int, []string{"1000", "\x00\x00\x00\x07", "2024"}, asBinary, true, "825241648 7 842019380"},
		{column.Int, []string{"1000", "\x00\x00\x00\x07", "\x00\x00\x00\x08", "7"}, asBinary, true, "825241648 7 8 bad"},
		{column.Int, []string{"7", "\x00\x00\x00\x07"}, asText, true, "7 bad"},
		{column.Int, []string{"7", "\x00\x00\x00\x07", "\x00\x00\x00\x08"}, asBinary, true, "bad 7 8"},
		{column.Int, []string{"-", "-"}, auto, false, "null null"},
		{column.Int, []string{"abcd", "", "xyz", "\x00\x01"}, auto, false, "bad bad bad bad"},
		{column.Int, []string{"abcd", "1000"}, asText, true, "bad 1000"},
		{column.Int, []string{"abcd", "\x00\x00\x00\x07"}, asBinary, false, "1633837924 7"},
		{column.Byte, []string{"7", "8"}, asText, true, "7 8"},
		{column.Byte, []string{"7", "\x01"}, asBinary, true, "55 1"},
		{column.Short, []string{"42", "7"}, asText, true, "42 7"},
		{column.Short, []string{"42", "\x00*"}, asBinary, true, "13362 42"},
		{column.Long, []string{"12345678", "1"}, asText, true, "12345678 1"},
		{column.Long, []string{"20240101"}, asText, true, "20240101"},
		{column.Long, []string{"12345678", "\x00\x00\x00\x00\x00\x00\x00\x05"}, asBinary, true, "3544952156018063160 5"},
		{column.Float, []string{"1.25", "0.1", "-1.5"}, asText, true, "1.25 0.1 -1.5"},
		{column.Float, []string{"\x3f\xc0\x00\x00", "1.25"}, asBinary, true, "1.5 2.5348872e-09"},
		{column.Double, []string{"135.6000", "730"}, asText, true, "135.6 730"},
		{column.Double, []string{double, "135.6000"}, asBinary, true, "135.6 1.0871193532857705e-71"},
		{column.Double, []string{"Infinity", "NaN"}, asText, true, "+Inf NaN"},
		{column.Double, []string{double, "730"}, asBinary, true, "135.6 bad"}, // as many of each: the first
		{column.String, []string{"7", "\x00\x00\x00\x07"}, "", false, "7 \x00\x00\x00\x07"},
	} {
		name := fmt.Sprint(c.kind, c.recs)
		r := Reader("V", column.Of(c.kind)).(wire.Chooser)
		env := wire.Env{Part: "value"}
		var recs [][]byte
		for _, s := range c.recs {
			recs = append(recs, map[bool][]byte{false: []byte(s)}[s == "-"])
		}
		choice, ok := r.Choose(env, slices.Values(recs))
		if notation(choice.Way) != c.way || ok != (c.way != auto) {
			t.Errorf("%s: %q %v, want %q", name, notation(choice.Way), ok, c.way)
		}
		if said := choice.Doubt; c.said != strings.Contains(said, "numbers are read as "+string(c.way)+`; {"starling.simple.format": "`) {
			t.Errorf("%s: says %q", name, said)
		}
		d, dst := wiretest.Builders(t, r, env)
		if d, ok := d.(wire.ChoosingDecoder); ok {
			d.Use(choice)
		}
		var got []string
		for _, rec := range recs {
			n := dst[0].Len()
			if err := d.Decode(rec); err != nil {
				got = append(got, "bad")
				continue
			}
			v := wiretest.Values(dst[0])[n]
			if v == nil {
				v = "null"
			}
			got = append(got, fmt.Sprint(v))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s, want %s", name, strings.Join(got, " "), c.want)
		}
	}
}

// What the property says is not chosen, and holds for every record.
func TestChoiceByProperty(t *testing.T) {
	for _, format := range []string{"text", "binary"} {
		env := wire.Env{Part: "key", Props: map[string]string{Format: format}}
		r := Reader("V", column.Of(column.Int)).(wire.Chooser)
		c, ok := r.Choose(env, slices.Values([][]byte{[]byte("1000"), {0, 0, 0, 7}}))
		if !ok || c.Doubt != "" {
			t.Errorf("%s: %v %q", format, ok, c)
		}
		d, dst := wiretest.Builders(t, r, env)
		d.(wire.ChoosingDecoder).Use(wire.Choice{Way: map[string]string{"text": "binary", "binary": "text"}[format]})
		if err := d.Decode([]byte("1000")); err != nil {
			t.Fatal(err)
		}
		want := map[string]int32{"text": 1000, "binary": 0x31303030}[format]
		if got := wiretest.Values(dst[0])[0]; got != want {
			t.Errorf("%s: %v, want %d", format, got, want)
		}
	}
}

// A payload that contradicts what was chosen is bad, and its error says what was chosen.
func TestChoiceContradicted(t *testing.T) {
	for _, c := range []struct{ first, then, want string }{
		{"7", "\x00\x00\x00\x07", `is not a number; numbers are read as text; {"starling.simple.format": "binary"} reads them as binary`},
		{"\x00\x00\x00\x07", "42", `is 2 bytes long, a binary int has 4; numbers are read as binary; {"starling.simple.format": "text"} reads them as text`},
	} {
		d, _ := wiretest.Builders(t, Reader("V", column.Of(column.Int)), wire.Env{})
		if err := d.Decode([]byte(c.first)); err != nil {
			t.Fatal(err)
		}
		if err := d.Decode([]byte(c.then)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q after %q: %v, want %s", c.then, c.first, err, c.want)
		}
	}
}
