package files

import (
	"os"
	"slices"
	"strings"
)

// LookupEnv is a variable of the environment.
func (a *Access) LookupEnv(name string) (value string, ok bool, err error) {
	if a != nil && !slices.Contains(a.env, name) {
		return "", false, &Outside{name, "--allow-env"}
	}
	value, ok = os.LookupEnv(name)
	return value, ok, nil
}

// Environ is the variables of the environment, as NAME=value.
func (a *Access) Environ() []string {
	all := os.Environ()
	if a == nil {
		return all
	}
	return slices.DeleteFunc(all, func(kv string) bool {
		name, _, _ := strings.Cut(kv, "=")
		return !slices.Contains(a.env, name)
	})
}
