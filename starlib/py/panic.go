package py

import (
	"errors"
	"fmt"
	"path"
	"runtime"
	"strings"
)

// rescue, deferred, makes a panic an error of the script: an InternalError, which asks to
// report it. Locks are given back on the way, since all who take one defer that.
func rescue(err *error) {
	if r := recover(); r != nil {
		*err = internalError(r, panicked())
	}
}

// internalError is the error of a bug that showed as a panic, at a place in the code. That
// a value did not fit into memory is the script's fault.
func internalError(why any, where string) error {
	var bad runtime.Error
	if err, ok := why.(error); ok && errors.As(err, &bad) {
		if msg := bad.Error(); strings.Contains(msg, "makeslice") || strings.Contains(msg, "growslice") {
			return Raise("MemoryError", "more than the memory holds")
		}
	}
	return Raise("InternalError", "%v, in %s; %s", why, where, Report)
}

// Report is what is said about a bug.
const Report = "this is a bug of Starling, please report it with these lines"

// panicked is the place of the panic that is being recovered: "sum (numbers.go:152)".
func panicked() string {
	pc := make([]uintptr, 32)
	frames := runtime.CallersFrames(pc[:runtime.Callers(1, pc)])
	for seen, more := false, true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		switch name := path.Base(f.Function); {
		case name == "runtime.gopanic":
			seen = true
		case seen && !strings.HasPrefix(name, "runtime."):
			return fmt.Sprintf("%s (%s:%d)", name, path.Base(f.File), f.Line)
		}
	}
	return "an unknown place"
}
