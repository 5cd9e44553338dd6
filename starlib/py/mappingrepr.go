package py

import "go.starlark.net/starlark"

// mapping writes a dict that knows more as Python does.
func (w *reprWriter) mapping(m *mapping) error {
	switch {
	case m.kind == defaultKind:
		return w.call("defaultdict", m.factory, m.Dict)
	case m.Len() == 0:
		w.WriteString(string(m.kind) + "()")
		return nil
	case m.kind == orderedKind:
		return w.inside("OrderedDict([", m, "])", "...", func() error { return w.elements(starlark.NewList(pairs(m.Items()))) })
	}
	items, err := m.common()
	if err != nil {
		items = m.Items() // as Python does where counts have no order
	}
	sep := ""
	return w.inside("Counter({", m, "})", "...", func() error {
		for _, kv := range items {
			w.WriteString(sep)
			if err := w.value(kv[0]); err != nil {
				return err
			}
			w.WriteString(": ")
			if err := w.value(kv[1]); err != nil {
				return err
			}
			sep = ", "
		}
		return nil
	})
}

func pairs(items []starlark.Tuple) []starlark.Value {
	all := make([]starlark.Value, len(items))
	for i, kv := range items {
		all[i] = kv
	}
	return all
}
