package starlib

import (
	"fmt"
	"strings"

	"starling/engine"
	"starling/grid"
	"starling/internal/safe"
	"starling/kafka"
	"starling/kafka/cluster"
	"starling/specs/guess"
	"starling/specs/wire"
)

// peeked is the records as a grid and what was guessed, for people.
func (c *call) peeked(k *kafka.Peek) (string, error) {
	var b strings.Builder
	if k.Looked > 0 {
		t, err := engine.NewTable(c.host.cfg.Graph, k.Fields, k.Cols)
		if err != nil {
			return "", err
		}
		f, err := t.Read(0, allRows, nil)
		if err != nil {
			return "", err
		}
		l := c.host.Layout()
		l.State = "the last of " + k.Size()
		b.WriteString(grid.Render(l, f))
	} else {
		fmt.Fprintf(&b, "%s: %s\n", safe.Text(k.Topic.Name), k.Size())
	}
	if !k.Whole {
		fmt.Fprintf(&b, "not all of them came within %v\n", cluster.Limit)
	}
	guessed(&b, "key", k.Key, k.Looked)
	guessed(&b, "value", k.Value, k.Looked)
	return b.String(), nil
}

// fieldsMost is how many fields peek lists.
const fieldsMost = 20

// guessed writes what a part seems to be.
func guessed(b *strings.Builder, name string, p guess.Part, looked int) {
	if looked == 0 {
		return
	}
	fmt.Fprintf(b, "%-6s %s", name, p.Format)
	if p.Some > 0 && p.Read < p.Some {
		fmt.Fprintf(b, ", %d of %d records", p.Read, p.Some)
	}
	if p.Note != "" {
		b.WriteString("; " + safe.Text(p.Note))
	}
	b.WriteByte('\n')
	wide := 0
	for _, f := range p.Fields[:min(len(p.Fields), fieldsMost)] {
		wide = max(wide, len([]rune(safe.Text(f.Name))))
	}
	for i, f := range p.Fields {
		if i == fieldsMost {
			fmt.Fprintf(b, "       … %d more\n", len(p.Fields)-i)
			break
		}
		name := safe.Text(f.Name)
		line := fmt.Sprintf("       %s%s  %s", name, strings.Repeat(" ", wide-len([]rune(name))), wire.TypeName(f.Type))
		if f.Of != "" {
			line += ", " + f.Of
		}
		if f.Nulls > 0 {
			line += fmt.Sprintf(", %s null", percent(f.Nulls))
		}
		if f.From != "" {
			line += ", of " + safe.Text(f.From)
		}
		b.WriteString(line + "\n")
	}
}

// percent is a share; one that is not all is not 100 %.
func percent(share float64) string {
	n := int(share*100 + 0.5)
	if n == 0 || n == 100 && share < 1 {
		return map[int]string{0: "<1 %", 100: ">99 %"}[n]
	}
	return fmt.Sprintf("%d %%", n)
}
