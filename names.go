package starling

import (
	"fmt"

	"starling/internal/native"
	"starling/starlib"
	"starling/starlib/pysyntax"
)

// Func makes a Go function one of scripts and formulas. It takes and gives values of bool, int8, int16,
// int32, int64, int, float32, float64, string, []byte, time.Time, time.Duration and *big.Int, and
// slices of these for arrays; it gives one result, or one and an error. In a formula it is called for
// each row, with numbers widened as Java does. A row in which an argument is null gives null without
// a call, as with formulas' own functions, unless the parameter is a pointer, which is nil then.
//
// A function all of whose parameters and whose result are slices, as func([]float64) []float64, is
// called by column: with the values of many rows, without those that have a null, and gives as many,
// each of its own row alone, since how rows are divided is not told.
//
// A script that calls it gets its error as a RuntimeError, and a table whose formula does fails; a
// panic is an error too. It is called on goroutines of the session, of which several may call it at
// once, and while it runs for a formula no table is updated or read: it must not use the session.
func (s *Session) Func(name string, fn any) error {
	err := s.usable()
	if err != nil {
		return err
	}
	if err = checkName(name); err == nil {
		var f *native.Func
		if f, err = native.NewFunc(name, fn); err == nil {
			s.in.Host.SetGlobal(name, s.in.Host.NewNative(f))
			return nil
		}
	}
	return fmt.Errorf("starling: function %s: %w", name, err)
}

// Set gives the script a variable: nil, a boolean, number or text, a time, which is an Instant there, a
// time.Duration, a *big.Int, a slice as a list, a map as a dict, what a pointer points to, or a *Table.
// Slices and maps are copied.
func (s *Session) Set(name string, value any) error {
	if err := s.usable(); err != nil {
		return err
	}
	err := checkName(name)
	if err == nil {
		if t, ok := value.(*Table); ok {
			if t.s != s {
				return fmt.Errorf("starling: variable %s: table %s is one of another session", name, t.name)
			}
			value = t.value
		}
		v, bad := starlib.Value(value)
		if err = bad; err == nil {
			s.in.Host.SetGlobal(name, v)
			return nil
		}
	}
	return fmt.Errorf("starling: variable %s: %w", name, err)
}

// checkName reports what is no name of a variable.
func checkName(name string) error {
	if !pysyntax.IsName(name) {
		return fmt.Errorf("%q cannot name a variable of the script", name)
	}
	return nil
}
