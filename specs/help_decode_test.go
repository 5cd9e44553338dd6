package specs

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"starling/engine/column"
)

// builders makes a decoder of the reader and the builders it fills.
func builders(t testing.TB, r Reader, env Env) (Decoder, []column.Builder) {
	t.Helper()
	fields, err := r.Fields(context.Background(), env)
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]column.Builder, len(fields))
	for i, f := range fields {
		dst[i] = column.NewBuilder(f.Type.Kind)
	}
	d, err := r.Decoder(env, dst)
	if err != nil {
		t.Fatal(err)
	}
	return d, dst
}

func reset(dst []column.Builder) {
	for _, b := range dst {
		b.Reset()
	}
}

func benchDecode(b *testing.B, r Reader, rec []byte) {
	d, dst := builders(b, r, Env{Part: "value"})
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if n++; n&4095 == 0 {
			reset(dst)
		}
		if err := d.Decode(rec); err != nil {
			b.Fatal(err)
		}
	}
}

// values is the contents of a builder.
func values(b column.Builder) []any {
	v, ok := b.(column.Vector)
	if !ok {
		t := b.(*column.Text)
		v = column.NewVector(t.Kind())
		for i := range t.Len() {
			v.(*column.Vec[string]).Append(t.At(i))
		}
	}
	out := make([]any, v.Len())
	for i := range out {
		out[i] = v.Any(i)
	}
	return out
}

// bad is the text that an expected error must hold.
type bad string

// checkDecoded checks the one value, or the error and that nothing was left behind.
func checkDecoded(t *testing.T, what string, err error, dst column.Builder, want any) {
	t.Helper()
	got := values(dst)
	if b, ok := want.(bad); ok {
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

// rowsOf is what the records give, a row each as fmt prints it; an error is its text.
func rowsOf(t *testing.T, r Reader, recs ...string) []string {
	t.Helper()
	d, dst := builders(t, r, Env{Part: "value"})
	var out []string
	for _, rec := range recs {
		n := dst[0].Len()
		if err := d.Decode([]byte(rec)); err != nil {
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
			row[i] = values(b)[n]
		}
		text := fmt.Sprint(row)
		out = append(out, text[1:len(text)-1])
	}
	return out
}

func field(name string, k column.Kind) column.Field {
	return column.Field{Name: name, Type: column.Of(k)}
}

// shownValue is the text of the i-th value of a builder.
func shownValue(b column.Builder, i int) string {
	x := elementOf(b, i)
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
