//go:build !invariants

package engine

// chunkMax is how many rows a chunk of a List holds.
const chunkMax = 512
