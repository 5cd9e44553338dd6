package starlib

import (
	"context"
	"strings"
	"testing"

	"starling/chart"
	"starling/engine"
	"starling/kafka"
	"starling/starlib/py"
)

// plotted is a front that looks at a live picture before and after what step does.
type plotted struct {
	Front
	step     func()
	pictures []string
}

func (*plotted) Size() (width, height int) { return 60, 24 }
func (*plotted) Looks() chart.Looks        { return chart.Mono }
func (p *plotted) Live(ctx context.Context, picture func(width, height int) string) error {
	p.pictures = append(p.pictures, picture(60, 20))
	p.step()
	p.pictures = append(p.pictures, picture(30, 10))
	return ctx.Err()
}

// TestPlotLive: a live chart is drawn anew from what its table has by then, for the window that
// there is by then, and a printed one leaves room for the prompt.
func TestPlotLive(t *testing.T) {
	front, graph, out := &plotted{}, engine.NewGraph(), &strings.Builder{}
	h := New(Config{Graph: graph, Kafka: &kafka.Env{}, Front: front, Config: py.Config{Stdout: out}})
	defer h.Close()
	run := func(src string) error {
		_, err := h.Exec(context.Background(), "test", src)
		return err
	}
	front.step = func() {
		if err := graph.Step(context.Background()); err != nil {
			t.Error(err)
		}
	}
	if err := run("from deephaven import dtypes as dht, input_table\nt = input_table({'X': dht.long, 'Y': dht.long})\n" +
		"t.add_async(new_table({'X': [1, 2], 'Y': [3, 9]}))\nplot(t, x='X', y='Y', live=True)"); err != nil {
		t.Fatal(err)
	}
	if len(front.pictures) != 2 || !strings.Contains(front.pictures[0], "no points") || strings.Contains(front.pictures[1], "no points") {
		t.Errorf("the pictures are\n%s", strings.Join(front.pictures, "\n"))
	}
	if err := run("plot(t, x='X', y='Z', live=True)"); err == nil || !strings.Contains(err.Error(), "plot: unknown column names [Z]") || len(front.pictures) != 2 {
		t.Error(err)
	}
	if err := run("plot(t, x='X', y='Y')"); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != 24-besidePlot || !strings.Contains(out.String(), "⡠") {
		t.Errorf("%d lines:\n%s", n, out)
	}
}
