package tty

// Resize gives the window another size. Rows that go on in the next one are broken anew.
func (s *Screen) Resize(size Size) {
	if size == s.size {
		return
	}
	if s.other != nil {
		s.other.Resize(size)
	}
	rows, at := append(s.above, s.lines...), len(s.above)+s.y
	s.above, s.lines, s.size = nil, nil, size
	for i := 0; i < len(rows); {
		var whole []cell
		first, cursor := i, -1
		for more := true; more && i < len(rows); i++ {
			cells := rows[i].cells
			if more = rows[i].soft; !more {
				cells = cells[:used(cells)]
			} else if i+1 < len(rows) && wide(rows[i+1].cells) && cells[len(cells)-1] == blank {
				cells = cells[:len(cells)-1] // there was no room for it
			}
			if i == at {
				cursor = len(whole) + s.x
			}
			whole = append(whole, cells...)
		}
		if first > at && len(whole) == 0 {
			continue // empty rows under the cursor make room
		}
		s.layOut(whole, cursor)
	}
	s.fit()
}

// wide reports whether a row begins with a character of two columns.
func wide(cells []cell) bool { return len(cells) > 1 && cells[1].text == "" }

// used is how many cells there are before the blanks at the end.
func used(cells []cell) int {
	n := len(cells)
	for n > 0 && cells[n-1] == blank {
		n--
	}
	return n
}

// layOut adds the rows of a whole line. The cursor, if it is in it, is noted.
func (s *Screen) layOut(whole []cell, cursor int) {
	row := s.newLine()
	x := 0
	for i := 0; i <= len(whole); i++ {
		if i == cursor || i == len(whole) && cursor > i {
			past := x + max(cursor-i, 0)
			s.x, s.y = past%s.size.Cols, len(s.lines)+past/s.size.Cols
		}
		if i == len(whole) {
			break
		}
		w := 1
		if i+1 < len(whole) && whole[i+1].text == "" {
			w = 2
		}
		if whole[i].text != "" && x+w > s.size.Cols {
			row.soft = true
			s.lines = append(s.lines, row)
			row, x = s.newLine(), 0
			if i == cursor {
				s.x, s.y = 0, len(s.lines)
			}
		}
		row.cells[x] = whole[i]
		x++
	}
	s.lines = append(s.lines, row)
}

// fit scrolls what is too much out at the top, as far as the cursor stays, and fills up what
// is missing at the end.
func (s *Screen) fit() {
	for len(s.lines) <= s.y {
		s.lines = append(s.lines, s.newLine())
	}
	if n := min(max(s.y+1, len(s.lines))-s.size.Rows, s.y); n > 0 {
		s.above, s.lines, s.y = s.lines[:n:n], s.lines[n:], s.y-n
	}
	s.lines = s.lines[:min(len(s.lines), s.size.Rows)]
	for len(s.lines) < s.size.Rows {
		s.lines = append(s.lines, s.newLine())
	}
}
