//go:build invariants

package arrange

// pageMax is how many rows a page of a List holds: few, so that small tests split pages.
const pageMax = 8
