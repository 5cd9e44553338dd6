package starlib

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/safe"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/cluster"
	"starling/repl/grid"
	"starling/specs/guess"
	"starling/specs/wire"
)

// peekRows is how many records peek shows unless told otherwise, and at most.
const (
	peekRows = 5
	peekMost = 1000
)

// peekTopic is peek(topic, n=5).
func peekTopic(c *call) (starlark.Value, error) {
	var topic string
	n := peekRows
	p, err := c.clusterArgs("topic", &topic, "n?", &n)
	if err != nil {
		return nil, err
	}
	if n < 1 || n > peekMost {
		return nil, c.failed(fmt.Errorf("n: %d is not from 1 to %d", n, peekMost))
	}
	k, err := c.peek(p, topic, n)
	if err != nil {
		return nil, err
	}
	text, err := c.peeked(k)
	if err != nil {
		return nil, c.failed(err)
	}
	draft := c.consumeCall(k, p)
	front := c.host.cfg.Front
	if front == nil {
		text += draft + "\n"
	}
	if _, err := io.WriteString(c.host.cfg.Stdout, text); err != nil {
		return nil, c.failed(err)
	}
	if front != nil {
		front.Draft(draft)
	}
	return starlark.None, nil
}

// guessSpecs is kc.guess(topic).
func guessSpecs(c *call) (starlark.Value, error) {
	var topic string
	p, err := c.clusterArgs("topic", &topic)
	if err != nil {
		return nil, err
	}
	k, err := c.peek(p, topic, 1)
	if err != nil {
		return nil, err
	}
	if k.Looked == 0 {
		return nil, c.failed(fmt.Errorf("topic %q has no records to guess by", topic))
	}
	return starlark.Tuple{specOf(k.Key), specOf(k.Value)}, nil
}

// specOf is a guess as a spec of the consumer.
func specOf(p guess.Part) starlark.Value {
	lines := strings.Split(strings.TrimPrefix(p.Script, "kc."), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return &readSpec{text: strings.Join(lines, " "), reader: scripted(p.Spec)}
}

// peek looks at a topic, without the session lock.
func (c *call) peek(p client.Props, topic string, n int) (k *kafka.Peek, err error) {
	if topic == "" {
		return nil, c.failed(errors.New("topic: must not be empty"))
	}
	ctx := c.Context()
	if err := c.Waiting(func() (err error) {
		k, err = c.host.cfg.Kafka.Peek(ctx, p, topic, n)
		return err
	}); err != nil {
		return nil, c.failed(err)
	}
	return k, nil
}

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
