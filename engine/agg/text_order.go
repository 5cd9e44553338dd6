package agg

// javaOrder is x such that the order of bytes is that of Java, by UTF-16 units: the lead
// bytes F0 to F4, of what lies beyond U+FFFF, change places with EE and EF (U+E000 to
// U+FFFF). Text without such bytes, nearly all, is itself.
func javaOrder(x string) string {
	for i := range len(x) {
		if x[i] >= 0xEE {
			return swapped(x, i, func(c byte) byte {
				if c >= 0xF0 {
					return c - 2
				}
				return c + 5
			})
		}
	}
	return x
}

// javaText is the text that javaOrder made x of.
func javaText(x string) string {
	for i := range len(x) {
		if x[i] >= 0xEE {
			return swapped(x, i, func(c byte) byte {
				if c >= 0xF3 {
					return c - 5
				}
				return c + 2
			})
		}
	}
	return x
}

// swapped is x with the bytes from EE on replaced, of which the first is at i.
func swapped(x string, i int, by func(byte) byte) string {
	b := []byte(x)
	for ; i < len(b); i++ {
		if b[i] >= 0xEE {
			b[i] = by(b[i])
		}
	}
	return string(b)
}
