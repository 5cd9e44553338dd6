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
	"starling/repl/view"
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
	still   func() bool // nil: never
}

func (m *moving) Lines(width, height int) ([]string, error) {
	return strings.Split(strings.TrimSuffix(m.picture(width, height), "\n"), "\n"), nil
}

func (m *moving) Key(e keys.Event) bool { return e == keys.Char('q') }
func (m *moving) End()                  {}
func (m *moving) Still() bool           { return m.still != nil && m.still() }
func (m *moving) Wake() <-chan struct{} { return nil }

// Watch implements starlib.Front.
func (f *Front) Watch(ctx context.Context, names []string, tables []*engine.Table) error {
	of := make([]view.Subject, len(tables))
	for i, t := range tables {
		of[i] = view.Subject{Name: names[i], Table: t}
	}
	if f.Stage.Plain {
		return f.plain(ctx, of)
	}
	v, err := view.Watch(ctx, f.Host, of...)
	if err != nil {
		return err
	}
	return f.show(ctx, v)
}

// Browse implements starlib.Front.
func (f *Front) Browse(ctx context.Context, name string, t *engine.Table) error {
	of := view.Subject{Name: name, Table: t}
	if f.Stage.Plain {
		return f.plain(ctx, []view.Subject{of})
	}
	v, err := view.Browse(ctx, f.Host, of)
	if err != nil {
		return err
	}
	return f.show(ctx, v)
}

func (f *Front) show(ctx context.Context, v *view.View) error {
	defer v.Close()
	if err := f.Stage.Show(ctx, v); err != nil {
		return err
	}
	if code := v.Code(); code != "" {
		f.Draft(code)
	}
	return nil
}

// plain shows tables as they are printed, a picture after the other.
func (f *Front) plain(ctx context.Context, of []view.Subject) error {
	m := &moving{still: func() bool {
		for _, s := range of {
			if s.Table.Attrs.Refreshing && (f.Stage.Keys != nil || s.Table.Graph().Live()) {
				return false
			}
		}
		return true
	}}
	m.picture = func(_, height int) string {
		var b strings.Builder
		for _, s := range of {
			if len(of) > 1 && s.Name != "" {
				b.WriteString(safe.Text(s.Name) + "\n")
			}
			l := f.Host.Layout()
			l.Height = height / len(of)
			text, err := Table(f.Host, s.Table, l)
			if err != nil {
				text = safe.Text(err.Error()) + "\n"
			}
			b.WriteString(text)
		}
		return b.String()
	}
	return f.Stage.Show(ctx, m)
}

// ScreenOutput is the screen as views use it.
func ScreenOutput(s *Screen) stage.Output { return screenOutput{s} }

type screenOutput struct{ s *Screen }

func (o screenOutput) Write(b []byte) (int, error) { return o.s.Stdout().Write(b) }
func (o screenOutput) Hold(told func())            { o.s.edit(told) }
func (o screenOutput) Held() []byte                { return o.s.take() }
func (o screenOutput) Release()                    { o.s.done() }
func (o screenOutput) Terminal() io.Writer         { return o.s.out }
