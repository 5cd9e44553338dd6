package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// help is what help says of the class: how it is called, what it says of itself and its methods.
func (k *class) help() string {
	var b strings.Builder
	init, _ := k.find("__init__")
	list := ""
	if f, ok := init.(*starlark.Function); ok {
		if list = params(f); strings.HasPrefix(list, "self") {
			list = strings.TrimPrefix(strings.TrimPrefix(list, "self"), ", ")
		}
	} else if f := dataFieldsOf(k); f != nil {
		list = strings.Join(f.names(), ", ")
	} else if n := namedOf(k); n != nil {
		list = strings.Join(n.of.Fields, ", ")
	}
	fmt.Fprintf(&b, "%s(%s)\n", k.name, list)
	if doc, ok := starlark.AsString(k.attrs.get("__doc__")); ok {
		fmt.Fprintf(&b, "    %s\n", doc)
	}
	names := k.attrs.names()
	slices.Sort(names)
	for _, name := range names {
		if f, ok := k.attrs.get(name).(*starlark.Function); ok && !strings.HasPrefix(name, "_") {
			fmt.Fprintf(&b, "    .%s(%s)\n", name, params(f))
		}
	}
	return b.String()
}
