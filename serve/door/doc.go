// Package door is how others come in to what a process serves: addresses, which are of this
// machine alone unless the user writes another, the names that these may be asked by, tokens,
// certificates, and how many may come at once.
package door
