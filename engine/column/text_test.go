package column

import (
	"math/rand/v2"
	"testing"

	"starling/internal/invariants"
)

// TestText compares a text builder with a slice over random calls.
func TestText(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	b := NewText(String)
	var want []any
	for range 20_000 {
		switch r.IntN(7) {
		case 0, 1:
			x := random(r, Of(String))
			push(b, x)
			want = append(want, x)
		case 2:
			b.Append([]byte("bytes"))
			want = append(want, "bytes")
		case 3:
			b.Buf = append(b.Buf, "in pieces"...)
			b.Commit()
			want = append(want, "in pieces")
		case 4:
			b.AppendString(NullString)
			want = append(want, nil)
		case 5:
			n := len(want) - min(len(want), r.IntN(100))
			b.Buf = append(b.Buf, "not committed"...)
			b.Truncate(n)
			want = want[:n]
		case 6:
			if r.IntN(200) == 0 {
				b.Reset()
				want = want[:0]
			}
		}
		if b.Len() != len(want) {
			t.Fatalf("%d values, want %d", b.Len(), len(want))
		}
		if n := len(want); n > 0 {
			compareText(t, b, r.IntN(n), want)
		}
	}
	for i := range want {
		compareText(t, b, i, want)
	}
}

func compareText(t *testing.T, b *Text, i int, want []any) {
	t.Helper()
	got := b.At(i)
	if b.Null(i) != (want[i] == nil) || b.Null(i) != IsNullString(got) || !b.Null(i) && got != want[i] {
		t.Fatalf("value %d: %q, null %v, want %v", i, got, b.Null(i), want[i])
	}
}

// TestTooMuchText: text whose places would not fit is refused, not mixed up. The
// limit is low under the invariants tag, where it is reached.
func TestTooMuchText(t *testing.T) {
	checkText(nil, 0, maxText())
	checkText(nil, maxText(), 0)
	mustPanic(t, "one over the limit", func() { checkText(nil, maxText(), 1) })
	if maxText() >= 1<<32-1 {
		t.Fatal("places need more than 32 bits")
	}
	if !invariants.Enabled {
		return
	}
	big := string(make([]byte, maxText()/2+1))
	b := NewText(String)
	b.AppendString(big)
	mustPanic(t, "AppendString", func() { b.AppendString(big) })
	mustPanic(t, "Append", func() { b.Append([]byte(big)) })
	mustPanic(t, "Commit", func() {
		b.Buf = append(b.Buf, big...)
		b.Commit()
	})
	b.Truncate(1)
	s := NewStore(Of(String)).(*Strings)
	s.Append(0, b)
	b.Truncate(0)
	b.AppendString("another " + big)
	mustPanic(t, "Strings.Append", func() { s.Append(1, b) })
	mustPanic(t, "Strings.Set", func() { s.Set(2, big) })
	if s.At(0, Cur) != big {
		t.Error("what was there before is gone")
	}
}

func mustPanic(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		if e, ok := recover().(*TextError); !ok || e.Bytes <= maxText() {
			t.Errorf("%s: no panic, or none of text", what)
		}
	}()
	f()
}
