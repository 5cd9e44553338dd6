package expr

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Error is what is wrong with a formula, and where.
type Error struct {
	Formula string
	Col     int // column in Formula, in characters from 1
	Err     error
}

func (e *Error) Error() string {
	return fmt.Sprintf("formula %s, column %d: %v", Quoted(e.Formula), e.Col, e.Err)
}

// quotedMax is how many characters of a formula errors show.
const quotedMax = 400

// Quoted is a formula as errors name it: in quotes, and no longer than can be read.
func Quoted(src string) string {
	n := 0
	for at := range src {
		if n == quotedMax {
			return strconv.Quote(src[:at]) + "…"
		}
		n++
	}
	return strconv.Quote(src)
}

func (e *Error) Unwrap() error { return e.Err }

// RowError is an error in one row of a page.
type RowError struct {
	Index int // of the row in the page
	Err   error
}

func (e *RowError) Error() string { return e.Err.Error() }

func (e *RowError) Unwrap() error { return e.Err }

// rowErr is the error of row i.
func rowErr(i int, format string, args ...any) error {
	return &RowError{Index: i, Err: fmt.Errorf(format, args...)}
}

// place is an error at a byte offset, before it is known in which formula.
type place struct {
	at  int
	err error
}

func (p *place) Error() string { return p.err.Error() }

func (p *place) Unwrap() error { return p.err }

// errAt is an error at byte offset at of the formula.
func errAt(at int, format string, args ...any) error {
	return &place{at: at, err: fmt.Errorf(format, args...)}
}

// within turns an error with an offset into an *Error of the formula src.
func within(src string, err error) error {
	var p *place
	if !errors.As(err, &p) {
		return err
	}
	return &Error{Formula: src, Col: colOf(src, p.at), Err: p.err}
}

// colOf is the column, from 1, of byte offset at.
func colOf(src string, at int) int {
	return utf8.RuneCountInString(src[:min(max(at, 0), len(src))]) + 1
}
