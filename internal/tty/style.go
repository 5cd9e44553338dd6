package tty

import (
	"fmt"
	"strings"
)

// Style is how characters are drawn. Colours are as in the sequence that chose them, 0 for
// the terminal's own: 31 is red, 91 bright red, those of 256 and more begin with 38 or 48.
type Style struct {
	Bold, Dim, Italic, Underline, Reverse bool
	Fore, Back                            string
}

// String is the style in words: "dim", "bold fore=31", "" for none.
func (s Style) String() string {
	var words []string
	for _, w := range []struct {
		on   bool
		word string
	}{
		{s.Bold, "bold"},
		{s.Dim, "dim"},
		{s.Italic, "italic"},
		{s.Underline, "underline"},
		{s.Reverse, "reverse"},
		{s.Fore != "", "fore=" + s.Fore},
		{s.Back != "", "back=" + s.Back},
	} {
		if w.on {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, " ")
}

// with is the style after the numbers of a sequence that ends with m.
func (s Style) with(nums []int) Style {
	for i := 0; i < len(nums); i++ {
		switch n := nums[i]; {
		case n == 0:
			s = Style{}
		case n == 1:
			s.Bold = true
		case n == 2:
			s.Dim = true
		case n == 3:
			s.Italic = true
		case n == 4:
			s.Underline = true
		case n == 7:
			s.Reverse = true
		case n == 22:
			s.Bold, s.Dim = false, false
		case n == 23:
			s.Italic = false
		case n == 24:
			s.Underline = false
		case n == 27:
			s.Reverse = false
		case n == 39:
			s.Fore = ""
		case n == 49:
			s.Back = ""
		case n == 38 || n == 48:
			text := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(nums[i:])), ";"), "[]")
			if i = len(nums); n == 38 { // the last of a sequence
				s.Fore = text
			} else {
				s.Back = text
			}
		case n >= 30 && n < 38 || n >= 90 && n < 98:
			s.Fore = fmt.Sprint(n)
		case n >= 40 && n < 48 || n >= 100 && n < 108:
			s.Back = fmt.Sprint(n)
		}
	}
	return s
}
