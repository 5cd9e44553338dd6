// Package pygen makes up Python programs, for tests that compare an interpreter with CPython. A program is a
// function of its seed. It terminates, prints much of what it computes, never depends on addresses, clocks or
// the order of sets, and raises at times, mostly what it catches.
//
// What expressions are made of stands in tables of templates, by the type of what they give: see exprs.go.
package pygen
