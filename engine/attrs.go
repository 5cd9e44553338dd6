package engine

import (
	"fmt"

	"starling/engine/plan"
)

// Attrs are what is known of how a table changes.
type Attrs = plan.Attrs

// refused is the error of what would have to keep every row of a blink table.
func refused(op string) error {
	return fmt.Errorf("blink tables do not support %s; use blink_to_append_only to accumulate full history", op)
}
