package column

import (
	"fmt"
	"testing"
)

// moved is values of each kind as Any gives them, null among them.
var moved = map[Kind][]any{
	Bool: {true, nil, false, true}, Byte: {int8(1), nil, int8(-3), int8(7)}, Short: {int16(1), nil, int16(-3), int16(7)},
	Char: {uint16('a'), nil, uint16('é'), uint16('z')}, Int: {int32(1), nil, int32(-3), int32(7)}, Long: {int64(1), nil, int64(-3), int64(7)},
	Float: {float32(1.5), nil, float32(-3), float32(7)}, Double: {1.5, nil, -3.0, 7.0}, Instant: {int64(1), nil, int64(-3), int64(7)},
	String: {"a", nil, "", "\xff\xfenull"}, Bytes: {[]byte("a"), nil, []byte{}, []byte("\xff\xfenull")},
	Object: {LocalDate(1), nil, "a", true}, List: {[]int32{1}, nil, []int32{}, []int32{NullInt}},
}

// Vectors of every kind take over the values that they are told to.
func TestMove(t *testing.T) {
	for k := Bool; k <= List; k++ {
		all, typ := moved[k], Of(k)
		if k == List {
			typ = ArrayOf(Of(Int))
		}
		src := NewVector(typ)
		for _, x := range all {
			if !src.AppendAny(x) {
				t.Fatalf("%s takes no %v", k, x)
			}
		}
		check := func(name string, v Vector, want ...int) {
			t.Helper()
			if v.Len() != len(want) {
				t.Fatalf("%s: %s: %d values, want %d", k, name, v.Len(), len(want))
			}
			for i, at := range want {
				if got := v.Any(i); fmt.Sprintf("%T %v", got, got) != fmt.Sprintf("%T %v", all[at], all[at]) || v.Null(i) != (all[at] == nil) {
					t.Errorf("%s: %s: value %d is %v, want %v", k, name, i, got, all[at])
				}
			}
		}
		check("AppendAny", src, 0, 1, 2, 3)
		v := NewVector(typ)
		v.AppendRange(src, 1, 3)
		check("AppendRange", v, 1, 2)
		v.AppendRows(src, []int32{3, 0, 1})
		check("AppendRows", v, 1, 2, 3, 0, 1)
		v.Scatter(src, 1, []int32{3, 0, 1, 2})
		check("Scatter", v, 1, 1, 2, 3, 0)
		v.Reset()
		v.AppendRepeat(src, 3)
		check("AppendRepeat", v, 0, 0, 0)
		other := NewVector(typ)
		other.AppendRows(src, []int32{3, 3, 3})
		v.AppendChoice([]int8{1, 0, 0}, src, other)
		check("AppendChoice", v, 0, 0, 0, 0, 3, 3)
	}
}

// AppendAny takes nothing of another kind.
func TestAppendAnyMisfit(t *testing.T) {
	for k := Bool; k < Object; k++ {
		v := NewVector(Of(k))
		for other := Bool; other < Object; other++ {
			same := other == k || k == Long && other == Instant || k == Instant && other == Long
			if ok := v.AppendAny(moved[other][0]); ok != same {
				t.Errorf("%s takes a %s: %v", k, other, ok)
			}
		}
	}
}
