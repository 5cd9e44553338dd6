package wire

import "iter"

// Chooser is a Reader of what can be written in several ways that look alike: as text or
// as binary. All records of a partition are read one way.
type Chooser interface {
	Reader
	// Choose looks at payloads of a partition, before any of them is decoded. ok is false
	// while they tell nothing: then none of them can be decoded.
	Choose(env Env, payloads iter.Seq[[]byte]) (c Choice, ok bool)
}

// ChoosingDecoder is the Decoder of a Chooser.
type ChoosingDecoder interface {
	Decoder
	// Use says how what comes next is read; the zero Choice leaves it to the first payload
	// that tells.
	Use(c Choice)
}

// Choice is how the records of a partition are read.
type Choice struct {
	Way string // as the format calls it
	// Doubt says what was taken, and how to have it otherwise, where what was seen could be
	// read the other way as well.
	Doubt string
}
