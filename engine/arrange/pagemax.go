//go:build !invariants

package arrange

// pageMax is how many rows a page of a List holds.
const pageMax = 512
