// Package wiretest has what the tests of formats share: readers at work, tables to write,
// a registry in memory.
package wiretest

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/internal/invariants"
	"starling/specs/wire"
)

// Builders makes a decoder of the reader and the builders it fills.
func Builders(t testing.TB, r wire.Reader, env wire.Env) (wire.Decoder, []column.Builder) {
	t.Helper()
	fields, err := r.Fields(context.Background(), env)
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]column.Builder, len(fields))
	for i, f := range fields {
		dst[i] = column.NewBuilder(f.Type)
	}
	d, err := r.Decoder(env, dst)
	if err != nil {
		t.Fatal(err)
	}
	return d, dst
}

// Twice decodes a record by a new decoder of the reader and by one that has decoded trained
// before, and fails unless both leave it as it is and make the same of it: a row, or an
// error and nothing. It gives what the new one made. The bytes of both records that the used
// one decoded are others by then: nothing may be kept of them.
func Twice(t *testing.T, r wire.Reader, trained, rec []byte) (d wire.Decoder, dst []column.Builder, err error) {
	t.Helper()
	d, dst = Builders(t, r, wire.Env{})
	used, dst2 := Builders(t, r, wire.Env{})
	lent := bytes.Clone(trained)
	if err := used.Decode(lent); err != nil {
		t.Fatal(err)
	}
	invariants.Overwrite(lent)
	lent = bytes.Clone(rec)
	err, err2 := d.Decode(rec), used.Decode(lent)
	if !bytes.Equal(lent, rec) {
		t.Fatal("the record was changed")
	}
	invariants.Overwrite(lent)
	if fmt.Sprint(err) != fmt.Sprint(err2) {
		t.Fatalf("new decoder: %v; used decoder: %v", err, err2)
	}
	rows := 1
	if err != nil {
		rows = 0
	}
	for i := range dst {
		if dst[i].Len() != rows || dst2[i].Len() != 1+rows {
			t.Fatalf("column %d: %d and %d values, want %d more", i, dst[i].Len(), dst2[i].Len()-1, rows)
		}
		if a, b := Values(dst[i]), Values(dst2[i])[1:]; fmt.Sprint(a) != fmt.Sprint(b) {
			t.Fatalf("column %d: %v by a new decoder, %v by a used one", i, a, b)
		}
	}
	return d, dst, err
}

// Reset empties builders.
func Reset(dst []column.Builder) {
	for _, b := range dst {
		b.Reset()
	}
}

// Bench measures how a record is decoded over and over.
func Bench(b *testing.B, r wire.Reader, rec []byte) {
	d, dst := Builders(b, r, wire.Env{Part: "value"})
	BenchDecoder(b, d, dst, rec)
}

// BenchDecoder is Bench of a decoder that there is, and the builders it fills.
func BenchDecoder(b *testing.B, d wire.Decoder, dst []column.Builder, rec []byte) {
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if n++; n&4095 == 0 {
			Reset(dst)
		}
		if err := d.Decode(rec); err != nil {
			b.Fatal(err)
		}
	}
}

// Values is the contents of a builder.
func Values(b column.Builder) []any {
	v := column.Built(b)
	out := make([]any, v.Len())
	for i := range out {
		out[i] = v.Any(i)
	}
	return out
}

// Bad is the text that an expected error must hold.
type Bad string

// CheckDecoded checks the one value, or the error and that nothing was left behind.
func CheckDecoded(t *testing.T, what string, err error, dst column.Builder, want any) {
	t.Helper()
	got := Values(dst)
	if b, ok := want.(Bad); ok {
		if err == nil || !strings.Contains(err.Error(), string(b)) {
			t.Errorf("%s: %v, %v; want the error %q", what, got, err, b)
		}
		if len(got) != 0 {
			t.Errorf("%s: left %v behind", what, got)
		}
		return
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if len(got) != 1 || got[0] != want {
		t.Errorf("%s: %#v, want %#v", what, got, want)
	}
}

// Rows is what the records give, a row each as fmt prints it; an error is its text. The
// bytes of a record are others when its row is looked at.
func Rows(t *testing.T, r wire.Reader, recs ...string) []string {
	t.Helper()
	d, dst := Builders(t, r, wire.Env{Part: "value"})
	var out []string
	for _, rec := range recs {
		n := dst[0].Len()
		lent := []byte(rec)
		err := d.Decode(lent)
		invariants.Overwrite(lent)
		if err != nil {
			out = append(out, "error: "+err.Error())
			for i, b := range dst {
				if b.Len() != n {
					t.Errorf("%s: builder %d went from %d to %d values", rec, i, n, b.Len())
				}
			}
			continue
		}
		row := make([]any, len(dst))
		for i, b := range dst {
			if b.Len() != n+1 {
				t.Fatalf("%s: builder %d went from %d to %d values", rec, i, n, b.Len())
			}
			row[i] = Values(b)[n]
		}
		text := fmt.Sprint(row)
		out = append(out, text[1:len(text)-1])
	}
	return out
}

// Field is a column of a kind.
func Field(name string, k column.Kind) column.Field {
	return column.Field{Name: name, Type: column.Of(k)}
}

// Shown is the text of the i-th value of a builder.
func Shown(b column.Builder, i int) string {
	x := wire.ElementOf(column.Built(b), i)
	switch s := x.(type) {
	case nil:
		return "null"
	case string:
		return fmt.Sprintf("%q", s)
	case []byte:
		return fmt.Sprintf("%x.", s)
	}
	return string(column.Java.Append(nil, x))
}
