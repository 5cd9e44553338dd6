// Package profile reads the user's config.toml: which broker, registry and properties go by the
// name of a profile. It imports nothing of the module but the names of what holds a secret.
package profile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"starling/internal/nearest"
	"starling/internal/secret"
)

// Dir is the folder of the user's settings: $XDG_CONFIG_HOME/starling, or .config/starling in the
// home folder.
func Dir() (string, error) {
	dir := os.Getenv("XDG_CONFIG_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(home, ".config")
	}
	return filepath.Join(dir, "starling"), nil
}

// Properties are what a profile says: the properties of Kafka clients.
type Properties map[string]string

// Read is the profile of that name in the file. Its broker and registry are properties too.
func Read(path, name string) (Properties, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is not there; it may have\n  [profile.%s]\n  broker = \"broker.example.com:9092\"", path, name)
	}
	if err != nil {
		return nil, err
	}
	all, err := parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	p, ok := all[name]
	if !ok {
		var names []string
		for n := range all {
			names = append(names, n)
		}
		slices.Sort(names)
		return nil, fmt.Errorf("%s has no [profile.%s]%s", path, name, hint(name, names))
	}
	return p, nil
}

// hint names the profiles meant, or all.
func hint(name string, names []string) string {
	if near := nearest.Hint(name, names); near != "" || len(names) == 0 {
		return near
	}
	return "; there are " + strings.Join(names, ", ")
}

// settings is THE table of what stands in a profile beside its properties.
var settings = map[string]string{
	"broker":   "bootstrap.servers",
	"registry": "schema.registry.url",
}

// parse reads the profiles of a file.
func parse(text string) (map[string]Properties, error) {
	entries, err := toml(text)
	if err != nil {
		return nil, err
	}
	all := map[string]Properties{}
	for _, e := range entries {
		path := e.path
		if len(path) < 2 || path[0] != "profile" {
			return nil, fmt.Errorf("line %d: %s is not known; what there is are profiles, as in [profile.prod]", e.line, strings.Join(path, "."))
		}
		p := all[path[1]]
		if p == nil {
			p = Properties{}
			all[path[1]] = p
		}
		if e.head {
			continue
		}
		name, err := property(path[2:])
		if err == nil {
			err = checked(name, e.value)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", e.line, err)
		}
		if _, twice := p[name]; twice {
			return nil, fmt.Errorf("line %d: %s is there twice", e.line, name)
		}
		p[name] = e.value
	}
	return all, nil
}

// property is the property that a key of a profile stands for.
func property(key []string) (string, error) {
	if len(key) == 0 {
		return "", errors.New("a profile is a table, as in [profile.prod]")
	}
	if key[0] == "properties" && len(key) > 1 {
		return strings.Join(key[1:], "."), nil
	}
	if name, ok := settings[key[0]]; ok && len(key) == 1 {
		return name, nil
	}
	known := []string{"broker", "properties", "registry"}
	return "", fmt.Errorf("%s is not known in a profile%s; there are %s", strings.Join(key, "."), nearest.Hint(key[0], known), strings.Join(known, ", "))
}

// checked: a secret is in no file but by a reference.
func checked(name, value string) error {
	refers := strings.Contains(value, "${env:") || strings.Contains(value, "${file:")
	if secret.Name(name) && !refers || secret.Mask(value) != value {
		return fmt.Errorf("%s is a secret: write ${env:NAME} or ${file:PATH} in its place", name)
	}
	return nil
}
