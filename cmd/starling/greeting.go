package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"starling/internal/safe"
	"starling/kafka/cluster"
)

// greeting is what a console on a terminal begins with.
const greeting = `Starling %s: Kafka topics as live tables.
Try t = time_table("PT1S"), then t; help() tells more, Ctrl-D leaves.
`

// greetingWidth is the longest line of what the console says of itself.
const greetingWidth = 80

// greetingLimit is how long a broker may take until its topics are of no interest any more.
const greetingLimit = 5 * time.Second

// greet says what this is, and which broker is asked; its topics come when it has answered, above
// what is typed by then.
func (c *console) greet(ctx context.Context) error {
	c.say(fmt.Sprintf(strings.TrimSuffix(greeting, "\n"), version()))
	if c.embedded {
		broker, registry, err := c.broker.Start()
		if err != nil {
			return err
		}
		c.say(fmt.Sprintf("Embedded broker %s, schema registry %s", broker, registry))
		return nil
	}
	broker, ok := c.env.Defaults["bootstrap.servers"]
	if !ok {
		return nil
	}
	c.greeting.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, greetingLimit)
		defer cancel()
		if names, err := c.topicNames(ctx); err == nil { // else the client says what is wrong
			c.say(topicsLine(broker, names))
		}
	})
	return nil
}

func (c *console) topicNames(ctx context.Context) ([]string, error) {
	conn, err := cluster.Dial(ctx, &c.env.Env, nil)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return conn.Names(ctx)
}

// topicsLine is a broker and its topics, as many as there is room for.
func topicsLine(broker string, names []string) string {
	text := fmt.Sprintf("Broker %s, %s", broker, counted(len(names), "topic"))
	for i, name := range names {
		sep, rest := ", ", ""
		if i == 0 {
			sep = ": "
		}
		if i < len(names)-1 {
			rest = ", …"
		}
		if runewidth.StringWidth(text+sep+name+rest) > greetingWidth {
			return text + sep + "…"
		}
		text += sep + name
	}
	return text
}

// say prints lines, none wider than the greeting may be.
func (c *console) say(text string) {
	for line := range strings.Lines(text + "\n") {
		line = runewidth.Truncate(safe.Text(strings.TrimSuffix(line, "\n")), greetingWidth, "…")
		fmt.Fprintln(c.stdout, line)
	}
}
