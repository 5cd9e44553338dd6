package engine

import (
	"math/bits"
	"math/rand/v2"
)

// hashSeed is drawn anew for every process: whoever writes the keys of a topic cannot know
// which of them collide.
var hashSeed = [3]uint64{rand.Uint64(), rand.Uint64(), rand.Uint64()}

// hashWords is the hash of a key of two words.
func hashWords(a, b uint64) uint32 {
	hi, lo := bits.Mul64(a^hashSeed[0], b^hashSeed[1])
	hi, lo = bits.Mul64(hi^lo, hashSeed[2])
	x := hi ^ lo
	return uint32(x ^ x>>32)
}
