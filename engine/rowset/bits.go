//go:build !invariants

package rowset

// PageBits is the binary logarithm of PageSize.
const PageBits = 12
