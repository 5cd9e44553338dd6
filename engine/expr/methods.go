package expr

import (
	"fmt"
	"slices"
	"strings"

	"starling/engine/column"
)

// HasMethod reports whether values of type t have a method of that name.
func HasMethod(t column.Type, name string) bool {
	_, ok := lookup(typeName(t) + "#" + name)
	if !ok {
		_, ok = lookup("Object#" + name)
	}
	return ok
}

// Methods are the names of the methods that values of type t have, sorted.
func Methods(t column.Type) []string {
	var all []string
	for _, name := range names() {
		for _, class := range []string{typeName(t), "Object"} {
			if m, ok := strings.CutPrefix(name, class+"#"); ok {
				all = append(all, m)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// MethodDocs are the methods that values of type t have, by name, which is without that of a class.
func MethodDocs(t column.Type) []FuncDoc {
	var all []FuncDoc
	for _, name := range Methods(t) {
		for _, class := range []string{typeName(t), "Object"} {
			if f, ok := lookup(class + "#" + name); ok {
				all = append(all, FuncDoc{name, f.texts(class + "#" + name), f.doc})
				break
			}
		}
	}
	return all
}

// Packages are the packages of Java whose classes formulas know, sorted.
func Packages() []string {
	var out []string
	for _, p := range packages {
		out = append(out, strings.TrimSuffix(p, "."))
	}
	slices.Sort(out)
	return out
}

// Classes are the full names of the classes of Java that formulas know, sorted.
func Classes() []string {
	var out []string
	for name, t := range classes {
		if full := t.Name(); strings.Contains(full, ".") {
			out = append(out, full)
		} else {
			out = append(out, "java.lang."+name)
		}
	}
	for _, name := range staticClasses {
		if strings.Contains(name, ".") {
			out = append(out, name)
		} else {
			out = append(out, "java.lang."+name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ColorHex is #rrggbb of the name of a colour, or of that itself.
func ColorHex(name string) (string, error) {
	c, err := colorOf(name)
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B), err
}
