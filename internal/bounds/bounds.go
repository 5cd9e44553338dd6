// Package bounds says how large a value that a script asks for may be, so that a slip such
// as list(range(10**18)) is an error before it takes the memory of the process. It imports
// nothing of the module.
package bounds

import "fmt"

// What holds whatever the memory.
const (
	Depth = 1000    // how deep values may be nested where they are walked
	Bits  = 1 << 21 // of a whole number: 631,306 digits, for which arithmetic takes about 0.1 s

	mostElements = 1 << 27
	mostBytes    = 1 << 30 // a pass over more takes seconds, in which nothing can be interrupted
	leastBytes   = 1 << 24
	elementBytes = 16 // of a value in a list
)

// Bounds is what one value may have.
type Bounds struct {
	Bytes    int // of a text
	Elements int // of a list, a set, a dict
}

// Of is the bounds for values of so many bytes; 0 is a quarter of the memory, and of texts no
// more than 1 GiB.
func Of(bytes int64) Bounds {
	if bytes > 0 {
		return Bounds{Bytes: int(bytes), Elements: int(min(bytes/elementBytes, mostElements))}
	}
	quarter := max(Quarter(), leastBytes)
	return Bounds{Bytes: min(quarter, mostBytes), Elements: min(quarter/elementBytes, mostElements)}
}

// Error is a value that would be larger than it may be.
type Error string

func (e Error) Error() string { return string(e) }

// Count is the error of n elements, nil if there may be as many.
func (b Bounds) Count(what string, n int) error { return check(what, "elements", n, b.Elements) }

// Size is the error of n bytes, nil if there may be as many.
func (b Bounds) Size(what string, n int) error { return check(what, "bytes", n, b.Bytes) }

// Room is the error of n elements that take so many bytes each, nil if there may be as many.
func (b Bounds) Room(what string, n, each int) error {
	return check(what, "elements", n, min(b.Elements, b.Bytes/each))
}

// Times is the error of n bytes k times, nil if there may be as many; neither is negative.
func (b Bounds) Times(what string, n, k int) error { return times(what, "bytes", n, k, b.Bytes) }

// Repeat is the error of n elements k times, nil if there may be as many; neither is negative.
func (b Bounds) Repeat(what string, n, k int) error {
	return times(what, "elements", n, k, b.Elements)
}

// More is the error of what goes on after as many elements as there may be.
func (b Bounds) More(what string) error {
	return Error(fmt.Sprintf("%s takes more than %d elements", what, b.Elements))
}

// Width is the error of a whole number of n bits, nil if it may have as many.
func Width(what string, n int) error { return check(what, "bits", n, Bits) }

func times(what, unit string, n, k, most int) error {
	if n == 0 || k <= most/n {
		return nil
	}
	return Error(fmt.Sprintf("%s would take %d times %d %s, more than %d", what, k, n, unit, most))
}

func check(what, unit string, n, most int) error {
	if n <= most {
		return nil
	}
	return Error(fmt.Sprintf("%s would take %d %s, more than %d", what, n, unit, most))
}
