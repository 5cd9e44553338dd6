package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"starling/engine"
	"starling/repl"
	"starling/scripts"
	"starling/starlib"
)

// demo is the example with its own broker and feed.
type demo struct {
	*app
	rate  float64
	once  bool
	limit time.Duration
}

func (a *app) demoCmd() *cobra.Command {
	d := &demo{app: a}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Watch quotes and orders become totals, with a broker of its own",
		Long: `Start a broker, write quotes and orders to it, and show what the open orders are
worth, as it changes. The query is scripts/` + scripts.TotalNotional + `; it also writes its
result back to the topic total-notional.`,
		Example: `  starling demo
  starling demo --once      # a few fixed records, the result, and that is it
  starling demo --rate 200 --for 1m`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if d.once && (cmd.Flags().Changed("rate") || cmd.Flags().Changed("for")) {
				return usagef("--once writes a few records and ends: it has no --rate and no --for")
			}
			return d.run(cmd.Context())
		},
	}
	flags := cmd.Flags()
	flags.Float64Var(&d.rate, "rate", 8, "records per second")
	flags.BoolVar(&d.once, "once", false, "write four quotes and four orders, print the result and end")
	flags.DurationVar(&d.limit, "for", 0, "end after this time, as in 10s; 0 is when interrupted")
	return cmd
}

// total is the variable of the script that is shown.
const total = "total_notional"

func (d *demo) run(ctx context.Context) error {
	switch {
	case !(d.rate > 0 && d.rate <= maxRate):
		return usagef("--rate: %v is not more than 0 and at most %v", d.rate, maxRate)
	case d.limit < 0:
		return usagef("--for: %v is less than 0", d.limit)
	}
	query, err := fs.ReadFile(scripts.Files, scripts.TotalNotional)
	if err != nil {
		return err
	}
	d.env.Embedded = d.broker.Start
	addr, _, err := d.broker.Start()
	if err != nil {
		return err
	}
	for _, topic := range []string{quotesTopic, ordersTopic, totalsTopic} {
		if err := d.broker.CreateTopic(topic, 1); err != nil {
			return err
		}
	}
	c, err := d.newConsole(nil, false, []string{scripts.TotalNotional})
	if err != nil {
		return err
	}
	err = d.play(ctx, c, addr, string(query))
	return c.end(false, err)
}

// play runs the query and feeds it.
func (d *demo) play(ctx context.Context, c *console, addr, query string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if d.limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, d.limit)
		defer cancel()
	}
	if err := c.host.ExecFile(ctx, scripts.TotalNotional, query); err != nil {
		return over(ctx, err)
	}
	v, _ := c.host.Lookup(total)
	table, ok := v.(*starlib.Table)
	if !ok {
		return fmt.Errorf("%s makes no table %s", scripts.TotalNotional, total)
	}
	f, err := newFeed(addr)
	if err != nil {
		return err
	}
	defer f.close()
	if d.once {
		return over(ctx, d.playOnce(ctx, c, f, table))
	}
	fmt.Fprintf(d.stdout, hint, addr)
	feeding := make(chan error, 1)
	go func() {
		defer cancel()
		feeding <- f.live(ctx, d.rate)
	}()
	err = c.front.Watch(ctx, []string{total}, []*engine.Table{table.Engine()})
	cancel()
	return errors.Join(err, over(ctx, <-feeding))
}

// hint says what to try next.
const hint = `In another terminal: starling topic consume ` + totalsTopic + ` -f '%%k %%v\n' -b %[1]s; or query the same broker: starling -X bootstrap.servers=%[1]s

`

// over is err, but for what ctx ended.
func over(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// playOnce writes the fixed records and prints what they give.
func (d *demo) playOnce(ctx context.Context, c *console, f *feed, t *starlib.Table) error {
	if err := f.once(ctx); err != nil {
		return err
	}
	if err := d.env.Sync(ctx); err != nil {
		return err
	}
	text, err := repl.Show(c.host, t, c.host.Layout())
	if err != nil {
		return err
	}
	_, err = io.WriteString(d.stdout, text)
	return err
}
