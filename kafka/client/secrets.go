package client

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// References. A property's value may hold ${env:NAME}, an environment variable,
// ${file:PATH}, a file without the space around its text, and ${file:PATH:KEY},
// an entry of a properties file, as Kafka's configuration providers have them.
// What a reference leads to is taken as it is, references in it are not
// followed. Other ${...} stay as they are.
//
// A config follows the references of ordinary properties when it is made. Those of
// secret ones stay, so that nothing that shows properties can show a secret, and are
// followed where a connection is secured.

// secretLimit bounds a file that a reference names.
const secretLimit = 1 << 20

// refers tells whether a value holds a reference.
func refers(value string) bool {
	return strings.Contains(value, "${env:") || strings.Contains(value, "${file:")
}

// follow replaces the references in a value by what they lead to.
func (e *Env) follow(value string) (string, error) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(value, "${")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		kind, after, found := strings.Cut(rest, ":")
		if !found || kind != "env" && kind != "file" {
			out.WriteString("${")
			value = rest
			continue
		}
		place, after, closed := strings.Cut(after, "}")
		if !closed {
			return "", fmt.Errorf("${%s: is not closed by }", kind)
		}
		text, err := e.led(kind, place)
		if err != nil {
			return "", fmt.Errorf("${%s:%s}: %w", kind, place, err)
		}
		out.WriteString(text)
		value = after
	}
}

// led is what a single reference leads to.
func (e *Env) led(kind, place string) (string, error) {
	if kind == "env" {
		text, ok, err := e.Files.LookupEnv(place)
		if err != nil {
			return "", err
		}
		if !ok {
			return "", errors.New("the environment variable is not set")
		}
		return text, nil
	}
	path, key, entry := strings.Cut(place, ":")
	if path == "" || entry && key == "" {
		return "", errors.New("must be ${file:/path} or ${file:/path:key}")
	}
	text, err := e.readSecret(path)
	if err != nil || !entry {
		return strings.TrimSpace(text), err
	}
	value, ok := propertiesFile(text)[key]
	if !ok {
		return "", fmt.Errorf("the file has no entry %q", key)
	}
	return value, nil
}

func (e *Env) readSecret(path string) (string, error) {
	f, err := e.Files.Open(path)
	if err != nil {
		return "", reason(err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, secretLimit+1))
	switch {
	case err != nil:
		return "", reason(err)
	case len(text) > secretLimit:
		return "", fmt.Errorf("the file is larger than %d bytes", secretLimit)
	}
	return string(text), nil
}

// reason leaves out the path, which the reference shows, and does not unwrap to
// what a connection's error would.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return errors.New(at.Err.Error())
	}
	return errors.New(err.Error())
}

// setProviders accepts the providers that every reference can name.
func setProviders(s *settings, a Arg) error {
	for name := range strings.SplitSeq(a.Value, ",") {
		if name = strings.TrimSpace(name); name != "" && name != "env" && name != "file" {
			s.warn("property %q: %s has no effect; only ${env:NAME}, ${file:/path} and ${file:/path:key} are followed", a.Name, a.part(name))
		}
	}
	return nil
}
