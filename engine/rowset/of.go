package rowset

import "slices"

// Of is the set of the given rows, in any order, repeats allowed.
func Of(rows ...Row) Set {
	ascending, pages := true, 1
	for i := 1; i < len(rows); i++ {
		ascending = ascending && rows[i-1] < rows[i]
		if rows[i-1]>>PageBits != rows[i]>>PageBits {
			pages++
		}
	}
	if !ascending {
		return Of(sorted(rows)...)
	}
	if len(rows) == 0 {
		return Set{}
	}
	b := Builder{spans: make([]span, 0, pages)}
	for len(rows) > 0 {
		base, n := rows[0]&^PageMask, 1
		for n < len(rows) && rows[n] < base+PageSize {
			n++
		}
		b.list(base, rows[:n])
		rows = rows[n:]
	}
	return b.Set()
}

// list appends rows of one page, ascending, above all rows so far; none of the page is there yet.
func (b *Builder) list(base Row, rows []Row) {
	lo, hi := rows[0], rows[len(rows)-1]+1
	if int(hi-lo) == len(rows) {
		b.run(lo, hi)
		return
	}
	m := new([words]uint64)
	for _, r := range rows {
		m[(r-base)>>6] |= 1 << (r & 63)
	}
	b.spans = append(b.spans, span{lo: lo, hi: hi, bits: m, rank: b.n})
	b.n += len(rows)
}

// digitsMin is from how many rows on they are sorted by their digits.
const digitsMin = 256

// sorted is the rows ascending, each once.
func sorted(rows []Row) []Row {
	rows = slices.Clone(rows)
	if len(rows) < digitsMin {
		slices.Sort(rows)
	} else {
		rows = byDigits(rows)
	}
	return slices.Compact(rows)
}

// byDigits sorts rows, by one byte after the other in which they differ. It uses them up.
func byDigits(rows []Row) []Row {
	differ, to := Row(0), make([]Row, len(rows))
	for _, r := range rows {
		differ |= r ^ rows[0]
	}
	for shift := 0; differ>>shift != 0; shift += 8 {
		if differ>>shift&0xFF == 0 {
			continue
		}
		var at [256]int32
		for _, r := range rows {
			at[r>>shift&0xFF]++
		}
		sum := int32(0)
		for i, n := range at {
			at[i] = sum
			sum += n
		}
		for _, r := range rows {
			d := r >> shift & 0xFF
			to[at[d]] = r
			at[d]++
		}
		rows, to = to, rows
	}
	return rows
}
