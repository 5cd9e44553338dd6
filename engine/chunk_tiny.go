//go:build invariants

package engine

// chunkMax is how many rows a chunk of a List holds: few, so that small tests split chunks.
const chunkMax = 8
