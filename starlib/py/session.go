package py

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// session is the names of the script. Every statement is a program of its own that
// looks all names up here when it runs, so that functions see later values and later
// definitions, as in Python. It is used with the session lock held.
type session struct {
	builtins starlark.StringDict
	user     starlark.StringDict // what the script assigned
	names    starlark.StringDict // all: what programs look up
	value    starlark.Value      // of the last expression statement
}

func newSession(builtins starlark.StringDict) *session {
	s := &session{builtins: builtins, user: starlark.StringDict{}, names: maps.Clone(builtins)}
	s.names[globalsName] = s
	return s
}

// forget drops the variables for which held is true. Others stay: functions that still run
// may need them.
func (s *session) forget(held func(v starlark.Value) bool) {
	s.value = nil
	for name, v := range s.user {
		if held(v) {
			delete(s.user, name)
			delete(s.names, name)
		}
	}
}

func (s *session) set(name string, v starlark.Value) {
	s.user[name], s.names[name] = v, v
	if own := name + selfMark; s.names[own] != nil || isFunction(v) {
		s.names[own] = v
	}
}

// run executes a statement with the names of s.
func (s *session) run(th *starlark.Thread, p program) error {
	globals, err := p.run(th, s.names)
	for name, v := range globals {
		s.set(name, v)
	}
	return err
}

func isFunction(v starlark.Value) bool {
	_, ok := v.(*starlark.Function)
	return ok
}

// visible is the names that are not the host's own.
func (s *session) visible() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(s.names)), func(n string) bool {
		return strings.HasPrefix(n, "__") || strings.HasSuffix(n, selfMark)
	})
}

// The names that rewritten statements use: see globals.go.
const (
	globalsName = "__globals__"
	valueKey    = ""     // __globals__[""] = x: x is the value of the statement
	selfMark    = "\x00" // f\x00 is the global f, named in the body of def f
)

// SetKey is what an assignment to a global has become.
func (s *session) SetKey(k, v starlark.Value) error {
	name, _ := starlark.AsString(k)
	if name == valueKey {
		s.value = v
		return nil
	}
	if v == nil {
		return s.drop(name)
	}
	s.set(name, v)
	return nil
}

// drop is what del of a global has become: what is below it is seen again, a builtin or nothing.
func (s *session) drop(name string) error {
	if _, ok := s.user[name]; !ok {
		return Raise("NameError", "name '%s' is not defined", name)
	}
	delete(s.user, name)
	delete(s.names, name)
	delete(s.names, name+selfMark)
	if v, ok := s.builtins[name]; ok {
		s.names[name] = v
	}
	return nil
}

// Get is the global of that name, for x += 1.
func (s *session) Get(k starlark.Value) (starlark.Value, bool, error) {
	name, _ := starlark.AsString(k)
	v, ok := s.names[name]
	if !ok {
		return nil, false, fmt.Errorf("internal error: predeclared variable %s is uninitialized", name)
	}
	return v, true, nil
}

func (s *session) String() string        { return "<globals>" }
func (s *session) Type() string          { return "globals" }
func (s *session) Freeze()               {}
func (s *session) Truth() starlark.Bool  { return true }
func (s *session) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable type: globals") }
