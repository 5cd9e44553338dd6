package py

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// warningsEntries is the module warnings.
func warningsEntries() []Entry {
	return []Entry{
		{Sig: "catch_warnings(record=False)", Doc: "A context in which filters can be changed; with record=True it is a list of the warnings instead of their being printed.", Fn: catchWarnings},
		{Sig: "filterwarnings(action, message=\"\", category=Warning, module=\"\", lineno=0, append=False)", Doc: "What is done with warnings whose text begins as the pattern message says.", Fn: filterWarnings},
		{Sig: "resetwarnings()", Doc: "Forgets all filters.", Fn: func(c *Call) (starlark.Value, error) {
			c.warnings.filters, c.warnings.seen = nil, nil
			return starlark.None, c.Unpack()
		}},
		{Sig: "simplefilter(action, category=Warning, lineno=0, append=False)", Doc: "What is done with warnings of a class: \"default\", \"error\", \"ignore\", \"always\", \"module\" or \"once\".", Fn: simpleFilter},
		{Sig: "warn(message, category=None, stacklevel=1)", Doc: "Prints a warning, once for each place.", Fn: warn},
	}
}

// warnings is what is done with warnings. It is used with the session lock held.
type warnings struct {
	filters []warningFilter // the first that fits counts
	seen    map[string]bool // what was shown and is not to be shown again
	record  *starlark.List  // that takes them instead; nil: they are printed
}

type warningFilter struct {
	action   string
	message  *regexp.Regexp // nil: any
	category *class
}

var warningActions = []string{"always", "default", "error", "ignore", "module", "once"}

func (c *Call) addFilter(action, message string, category starlark.Value, last bool) error {
	if !slices.Contains(warningActions, action) {
		return Raise("AssertionError", "invalid action: %s", quoted(action))
	}
	k := c.exceptions["Warning"]
	if category != nil {
		of, ok := category.(*class)
		if !ok || !of.is(k) {
			return Raise("AssertionError", "category must be a Warning subclass")
		}
		k = of
	}
	f := warningFilter{action: action, category: k}
	if message != "" {
		re, err := regexp.Compile("(?i)^(?:" + message + ")")
		if err != nil {
			return Raise("ValueError", "%s: message: %w", c.Name, err)
		}
		f.message = re
	}
	if last {
		c.warnings.filters = append(c.warnings.filters, f)
	} else {
		c.warnings.filters = slices.Insert(c.warnings.filters, 0, f)
	}
	return nil
}

func simpleFilter(c *Call) (starlark.Value, error) {
	var action string
	var category starlark.Value
	var line int
	var last bool
	if err := c.Unpack("action", &action, "category?", &category, "lineno?", &line, "append?", &last); err != nil {
		return nil, err
	}
	if line != 0 {
		return nil, Raise("NotImplementedError", "simplefilter: lineno is not available")
	}
	return starlark.None, c.addFilter(action, "", category, last)
}

func filterWarnings(c *Call) (starlark.Value, error) {
	var action, message, module string
	var category starlark.Value
	var line int
	var last bool
	if err := c.Unpack("action", &action, "message?", &message, "category?", &category, "module?", &module, "lineno?", &line, "append?", &last); err != nil {
		return nil, err
	}
	if line != 0 || module != "" {
		return nil, Raise("NotImplementedError", "filterwarnings: module and lineno are not available: filter by message and category")
	}
	return starlark.None, c.addFilter(action, message, category, last)
}

func catchWarnings(c *Call) (starlark.Value, error) {
	record := false
	if err := c.Unpack("record?", &record); err != nil {
		return nil, err
	}
	var before warnings
	enter := func(c *Call) (starlark.Value, error) {
		before = c.warnings
		c.warnings = warnings{filters: slices.Clone(before.filters), record: before.record}
		if !record {
			return starlark.None, nil
		}
		c.warnings.record = starlark.NewList(nil)
		return c.warnings.record, nil
	}
	return &manager{c.Interp, "catch_warnings", enter, func(c *Call, _ *instance) (bool, error) {
		c.warnings = before
		return false, nil
	}, nil}, nil
}

