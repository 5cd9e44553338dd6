package client

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"starling/internal/files"
	"starling/internal/secret"
)

// Arg is one property while it is read. What a reference led to is in value; written is
// the text with the reference, "" where there was none.
type Arg struct{ Name, Value, written string }

// Bad is the error for an unusable value; a secret's value is left out.
func (a Arg) Bad(why string) error {
	if isSecret(a.Name) {
		return fmt.Errorf("%s: the value %s", a.Name, why)
	}
	return fmt.Errorf("%s: %q %s", a.Name, a.Shown(), why)
}

// Shown is how the value is worded: what a reference led to as the reference.
func (a Arg) Shown() string {
	switch {
	case a.written != "":
		return a.written
	case isSecret(a.Name):
		return "***"
	}
	return secret.Mask(a.Value)
}

// unreadable is why the file that the value names cannot be read.
func (a Arg) unreadable(err error) error {
	var outside *files.Outside
	switch {
	case a.written == "":
		return err
	case errors.As(err, &outside):
		return &files.Outside{What: a.written, Flag: outside.Flag}
	}
	return fmt.Errorf("%s: %w", a.written, reason(err))
}

// part is how a part of the value is worded.
func (a Arg) part(text string) string {
	if a.written != "" {
		return a.written
	}
	return secret.Mask(text)
}

// isSecret tells the properties whose values must not be shown. A URL may have a
// user and password in it.
func isSecret(name string) bool { return secret.Name(name) || strings.HasSuffix(name, ".url") }

func (a Arg) boolean() (bool, error) {
	switch strings.ToLower(strings.TrimSpace(a.Value)) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, a.Bad("is neither true nor false")
}

func (a Arg) integer(lowest, highest int64) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(a.Value), 10, 64)
	switch {
	case err != nil:
		return 0, a.Bad("is not a whole number")
	case n < lowest:
		return 0, a.Bad(fmt.Sprintf("is less than %d", lowest))
	case n > highest:
		return 0, a.Bad(fmt.Sprintf("is more than %d", highest))
	}
	return n, nil
}

// millis reads a number of milliseconds, 0 or more.
func (a Arg) millis() (time.Duration, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(a.Value), 10, 64)
	switch {
	case err != nil:
		return 0, a.Bad("is not a whole number of milliseconds")
	case n < 0:
		return 0, a.Bad("is negative")
	case n > int64(math.MaxInt64/time.Millisecond):
		n = int64(math.MaxInt64 / time.Millisecond) // Java's "for ever" is Long.MAX_VALUE
	}
	return time.Duration(n) * time.Millisecond, nil
}

// clamp reads a duration and moves it into [lowest, highest], with a warning.
func (a Arg) clamp(s *settings, lowest, highest time.Duration) (time.Duration, error) {
	d, err := a.millis()
	if err != nil {
		return 0, err
	}
	if got := min(max(d, lowest), highest); got != d {
		s.warn("%s: %s is outside %v to %v; %v is used", a.Name, a.Shown(), lowest, highest, got)
		d = got
	}
	return d, nil
}

// choice reads one of the words, whatever its case, and returns it as listed.
func (a Arg) choice(words ...string) (string, error) {
	for _, w := range words {
		if strings.EqualFold(w, strings.TrimSpace(a.Value)) {
			return w, nil
		}
	}
	return "", a.Bad("must be one of " + strings.Join(words, ", "))
}
