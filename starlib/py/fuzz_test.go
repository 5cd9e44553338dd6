package py

import (
	"testing"

	"go.starlark.net/starlark"

	"starling/internal/bounds"
)

func FuzzFormat(f *testing.F) {
	for _, s := range []string{"", ".2f", "*^+#010,.3e", ">5", "x", "_b", ".0%", "c", "n", "é<4"} {
		f.Add(s, 1.5, int64(7))
	}
	p := printer{max: bounds.Of(1 << 20)}
	f.Fuzz(func(t *testing.T, s string, x float64, n int64) {
		for _, v := range []starlark.Value{starlark.Float(x), starlark.MakeInt64(n), starlark.String("é"), starlark.True, starlark.None} {
			if out, err := p.format(v, s); err == nil && s == "" && out != PlainText(v, 1<<20) {
				t.Errorf("format(%s, %q) is %q", v, s, out)
			}
		}
		args := starlark.Tuple{starlark.Float(x), starlark.MakeInt64(n), starlark.String("a")}
		_, _ = p.percentFormat(s, args)
		_, _ = (&strFormatter{printer: p, args: args}).run(s, 0)
	})
}

func FuzzInstant(f *testing.F) {
	for _, s := range []string{"2024-01-31T12:00:00Z", "2024-01-31 12:00:00.5 ET", "2024-01-31", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseInstant(s)
		if err != nil {
			return
		}
		n, err := d.Nanos()
		if err != nil {
			return
		}
		again, err := ParseInstant(Instant(n).String())
		if err != nil || !again.Time.Equal(d.Time) {
			t.Errorf("%q is %s, read again %s, %v", s, d, again, err)
		}
	})
}
