package py

// mersenne is the generator MT19937 as CPython has it, so that the same seed gives the same
// numbers as there.
type mersenne struct {
	state [mersenneWords]uint32
	at    int
}

const (
	mersenneWords = 624
	mersenneShift = 397
)

// start is the state of a seed of one word.
func (m *mersenne) start(seed uint32) {
	m.state[0] = seed
	for i := 1; i < mersenneWords; i++ {
		m.state[i] = 1812433253*(m.state[i-1]^m.state[i-1]>>30) + uint32(i)
	}
	m.at = mersenneWords
}

// seed is the state of a seed of words, the lowest first; there is at least one.
func (m *mersenne) seed(key []uint32) {
	m.start(19650218)
	s, i, j := &m.state, 1, 0
	next := func() {
		if i++; i >= mersenneWords {
			s[0], i = s[mersenneWords-1], 1
		}
	}
	for range max(mersenneWords, len(key)) {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1664525) + key[j] + uint32(j)
		if j++; j >= len(key) {
			j = 0
		}
		next()
	}
	for range mersenneWords - 1 {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1566083941) - uint32(i)
		next()
	}
	s[0] = 1 << 31
}

// turn makes the next words.
func (m *mersenne) turn() {
	for i := range m.state {
		y := m.state[i]&(1<<31) | m.state[(i+1)%mersenneWords]&(1<<31-1)
		x := m.state[(i+mersenneShift)%mersenneWords] ^ y>>1
		if y&1 != 0 {
			x ^= 0x9908b0df
		}
		m.state[i] = x
	}
	m.at = 0
}

// word is 32 random bits.
func (m *mersenne) word() uint32 {
	if m.at >= mersenneWords {
		m.turn()
	}
	y := m.state[m.at]
	m.at++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// float is a number from 0 to below 1.
func (m *mersenne) float() float64 {
	a, b := m.word()>>5, m.word()>>6
	return (float64(a)*(1<<26) + float64(b)) / (1 << 53)
}

// bits is a number of so many bits, 64 at most.
func (m *mersenne) bits(k int) uint64 {
	if k <= 0 {
		return 0
	}
	if k <= 32 {
		return uint64(m.word() >> (32 - k))
	}
	low := uint64(m.word())
	return low | uint64(m.word()>>(64-k))<<32
}
