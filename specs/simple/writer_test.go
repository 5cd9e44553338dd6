package simple

import (
	"strings"
	"testing"

	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

func TestWriter(t *testing.T) {
	for _, c := range []struct {
		col  string
		want [3]string
	}{
		{"Sym", [3]string{"AAPL", "é\"q", "<null>"}},
		{"I", [3]string{"\x00\x00\x00\x01", "\xff\xff\xff\xfb", "<null>"}},
		{"L", [3]string{"\x00\x00\x01\x00\x00\x00\x00\x00", "\xff\xff\xff\xff\xff\xff\xff\xff", "<null>"}},
		{"D", [3]string{"\x3f\xf8\x00\x00\x00\x00\x00\x00", "@Y\x00\x00\x00\x00\x00\x00", "<null>"}},
		{"F", [3]string{"\x3f\x8c\xcc\xcd", "\x50\x15\x02\xf9", "<null>"}},
		{"H", [3]string{"\x00\x07", "\xff\xf9", "<null>"}},
		{"Y", [3]string{"\x08", "\xf8", "<null>"}},
		{"R", [3]string{"\x01\x00", "\xff\x80", "<null>"}},
	} {
		got := wiretest.Written(t, Writer(c.col), wiretest.Quotes, wiretest.QuoteVectors())
		if [3]string(got) != c.want {
			t.Errorf("%s: %q, want %q", c.col, got, c.want)
		}
	}
}

func TestWriterErrors(t *testing.T) {
	for _, c := range []struct{ col, want string }{
		{"B", `simple_spec: column "B": type Boolean is not supported, only byte, short, int, long, float, double, String or byte[]`},
		{"T", `simple_spec: column "T": type Instant is not supported`},
		{"C", `simple_spec: column "C": type char is not supported`},
		{"Nope", `simple_spec: no column "Nope" in the table, which has Sym, I, `},
	} {
		_, err := Writer(c.col).Encoder(t.Context(), wire.Env{}, wiretest.Quotes)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.col, err, c.want)
		}
	}
}
