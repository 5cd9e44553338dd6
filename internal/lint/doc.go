// Package lint holds tests of the code itself: which package may import which, and
// what every file and exported name must have. It has no code of its own.
package lint
