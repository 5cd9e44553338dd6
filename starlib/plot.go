package starlib

import (
	"bufio"
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"starling/chart"
	"starling/chart/picture"
	"starling/engine"
	"starling/starlib/py"
)

const plotDoc = "Draws columns of a table: kind is \"line\", \"scatter\", \"bar\" or \"histogram\", by has a series per key, several columns of y one each. live=True draws it anew as the table changes, until q; save=\"x.png\" writes a file instead, .svg or .pdf too."

// plot is plot(t, x=None, y=None, by=None, …).
func plot(c *call) (starlark.Value, error) {
	var t *Table
	var y, by texts
	var save string
	var live bool
	kind, s := string(chart.Line), chart.Spec{}
	if err := c.Unpack("t", &t, "x?", py.NoneOr(&s.X), "y?", &y, "by?", &by, "kind?", &kind, "live?", &live, "save?", py.NoneOr(&save),
		"title?", py.NoneOr(&s.Title), "bins??", &s.Bins); err != nil {
		return nil, err
	}
	var err error
	s.Y, s.By = y, by
	if s.Kind, err = chart.KindOf(kind); err != nil {
		return nil, c.failed(err)
	}
	if live && save != "" {
		return nil, c.failed(errors.New("save: what changes is drawn, or saved as it is now: leave live out"))
	}
	if s.Kind != chart.Histogram && s.Bins != 0 {
		return nil, c.failed(errors.New("bins: only a histogram has some"))
	}
	return c.draw(t, s, live, save)
}

// draw draws a chart, or saves it if there is a name for a file.
func (c *call) draw(t *Table, s chart.Spec, live bool, save string) (starlark.Value, error) {
	defer runtime.KeepAlive(t)
	if save != "" {
		if err := c.savePlot(t.t, s, save); err != nil {
			return nil, c.failed(err)
		}
		return starlark.None, nil
	}
	if live && t.t.Attrs.Refreshing {
		return c.show(func(ctx context.Context, f Front) error { return livePlot(ctx, f, t.t, s) })
	}
	front, err := c.front()
	if err != nil {
		return nil, err
	}
	var text string
	if err := c.host.look(func() error {
		drawn, err := chart.Read(t.t, s)
		if err != nil {
			return err
		}
		text = drawn.Text(plotSize(front))
		return nil
	}); err != nil {
		return nil, c.failed(err)
	}
	_, err = io.WriteString(c.host.cfg.Stdout, text)
	return starlark.None, err
}

// What is left of a window beside a chart, and how high one is at most.
const (
	besidePlot  = 3
	highestPlot = 32
)

// plotSize is the size and the looks of a chart that is printed.
func plotSize(f Front) (width, height int, looks chart.Looks) {
	width, height = f.Size()
	if height > 0 {
		height = min(max(height-besidePlot, 6), highestPlot)
	}
	return width, height, looksOf(f)
}

// Looker is a Front that knows what its output can show; others show letters alone.
type Looker interface{ Looks() chart.Looks }

func looksOf(f Front) chart.Looks {
	if l, ok := f.(Looker); ok {
		return l.Looks()
	}
	return chart.Plain
}

// liveRows is how many rows of a table are drawn that is drawn again and again.
const liveRows = 100_000

// livePlot draws a chart anew as its table changes.
func livePlot(ctx context.Context, f Front, t *engine.Table, s chart.Spec) error {
	s.Rows = liveRows
	if _, err := chart.Read(t, s); err != nil {
		return err
	}
	return f.Live(ctx, func(width, height int) string {
		drawn, err := chart.Read(t, s)
		if err != nil {
			return err.Error() // no more than that: it is of the table, whose names are harmless
		}
		return drawn.Text(width, min(height, highestPlot), looksOf(f))
	})
}

// savePlot writes a chart over what the file held.
func (c *call) savePlot(t *engine.Table, s chart.Spec, path string) error {
	format, err := picture.Format(path)
	if err != nil {
		return err
	}
	return c.host.look(func() error {
		drawn, err := chart.Read(t, s)
		if err != nil {
			return err
		}
		file, err := c.host.cfg.Files.Create(c.host.file(path))
		if err != nil {
			return err
		}
		w := bufio.NewWriter(file)
		err = picture.Write(w, format, drawn)
		return errors.Join(err, w.Flush(), file.Close())
	})
}

// expressEntries is the module deephaven.plot.express: plot, by Deephaven's names.
func expressEntries() []py.Entry {
	return []py.Entry{
		{Sig: "bar(table, x=None, y=None, by=None, title=None)", Doc: "Draws bars, as plot with kind=\"bar\".", Fn: does(express(chart.Bar))},
		{Sig: "histogram(table, x=None, y=None, by=None, nbins=10, title=None)", Doc: "Draws how many values there are in each of so many ranges, as plot with kind=\"histogram\".", Fn: does(express(chart.Histogram))},
		{Sig: "line(table, x=None, y=None, by=None, title=None)", Doc: "Draws lines, as plot.", Fn: does(express(chart.Line))},
		{Sig: "scatter(table, x=None, y=None, by=None, title=None)", Doc: "Draws points, as plot with kind=\"scatter\".", Fn: does(express(chart.Scatter))},
	}
}

// express draws a kind of chart by the parameters that Deephaven has for it.
func express(kind chart.Kind) func(*call) (starlark.Value, error) {
	return func(c *call) (starlark.Value, error) {
		for _, kv := range c.Kwargs {
			if name, _ := starlark.AsString(kv[0]); slices.Contains(expressElsewhere, name) {
				return nil, py.Raise("TypeError", "%s: %s: Deephaven has this argument, Starling does not: there are table, x, y, by and title", c.Name, name)
			}
		}
		var t *Table
		var y, by texts
		s := chart.Spec{Kind: kind}
		pairs := []any{"table", &t, "x?", py.NoneOr(&s.X), "y?", &y, "by?", &by}
		if kind == chart.Histogram {
			s.Bins = 10
			pairs = append(pairs, "nbins?", &s.Bins)
		}
		if err := c.Unpack(append(pairs, "title?", py.NoneOr(&s.Title))...); err != nil {
			return nil, err
		}
		s.Y, s.By = y, by
		return c.draw(t, s, false, "")
	}
}

// expressElsewhere is the arguments that these functions have in Deephaven alone.
var expressElsewhere = strings.Fields(`
	by_vars filter_by required_filter_by color pattern_shape symbol size width line_dash text hover_name hover_data labels animation_frame
	error_x error_x_minus error_y error_y_minus color_discrete_sequence color_discrete_map pattern_shape_sequence pattern_shape_map
	symbol_sequence symbol_map size_sequence size_map line_dash_sequence line_dash_map width_sequence width_map color_continuous_scale
	range_color color_continuous_midpoint xaxis_sequence yaxis_sequence xaxis_titles yaxis_titles opacity orientation barmode barnorm
	histfunc histnorm cumulative range_bins range_x range_y log_x log_y text_auto marginal line_shape markers render_mode template
	unsafe_update_figure`)

// expressNames is the functions of deephaven.plot.express that are not here, by their full names.
func expressNames() string {
	const all = `area box candlestick density_heatmap density_map density_mapbox ecdf frequency_bar funnel funnel_area icicle indicator layer line_3d
		line_geo line_map line_mapbox line_polar line_ternary make_subplots ohlc pie scatter_3d scatter_geo scatter_map scatter_mapbox
		scatter_polar scatter_ternary strip sunburst timeline treemap violin waterfall`
	names := strings.Fields(all)
	for i, n := range names {
		names[i] = "deephaven.plot.express." + n
	}
	return strings.Join(names, " ")
}
