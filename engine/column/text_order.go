package column

import "cmp"

// CompareText orders text as Java's String.compareTo does, null first.
func CompareText(x, y string) int {
	if nx, ny := IsNullString(x), IsNullString(y); nx || ny {
		switch {
		case nx && ny:
			return 0
		case nx:
			return -1
		}
		return 1
	}
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return cmp.Compare(UnitByte(x[i]), UnitByte(y[i]))
		}
	}
	return cmp.Compare(len(x), len(y))
}

// UnitByte is a byte of UTF-8 such that text compares as its UTF-16 units do: the lead
// bytes F0 to F4, of what lies beyond U+FFFF, come before EE and EF (U+E000 to U+FFFF).
func UnitByte(b byte) byte {
	switch {
	case b >= 0xF0:
		return b - 2
	case b >= 0xEE:
		return b + 5
	}
	return b
}