func warn(c *Call) (starlark.Value, error) {
	var message, category starlark.Value
	level := 1
	if err := c.Unpack("message", &message, "category?", &category, "stacklevel?", &level); err != nil {
		return nil, err
	}
	w, err := c.warning(message, category)
	if err != nil {
		return nil, err
	}
	at := c.callerPlace(level)
	f := c.warnings.filterFor(w)
	if f.action == "error" {
		return nil, &thrown{o: w}
	}
	if f.action == "ignore" || c.warnings.shown(f.action, w, at) {
		return starlark.None, nil
	}
	if c.warnings.record != nil {
		return starlark.None, c.warnings.record.Append(&recordedWarning{w, at})
	}
	text := fmt.Sprintf("%s:%d: %s: %s\n", at.File, at.Line, w.class.name, w.message())
	if line := strings.TrimSpace(at.Text); line != "" {
		text += "  " + line + "\n"
	}
	_, err = io.WriteString(c.output("stderr", c.cfg.Stderr), text)
	return starlark.None, err
}

// warning is the instance of a warning, of a class if the message is a text.
func (c *Call) warning(message, category starlark.Value) (*instance, error) {
	if x := exceptionIn(message); x != nil && message.(*instance).class.is(c.exceptions["Warning"]) {
		return message.(*instance), nil
	}
	k := c.exceptions["UserWarning"]
	if category != nil && category != starlark.None {
		of, ok := category.(*class)
		if !ok || !of.is(c.exceptions["Warning"]) {
			return nil, Raise("TypeError", "category must be a Warning subclass, not '%s'", TypeOf(category))
		}
		k = of
	}
	made, err := starlark.Call(c.Thread, k, starlark.Tuple{message}, nil)
	if err != nil {
		return nil, err
	}
	return made.(*instance), nil
}

// callerPlace is where the function stands that called, or one further out.
func (c *Call) callerPlace(level int) Place {
	places := c.Frames(c.Thread.CallStack())
	if n := len(places) - max(level, 1); n >= 0 && len(places) > 0 {
		return places[n]
	}
	return Place{File: "sys", Line: 1}
}

func (w *warnings) filterFor(o *instance) warningFilter {
	for _, f := range w.filters {
		if o.class.is(f.category) && (f.message == nil || f.message.MatchString(o.message())) {
			return f
		}
	}
	return warningFilter{action: "default"}
}

// shown reports whether a warning was shown before that is not to be shown again, and notes it.
func (w *warnings) shown(action string, o *instance, at Place) bool {
	key := o.class.name + ": " + o.message()
	switch action {
	case "always":
		return false
	case "default":
		key += fmt.Sprintf(" %s:%d", at.File, at.Line)
	case "module":
		key += " " + at.File
	}
	before := w.seen[key]
	if w.seen == nil {
		w.seen = map[string]bool{}
	}
	w.seen[key] = true
	return before
}

// recordedWarning is a warning that catch_warnings(record=True) took.
type recordedWarning struct {
	o  *instance
	at Place
}

func (w *recordedWarning) String() string {
	return fmt.Sprintf("{message : %s, category : %s, filename : %s, lineno : %d}", plain(w.o, PlainMost), quoted(w.o.class.name), quoted(w.at.File), w.at.Line)
}
func (w *recordedWarning) Type() string          { return "WarningMessage" }
func (w *recordedWarning) Freeze()               {}
func (w *recordedWarning) Truth() starlark.Bool  { return true }
func (w *recordedWarning) Hash() (uint32, error) { return uint32(PointerOf(w) >> 4), nil }

// Attr is what a recorded warning has.
func (w *recordedWarning) Attr(name string) (starlark.Value, error) {
	switch name {
	case "category":
		return w.o.class, nil
	case "filename":
		return starlark.String(w.at.File), nil
	case "lineno":
		return starlark.MakeInt(w.at.Line), nil
	case "message":
		return w.o, nil
	}
	return nil, nil
}

// AttrNames is the names of that.
func (w *recordedWarning) AttrNames() []string {
	return []string{"category", "filename", "lineno", "message"}
}
