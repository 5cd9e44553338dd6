//go:build invariants

package rowset

// PageBits is the binary logarithm of PageSize: tiny, so that small tests cross pages.
const PageBits = 6
