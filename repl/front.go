package repl

import (
	"context"
	"io"
	"strings"

	"starling/chart"
	"starling/engine"
	"starling/internal/safe"
	"starling/repl/keys"
	"starling/repl/stage"
	"starling/starlib"
)

// Front shows a script's pictures on the process's terminal or pipe. It is a starlib.Front.
type Front struct {
	Stage stage.Stage
	Host  *starlib.Host
	Lines LineReader // of a console, nil without one
	// Looked is what the output shows of charts.
	Looked chart.Looks
}

// Looks implements starlib.Looker.
func (f *Front) Looks() chart.Looks { return f.Looked }

// Size implements starlib.Front.
func (f *Front) Size() (width, height int) { return f.Stage.Window() }

// drafter is a LineReader with a prompt that can be given text.
type drafter interface{ Draft(text string) }

// Draft implements starlib.Front.
func (f *Front) Draft(text string) {
	if d, ok := f.Lines.(drafter); ok {
		d.Draft(text)
		return
	}
	io.WriteString(f.Stage.Out, safe.Lines(text)+"\n") //nolint:errcheck // an output that is gone
}

// Live implements starlib.Front.
func (f *Front) Live(ctx context.Context, picture func(width, height int) string) error {
	return f.Stage.Show(ctx, &moving{picture: picture})
}

// moving is a picture that is made anew for each look.
type moving struct {
	picture func(width, height int) string
	fixed   bool
}

func (m *moving) Lines(width, height int) ([]string, error) {
	return strings.Split(strings.TrimSuffix(m.picture(width, height), "\n"), "\n"), nil
}

func (m *moving) Key(e keys.Event) bool { return e == keys.Char('q') }
func (m *moving) Still() bool           { return m.fixed }

// The rows of a table in a picture where there is no window, and the lines of it that are none.
const (
	most      = 10
	restLines = 5
)

// Watch implements starlib.Front.
func (f *Front) Watch(ctx context.Context, names []string, tables []*engine.Table) error {
	m := &moving{fixed: true}
	for _, t := range tables {
		m.fixed = m.fixed && !t.Attrs.Refreshing
	}
	m.picture = func(width, height int) string {
		rows := most
		if height > 0 {
			rows = max(height/len(tables)-restLines, 1)
		}
		var b strings.Builder
		for i, t := range tables {
			text, err := Table(f.Host, t, rows, width)
			if err != nil {
				text = safe.Text(err.Error()) + "\n"
			}
			if name := names[i]; len(tables) > 1 && name != "" {
				b.WriteString(name + "\n")
			}
			b.WriteString(text)
		}
		return b.String()
	}
	return f.Stage.Show(ctx, m)
}

// Browse implements starlib.Front.
func (f *Front) Browse(ctx context.Context, name string, t *engine.Table) error {
	return f.Watch(ctx, []string{name}, []*engine.Table{t})
}

// ScreenOutput is the screen as views use it.
func ScreenOutput(s *Screen) stage.Output { return screenOutput{s} }

type screenOutput struct{ s *Screen }

func (o screenOutput) Write(b []byte) (int, error) { return o.s.Stdout().Write(b) }
func (o screenOutput) Hold(told func())            { o.s.edit(told) }
func (o screenOutput) Held() []byte                { return o.s.take() }
func (o screenOutput) Release()                    { o.s.done() }
func (o screenOutput) Terminal() io.Writer         { return o.s.out }
