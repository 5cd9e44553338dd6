package starlib

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"starling/engine"
	"starling/engine/column"
)

// MetricSeries is how many series all exports of a script may have together.
const MetricSeries = 10_000

// metricRows is how many rows of a table are looked at for its series: the last ones. It bounds
// for how long the graph stands still when somebody asks.
const metricRows = 50_000

// MetricExport is a table that a script shows as gauges.
type MetricExport struct {
	host        *Host
	table       *engine.Table
	name, value string
	labels      []string

	mu   sync.Mutex
	said map[string]bool // what was said of it
}

// Name is the metric's, with MetricPrefix.
func (e *MetricExport) Name() string { return MetricPrefix + e.name }

// Help says where the values come from.
func (e *MetricExport) Help() string { return "Column " + e.value + " of a table of the script." }

// Labels is the names of the labels.
func (e *MetricExport) Labels() []string { return e.labels }

// MetricValue is one series.
type MetricValue struct {
	Labels []string // by Labels; "" is null, as nothing is to Prometheus
	Value  float64
}

// Series is the table's values now, at most so many; rows without a value have none, and a
// table that failed has none at all: what it shows is old. What else is left out is said, once.
func (e *MetricExport) Series(most int) []MetricValue {
	s, err := e.series(most, e.sayOnce)
	if err != nil {
		e.sayOnce(err.Error())
	}
	return s.all
}

// sayOnce tells the user, with the name of the metric.
func (e *MetricExport) sayOnce(what string) {
	e.mu.Lock()
	again := e.said[what]
	e.said[what] = true
	e.mu.Unlock()
	if k := e.host.cfg.Kafka; k != nil && !again {
		k.Say(fmt.Sprintf("metrics: %s: %s", e.Name(), what))
	}
}

// metricSeries is what a look gave.
type metricSeries struct {
	all  []MetricValue
	left int // rows that were left out since there were too many series
}

func (e *MetricExport) series(most int, say func(string)) (s metricSeries, err error) {
	size := e.table.Size()
	f, err := e.table.Read(size-metricRows, size, append([]string{e.value}, e.labels...))
	if err != nil || f.Err != nil {
		return s, err
	}
	if f.Lo > 0 {
		say(fmt.Sprintf("only the last %d rows are looked at; last_by of the labels keeps those that count", metricRows))
	}
	s, repeated := seriesOf(f, most)
	if repeated {
		say(fmt.Sprintf("several rows have the same labels %v; the last counts", e.labels))
	}
	if s.left > 0 {
		say(fmt.Sprintf("all metrics of the script have %d series together, those beyond are left out", MetricSeries))
	}
	return s, nil
}

// seriesOf makes series of a window whose first column is the value, the others the labels.
func seriesOf(f *engine.Frame, most int) (s metricSeries, repeated bool) {
	number := gaugeOf(f.Cols[0], f.Schema[0].Type)
	texts := make([]column.Format, len(f.Cols)-1)
	for j := range texts {
		texts[j] = csvCells.Format(f.Schema[j+1].Type)
	}
	at, some := map[string]int{}, []bool{}
	labels := make([]string, len(texts))
	var key, cell []byte
	for i := range f.Len() {
		key = key[:0]
		for j, text := range texts {
			cell, _ = text(cell[:0], f.Cols[j+1], i)
			labels[j] = strings.ToValidUTF8(string(cell), "\ufffd")
			key = append(strconv.AppendInt(key, int64(len(labels[j])), 10), ':')
			key = append(key, labels[j]...)
		}
		x, ok := number(i)
		n, known := at[string(key)]
		switch {
		case known:
			repeated = true
			s.all[n].Value, some[n] = x, ok
		case len(s.all) >= most:
			s.left++
		default:
			at[string(key)] = len(s.all)
			s.all, some = append(s.all, MetricValue{slices.Clone(labels), x}), append(some, ok)
		}
	}
	kept := s.all[:0]
	for n, v := range s.all {
		if some[n] {
			kept = append(kept, v)
		}
	}
	s.all = kept
	return s, repeated
}

// gaugeOf reads the i-th value of a column of numbers; ok is false for null.
func gaugeOf(v column.Vector, t column.Type) func(i int) (x float64, ok bool) {
	switch v := v.(type) {
	case *column.Vec[int8]:
		return gauges(v.V, column.NullByte)
	case *column.Vec[int16]:
		return gauges(v.V, column.NullShort)
	case *column.Vec[int32]:
		return gauges(v.V, column.NullInt)
	case *column.Vec[int64]:
		return gauges(v.V, column.NullLong)
	case *column.Vec[float32]:
		return gauges(v.V, column.NullFloat)
	case *column.Vec[float64]:
		return gauges(v.V, column.NullDouble)
	}
	text := column.Java.Format(t) // of numbers of any size
	return func(i int) (float64, bool) {
		b, ok := text(nil, v, i)
		if !ok {
			return 0, false
		}
		x, _ := strconv.ParseFloat(string(b), 64) // beyond a double it is infinite
		return x, true
	}
}

func gauges[T int8 | int16 | int32 | int64 | float32 | float64](values []T, null T) func(int) (float64, bool) {
	return func(i int) (float64, bool) { return float64(values[i]), values[i] != null }
}
