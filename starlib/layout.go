package starlib

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/expr"
	"starling/starlib/py"
)

// attrLayout is the attribute in which Deephaven keeps how a table is laid out.
const attrLayout = "LayoutHints"

// searchDisplayMode is the class SearchDisplayMode.
var searchDisplayMode = py.Enums("SearchDisplayMode", "DEFAULT", "SHOW", "HIDE")

// layoutHints is layout_hints: they are in an attribute, as Deephaven writes it.
func layoutHints(c *call) (starlark.Value, error) {
	var front, back, freeze, hide texts
	var groups, search starlark.Value = starlark.None, starlark.None
	if err := c.Unpack("front?", &front, "back?", &back, "freeze?", &freeze, "hide?", &hide, "column_groups?", &groups, "search_display_mode?", &search); err != nil {
		return nil, err
	}
	var hints strings.Builder
	for _, h := range []struct {
		name string
		cols texts
	}{{"front", front}, {"back", back}, {"hide", hide}, {"freeze", freeze}} {
		if len(h.cols) > 0 {
			hints.WriteString(h.name + "=" + strings.Join(h.cols, ",") + ";")
		}
	}
	mode, err := py.Choice(search, "SearchDisplayMode", 0)
	if err != nil {
		return nil, c.failed(fmt.Errorf("search_display_mode: %w", err))
	}
	if mode > 0 {
		hints.WriteString("searchable=" + []string{"", "Show", "Hide"}[mode] + ";")
	}
	text, err := c.columnGroups(groups)
	if err != nil {
		return nil, c.failed(fmt.Errorf("column_groups: %w", err))
	}
	hints.WriteString(text)
	return c.attributed(func(extra *starlark.Dict) error {
		return extra.SetKey(starlark.String(attrLayout), starlark.String(hints.String()))
	})
}

// columnGroups is groups of columns as the hints have them: dicts with name, children and color.
func (c *call) columnGroups(v starlark.Value) (string, error) {
	if v == starlark.None {
		return "", nil
	}
	list, ok := v.(*starlark.List)
	if !ok {
		return "", fmt.Errorf("got %s, want a list of dicts", py.TypeOf(v))
	}
	var parts []string
	for x := range starlark.Elements(list) {
		group, ok := x.(*starlark.Dict)
		if !ok {
			return "", fmt.Errorf("got a list with %s, want dicts such as {\"name\": \"Prices\", \"children\": [\"Bid\", \"Ask\"]}", py.TypeOf(x))
		}
		part, err := c.columnGroup(group)
		if err != nil {
			return "", err
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return "", nil
	}
	return "columnGroups=" + strings.Join(parts, "|") + ";", nil
}

func (c *call) columnGroup(group *starlark.Dict) (string, error) {
	var name, color string
	var children texts
	for k, v := range group.Entries() {
		key, _ := starlark.AsString(k)
		ok := true
		switch key {
		case "children":
			if err := children.Unpack(v); err != nil {
				return "", fmt.Errorf("children: %w", err)
			}
		case "color":
			color, ok = starlark.AsString(v)
		case "name":
			name, ok = starlark.AsString(v)
		default:
			return "", fmt.Errorf("got the key %s; there are name, children and color", py.Short(k))
		}
		if !ok {
			return "", fmt.Errorf("%s: got %s, want a text", key, py.TypeOf(v))
		}
	}
	if name == "" || len(children) == 0 {
		return "", fmt.Errorf("a group has a name and children, as {\"name\": \"Prices\", \"children\": [\"Bid\", \"Ask\"]}")
	}
	part := "name:" + name + "::children:" + strings.Join(children, ",")
	if color == "" {
		return part, nil
	}
	hex, err := expr.ColorHex(color)
	if err != nil {
		return "", fmt.Errorf("color: %w", err)
	}
	return part + "::color:" + hex, nil
}

// coalesced is the same table: none is read only later, here.
func coalesced(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	t := c.Recv.(*Table)
	return c.table(func() (*engine.Table, error) { return t.t, nil })
}
