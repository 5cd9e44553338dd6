package engine

import "starling/engine/rowset"

// expiry is a row, and a time at which something becomes of it.
type expiry struct {
	row rowset.Row
	at  int64
}

// expiries is a heap of them: the first is the earliest.
type expiries []expiry

func (h *expiries) push(e expiry) {
	*h = append(*h, e)
	s := *h
	for i := len(s) - 1; i > 0 && s[i].at < s[(i-1)/2].at; i = (i - 1) / 2 {
		s[i], s[(i-1)/2] = s[(i-1)/2], s[i]
	}
}

// pop takes the earliest out.
func (h *expiries) pop() expiry {
	s := *h
	first, last := s[0], len(s)-1
	s[0] = s[last]
	s = s[:last]
	for i := 0; ; {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < len(s); c++ {
			if s[c].at < s[least].at {
				least = c
			}
		}
		if least == i {
			*h = s
			return first
		}
		s[i], s[least] = s[least], s[i]
		i = least
	}
}
