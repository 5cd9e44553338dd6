package engine

// sortRows sorts rows of t by keys; rows equal in all of them stay in their order. buf is
// as long as rows.
func (t *Table) sortRows(rows, buf []ranked, keys []sortKey) { t.sortFrom(rows, buf, keys, 0) }

// sortFrom is sortRows with the first key at a depth of its ranks.
func (t *Table) sortFrom(rows, buf []ranked, keys []sortKey, depth int) {
	if len(rows) < 2 || len(keys) == 0 {
		return
	}
	more := keys[0].rank(rows, depth)
	if more {
		depth++
	} else {
		keys, depth = keys[1:], 0
	}
	t.byRank(rows, buf)
	for n := 1; len(rows) > 0; n = 1 {
		for n < len(rows) && rows[n].rank == rows[0].rank {
			n++
		}
		t.sortFrom(rows[:n], buf[:n], keys, depth)
		rows, buf = rows[n:], buf[n:]
	}
}

// radixMin is the number of rows from which counting beats insertion.
const radixMin = 48

// byRank sorts rows by rank and keeps those of equal rank in their order.
func (t *Table) byRank(rows, buf []ranked) {
	if len(rows) < radixMin {
		for i := 1; i < len(rows); i++ {
			x, j := rows[i], i
			for ; j > 0 && rows[j-1].rank > x.rank; j-- {
				rows[j] = rows[j-1]
			}
			rows[j] = x
		}
		return
	}
	var differ uint64
	sorted := true
	for i, r := range rows[1:] {
		differ |= r.rank ^ rows[i].rank
		sorted = sorted && rows[i].rank <= r.rank
	}
	if sorted {
		return
	}
	from, to := rows, buf
	for shift := 0; shift < 64; shift += 8 {
		if differ>>shift&0xFF == 0 { // the same in all rows
			continue
		}
		t.heed()
		scatter(to, from, shift)
		from, to = to, from
	}
	if &from[0] != &rows[0] {
		copy(rows, from)
	}
}

// scatter sorts from into to by one byte of the rank.
func scatter(to, from []ranked, shift int) {
	var at [256]int
	for _, r := range from {
		at[r.rank>>shift&0xFF]++
	}
	sum := 0
	for i, n := range at {
		at[i] = sum
		sum += n
	}
	for _, r := range from {
		b := r.rank >> shift & 0xFF
		to[at[b]] = r
		at[b]++
	}
}
