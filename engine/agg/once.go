package agg

import (
	"strings"

	"starling/engine/column"
)

// newOnce is a set from which nothing leaves and that tells no more than none, one and
// several values apart.
func newOnce(t column.Type, nulls bool) set {
	if t.Ordered() {
		return newOnceObject(t, nulls)
	}
	if t.Kind == column.String {
		return &onceText{nulls: nulls}
	}
	return &onceKeys{nulls: nulls, floating: floating(t)}
}

// once is the first value of each group, and whether there are others.
type once[K int64 | string] struct {
	key []K
	n   []uint8 // 0, 1, or 2 for several

	text int // bytes of keys
}

func (s *once[K]) grow(groups int) { s.key, s.n = grow(s.key, groups), grow(s.n, groups) }

func (s *once[K]) count(g int32) int { return int(s.n[g]) }

type onceKeys struct {
	once[int64]
	nulls, floating bool
	buf             []int64
}

func (s *onceKeys) apply(groups []int32, v column.Vector, _ int64) {
	keys := setKeys(&s.buf, v, s.floating, s.nulls)
	for i, g := range groups {
		switch k := keys[i]; {
		case k == nullKey && !s.nulls || s.n[g] > 1:
		case s.n[g] == 0:
			s.key[g], s.n[g] = k, 1
		case s.key[g] != k:
			s.n[g] = 2
		}
	}
}

func (s *onceKeys) appendTo(dst column.Vector, g int32) { appendKey(dst, s.key[g]) }

type onceText struct {
	once[string]
	nulls bool
	value func(key string) string // what of a key counts; nil is all of it
}

func (s *onceText) apply(groups []int32, v column.Vector, _ int64) {
	s.take(groups, v.(*column.Vec[string]).V)
}

// take is apply for the keys of a page, which may change after it.
func (s *onceText) take(groups []int32, keys []string) {
	for i, g := range groups {
		x := keys[i]
		null := column.IsNullString(x)
		switch {
		case null && !s.nulls || s.n[g] > 1:
		case s.n[g] == 0:
			if !null {
				x = strings.Clone(x)
				s.text += len(x)
			}
			s.key[g], s.n[g] = x, 1
		case s.key[g] != x && (null || !s.counts(g, x)):
			s.n[g] = 2
		}
	}
}

// counts reports whether x, another key than that of group g and no null, counts as the same.
func (s *onceText) counts(g int32, x string) bool {
	return s.value != nil && !column.IsNullString(s.key[g]) && s.value(s.key[g]) == s.value(x)
}

func (s *onceText) appendTo(dst column.Vector, g int32) {
	dst.(*column.Vec[string]).Append(s.key[g])
}
