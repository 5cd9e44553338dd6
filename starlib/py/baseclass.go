package py

import "go.starlark.net/starlark"

// BaseClass makes a class of a module, without methods of its own, from which scripts derive
// classes whose methods are called back.
func BaseClass(module, name string) func(ip *Interp) starlark.Value {
	return func(ip *Interp) starlark.Value {
		k := ip.builtinClasses[module+"."+name]
		if k == nil {
			k = ip.newClass(module, name)
			ip.builtinClasses[module+"."+name] = k
		}
		return k
	}
}
