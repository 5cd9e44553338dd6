package window

import "starling/engine/column"

// Args are the parameters of operations, with their names in scripts; each reads only its own.
type Args struct {
	Decay float64 // in ticks, or in nanoseconds if the operation has a time column
	Timed bool    // there is a time column
	Delta DeltaControl
	Null  BadData // what a null does to a moving value
	NaN   BadData
	// Exact is how numbers of any size are rounded. The zero value is DECIMAL128 of moving values
	// and DECIMAL64 of all others, as in Deephaven.
	Exact *column.MathContext
}

// DeltaControl says what the difference to a null is.
type DeltaControl uint8

// The ways, as in Deephaven.
const (
	NullDominates  DeltaControl = iota // null
	ValueDominates                     // the value
	ZeroDominates                      // zero
)

// BadData says what a null or NaN does to a moving value.
type BadData uint8

// The ways, as in Deephaven.
const (
	Skip   BadData = iota // nothing
	Reset                 // it begins anew
	Throw                 // it is an error
	Poison                // a NaN stays; a null does nothing
)

// exact64 and exact128 are MathContext.DECIMAL64 and DECIMAL128.
var (
	exact64  = column.MathContext{Digits: 16, Mode: column.HalfEven}
	exact128 = column.MathContext{Digits: 34, Mode: column.HalfEven}
)
