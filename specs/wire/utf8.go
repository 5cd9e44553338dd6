package wire

import "unicode/utf8"

// ByteOrderMark may precede a text.
var ByteOrderMark = []byte("\ufeff")

// AppendText appends src with everything that is not UTF-8 replaced by U+FFFD, one
// for each sequence that Java's decoder gives up on: a truncated sequence or an
// encoded surrogate is one, where Go would count its bytes.
func AppendText(dst, src []byte) []byte {
	for len(src) > 0 {
		n := 0
		for n < len(src) {
			if src[n] < utf8.RuneSelf {
				n++
				continue
			}
			if r, size := utf8.DecodeRune(src[n:]); r != utf8.RuneError || size > 1 {
				n += size
				continue
			}
			break
		}
		dst = append(dst, src[:n]...)
		src = src[n:]
		if len(src) > 0 {
			dst = utf8.AppendRune(dst, utf8.RuneError)
			src = src[malformed(src):]
		}
	}
	return dst
}

// malformed is the length of the malformed sequence that p begins with.
func malformed(p []byte) int {
	var second byte
	if len(p) > 1 {
		second = p[1]
	}
	follows := func(i int) bool { return i < len(p) && p[i]&0xC0 == 0x80 }
	switch b := p[0]; {
	case b&0xF0 == 0xE0: // three bytes; all of them are there only if they encode a surrogate
		if !follows(1) || b == 0xE0 && second < 0xA0 {
			return 1
		}
		if !follows(2) {
			return 2
		}
		return 3
	case b >= 0xF0 && b <= 0xF4:
		if !follows(1) || b == 0xF0 && second < 0x90 || b == 0xF4 && second > 0x8F {
			return 1
		}
		if !follows(2) {
			return 2
		}
		return 3
	}
	return 1
}
