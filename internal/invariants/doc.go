// Package invariants says whether this build checks itself. Under the build tag
// `invariants` pages are tiny, order labels are close together, and buffers are
// overwritten as soon as their cycle is over, so that a test that keeps one breaks.
// It imports nothing.
package invariants
