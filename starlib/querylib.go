package starlib

import (
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"starling/engine/expr"
	"starling/starlib/py"
)

// queryLibraryEntries is the module deephaven.query_library. All that formulas know they know
// from the start, so an import has nothing to do; it says what it cannot do.
func queryLibraryEntries() []py.Entry {
	return []py.Entry{
		{Sig: "import_class(name)", Doc: "Makes a class of Java's known to formulas; here they know what there is from the start.", Fn: does(imported("class"))},
		{Sig: "import_package(name)", Doc: "Makes the classes of a package known to formulas; here they know what there is from the start.", Fn: does(imported("package"))},
		{Sig: "import_static(name)", Doc: "Makes the functions of a class known to formulas; here they know what there is from the start.", Fn: does(imported("class"))},
		{Sig: "imports()", Doc: "What formulas know, as Java imports it.", Fn: does(imports)},
	}
}

func imported(what string) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		var name string
		if err := c.Unpack("name", &name); err != nil {
			return nil, err
		}
		known := expr.Packages()
		if what == "class" {
			known = expr.Classes()
		}
		if !slices.Contains(known, name) {
			return nil, c.failed(fmt.Errorf("there is no JVM here to have the %s %s: formulas know %q, and functions of the script", what, name, known))
		}
		return starlark.None, nil
	}
}

func imports(c *call) (starlark.Value, error) {
	var out []starlark.Value
	for _, p := range expr.Packages() {
		out = append(out, starlark.String("import "+p+".*;"))
	}
	return starlark.NewList(out), c.Unpack()
}
