package tty

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parser holds what of a character or sequence has come.
type parser struct{ buf []byte }

// Write shows b.
func (s *Screen) Write(b []byte) (int, error) {
	buf := append(s.parser.buf, b...)
	for len(buf) > 0 {
		n := s.step(buf)
		if n == 0 {
			break
		}
		buf = buf[n:]
	}
	s.parser.buf = append([]byte(nil), buf...)
	return len(b), nil
}

// step shows what is at the beginning of b and returns of how many bytes it is, 0 if more
// are needed.
func (s *Screen) step(b []byte) int {
	switch c := b[0]; {
	case c == 0x1b:
		return s.escape(b)
	case c < ' ' || c == 0x7f:
		s.control(c)
		return 1
	case !utf8.FullRune(b):
		return 0
	}
	r, n := utf8.DecodeRune(b)
	s.put(r)
	return n
}

func (s *Screen) control(c byte) {
	switch c {
	case '\r':
		s.x = 0
	case '\n':
		s.down()
	case '\b':
		s.x = max(min(s.x, s.size.Cols-1)-1, 0)
	case '\t':
		s.x = min(s.x/8*8+8, s.size.Cols-1)
	case 7:
	default:
		s.strange = append(s.strange, fmt.Sprintf("%q", c))
	}
}

func (s *Screen) escape(b []byte) int {
	if len(b) == 1 {
		return 0
	}
	switch b[1] {
	case '[':
		for i := 2; i < len(b); i++ {
			if b[i] >= 0x40 && b[i] < 0x7f {
				s.sequence(string(b[2:i]), b[i])
				return i + 1
			}
		}
		return 0
	case ']', 'P', '_', '^': // a string, which ends with BEL or Esc \
		text := string(b)
		if i := strings.IndexAny(text, "\a"); i > 0 {
			s.strange = append(s.strange, strconv.Quote(text[:i+1]))
			return i + 1
		}
		if i := strings.Index(text, "\x1b\\"); i > 0 {
			s.strange = append(s.strange, strconv.Quote(text[:i+2]))
			return i + 2
		}
		return 0
	case '7':
		s.saved = [2]int{s.x, s.y}
	case '8':
		s.x, s.y = s.saved[0], s.saved[1]
	case 'M':
		s.up()
	default:
		s.strange = append(s.strange, strconv.Quote(string(b[:2])))
	}
	return 2
}

// sequence does what Esc [ args end asks for.
func (s *Screen) sequence(args string, end byte) {
	if rest, ok := strings.CutPrefix(args, "?"); ok && (end == 'h' || end == 'l') {
		s.mode(rest, end == 'h')
		return
	}
	var nums []int
	for _, a := range strings.Split(args, ";") {
		n, err := strconv.Atoi(a)
		if a != "" && err != nil {
			end = 0 // none that is known
		}
		nums = append(nums, n)
	}
	n := max(nums[0], 1)
	switch end {
	case 'A':
		s.y = max(s.y-n, 0)
	case 'B':
		s.y = min(s.y+n, s.size.Rows-1)
	case 'C':
		s.x = min(s.x+n, s.size.Cols-1)
	case 'D':
		s.x = max(min(s.x, s.size.Cols-1)-n, 0)
	case 'G':
		s.x = min(n, s.size.Cols) - 1
	case 'H':
		s.y, s.x = min(n, s.size.Rows)-1, 0
		if len(nums) > 1 {
			s.x = min(max(nums[1], 1), s.size.Cols) - 1
		}
	case 'J', 'K':
		s.clear(end, nums[0])
	case 'P', '@', 'X':
		s.shift(end, n)
	case 'm':
		s.pen = s.pen.with(nums)
	case 'n':
		if s.Answer != nil && nums[0] == 6 {
			s.Answer(fmt.Sprintf("\x1b[%d;%dR", s.y+1, min(s.x, s.size.Cols-1)+1))
		}
	default:
		s.strange = append(s.strange, fmt.Sprintf("%q", "\x1b["+args+string(end)))
	}
}

// clear is J and K: from the cursor, to it, or all.
func (s *Screen) clear(end byte, what int) {
	from, to := min(s.x, s.size.Cols-1), s.size.Cols
	switch what {
	case 1:
		from, to = 0, from+1
	case 2, 3:
		from = 0
	}
	s.erase(s.y, from, to)
	if end == 'K' {
		return
	}
	for y := range s.lines {
		if what == 2 || what == 0 && y > s.y || what == 1 && y < s.y {
			s.erase(y, 0, s.size.Cols)
		}
	}
	if what == 3 {
		s.above = nil
	}
}

// shift takes cells out at the cursor (P), puts blanks in (@) or blanks cells (X).
func (s *Screen) shift(end byte, n int) {
	x := min(s.x, s.size.Cols-1)
	n = min(n, s.size.Cols-x)
	row := s.lines[s.y].cells
	switch end {
	case 'P':
		copy(row[x:], row[x+n:])
		s.erase(s.y, s.size.Cols-n, s.size.Cols)
	case '@':
		copy(row[x+n:], row[x:])
		s.erase(s.y, x, x+n)
	case 'X':
		s.erase(s.y, x, x+n)
	}
}

// mode turns a mode on or off.
func (s *Screen) mode(which string, on bool) {
	switch which {
	case "25":
		s.noCursor = !on
	case "2004":
		s.bracket = on
	case "2026": // what follows is shown at once
	case "1049":
		switch {
		case on && s.other == nil:
			under := *s
			*s = *NewScreen(s.size)
			s.other, s.strange, s.bracket, s.Answer = &under, under.strange, under.bracket, under.Answer
		case !on && s.other != nil:
			strange, bracket := s.strange, s.bracket
			*s = *s.other
			s.strange, s.bracket = strange, bracket
		}
	default:
		s.strange = append(s.strange, fmt.Sprintf("mode %s %v", which, on))
	}
}
