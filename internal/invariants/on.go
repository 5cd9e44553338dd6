//go:build invariants

package invariants

// Enabled reports whether the build carries the invariants tag.
const Enabled = true
