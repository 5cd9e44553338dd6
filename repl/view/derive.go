package view

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"starling/engine"
	"starling/internal/nearest"
	"starling/internal/safe"
)

// askFilter is the question of /.
func (p *pane) askFilter() *question {
	return &question{
		prompt: "filter: ", text: []rune(p.filter), complete: p.named,
		answer: func(v *View, text string) (string, func()) { return "", func() { v.derive(p, text, p.order) } },
	}
}

// askOrder is the question of s.
func (p *pane) askOrder() *question {
	return &question{
		prompt: "sort by: ", text: []rune(orderText(p.order)), complete: p.named,
		answer: func(v *View, text string) (string, func()) {
			order, err := p.orderOf(text)
			if err != nil {
				return err.Error(), nil
			}
			return "", func() { v.derive(p, p.filter, order) }
		},
	}
}

// named is the columns that begin like a word, in whatever case.
func (p *pane) named(word string) []string {
	var out []string
	for _, f := range p.base.Schema {
		if len(f.Name) >= len(word) && strings.EqualFold(f.Name[:len(word)], word) {
			out = append(out, safe.Text(f.Name))
		}
	}
	return out
}

// orderOf is the columns to sort by as they are typed: "Symbol, -Price".
func (p *pane) orderOf(text string) ([]engine.SortKey, error) {
	var order []engine.SortKey
	for _, part := range strings.Split(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		name, down := strings.CutPrefix(part, "-")
		name = strings.TrimSpace(name)
		if p.base.Position(name) < 0 {
			var names []string
			for _, f := range p.base.Schema {
				names = append(names, f.Name)
			}
			if hint := nearest.Hint(name, names); hint != "" {
				return nil, fmt.Errorf("there is no column %s%s", name, hint)
			}
			return nil, fmt.Errorf("there is no column %s; Tab completes, -%s is the greatest first", name, names[0])
		}
		order = append(order, engine.SortKey{Column: name, Descending: down})
	}
	return order, nil
}

// orderText is an order as it is typed.
func orderText(order []engine.SortKey) string {
	parts := make([]string, len(order))
	for i, k := range order {
		parts[i] = k.Column
		if k.Descending {
			parts[i] = "-" + k.Column
		}
	}
	return strings.Join(parts, ", ")
}

// derive has the pane show its table filtered and sorted, when that is made.
func (v *View) derive(p *pane, filter string, order []engine.SortKey) {
	asked := v.question
	v.beside(func(ctx context.Context) func(alive bool) {
		t, err := p.base, error(nil)
		if filter != "" || len(order) > 0 {
			t, err = v.host.Derive(ctx, p.base, filter, order)
		}
		return func(alive bool) {
			if !alive || v.question != asked { // it was given up
				if err == nil && t != p.base {
					t.Release()
				}
				return
			}
			if err != nil {
				asked.wrong, asked.busy = firstLine(err), false
				return
			}
			shown := p.table
			p.table = t
			if err := v.refollow(); err != nil { // the pane stays as it was
				p.table = shown
				if t != p.base {
					t.Release()
				}
				asked.wrong, asked.busy = firstLine(err), false
				return
			}
			p.table = shown
			p.use(t)
			p.filter, p.order, p.top, p.left = filter, slices.Clone(order), 0, 0
			p.at = min(p.at, 0)
			v.question = nil
		}
	})
}

// firstLine is what an error says on one line.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return safe.Text(line)
}

// code is the expression that gives what the pane shows.
func (p *pane) code() string {
	code := p.name
	if p.filter != "" {
		code += ".where(" + strconv.Quote(p.filter) + ")"
	}
	switch n := len(p.order); {
	case n == 0:
	case n == 1 && p.order[0].Descending:
		code += ".sort_descending(" + strconv.Quote(p.order[0].Column) + ")"
	case n == 1:
		code += ".sort(" + strconv.Quote(p.order[0].Column) + ")"
	default:
		columns, ways := make([]string, n), make([]string, n)
		for i, k := range p.order {
			columns[i], ways[i] = strconv.Quote(k.Column), "SortDirection.ASCENDING"
			if k.Descending {
				ways[i] = "SortDirection.DESCENDING"
			}
		}
		code += ".sort([" + strings.Join(columns, ", ") + "], [" + strings.Join(ways, ", ") + "])"
	}
	return code
}
