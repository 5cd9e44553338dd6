package wire

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

// OtherError is an ErrOther that names both.
type OtherError struct {
	What      string // they are: message, record
	Got, Want string // full names
	Schema    SchemaKey
}

func (e *OtherError) Error() string {
	return fmt.Sprintf("%s %s, not %s (%v); {%q: %q} leaves such records out", e.What, Clip(e.Got), Clip(e.Want), e.Schema, OtherMessages, "skip")
}

// Is makes it an ErrOther.
func (e *OtherError) Is(target error) bool { return target == ErrOther }
