// Package arrow is rows as Arrow has them: windows of tables as record batches, batches as columns of
// new tables, and files of both.
//
// Numbers, dates by nanoseconds and their like are lent to Arrow as they lie in a window's vectors; what
// is null is told by a bitmap that a scan for the null's value makes. Texts are copied end to end. A window
// is a copy, so a batch needs no lock and stays what it is.
//
// This package is all of the program that knows Arrow's library: what does not import it does not pay.
package arrow
