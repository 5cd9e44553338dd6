package specs

import (
	"errors"
	"fmt"
)

// OtherMessages is the property that says what becomes of a record that holds another
// message, or record, than the one that the spec reads: "bad" is a bad record, "skip" leaves
// it out.
const OtherMessages = "starling.other.messages"

// ErrOther is the error of such a record.
var ErrOther = errors.New("another message")

// otherError is an ErrOther that names both.
type otherError struct {
	what      string // they are: message, record
	got, want string // full names
	schema    schemaKey
}

func (e *otherError) Error() string {
	return fmt.Sprintf("%s %s, not %s (%v); {%q: %q} leaves such records out", e.what, clip(e.got), clip(e.want), e.schema, OtherMessages, "skip")
}

func (e *otherError) Is(target error) bool { return target == ErrOther }
