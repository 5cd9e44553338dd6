package engine

import (
	"fmt"

	"starling/engine/plan"
)

// Attrs are what is known of how a table changes.
type Attrs = plan.Attrs

// lasts reports whether a group, once it has a row, has one for good: no row of a table with
// these attributes goes, or those that leave are counted on as history.
func lasts(a Attrs) bool { return a.Blink || a.AddOnly || !a.Refreshing }

// refused is the error of what would have to keep every row of a blink table.
func refused(op string) error {
	return fmt.Errorf("blink tables do not support %s; use blink_to_append_only to accumulate full history", op)
}
