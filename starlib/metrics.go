package starlib

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"sync"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
)

const metricsDoc = "Shows a table's rows as gauges starling_NAME at the address of --metrics, as they are when it is asked: value is a column of numbers, labels are columns that tell rows apart. Of rows with the same labels the last counts; the same name again replaces the one before."

// MetricPrefix begins the names of all that is shown at --metrics.
const MetricPrefix = "starling_"

// reservedMetrics is what --metrics shows of itself, without MetricPrefix; serve/metrics has a
// test that these are all.
var reservedMetrics = []string{
	"build_info", "consumer_bad_records_total", "consumer_bytes_total", "consumer_lag", "consumer_records_total",
	"cycle_seconds", "cycle_seconds_bucket", "cycle_seconds_count", "cycle_seconds_sum", "cycles_total",
	"producer_acked_total", "producer_pending", "table_bytes", "table_rows", "up",
}

// ReservedMetric reports whether no metric of a script can have the name.
func ReservedMetric(name string) bool { return slices.Contains(reservedMetrics, name) }

// metricName is Prometheus' rule for names of labels, which is that of metrics without colons.
var metricName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

// metricExports is what a script shows of its tables, in the order in which names came.
type metricExports struct {
	mu  sync.Mutex
	all []*MetricExport
}

// exportMetrics is metrics(t, name, value, labels=[]).
func exportMetrics(c *call) (starlark.Value, error) {
	var t *Table
	var labels texts
	e := &MetricExport{host: c.host, said: map[string]bool{}}
	if err := c.Unpack("t", &t, "name", &e.name, "value", &e.value, "labels?", &labels); err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(t)
	e.table, e.labels = t.t, labels
	if err := e.check(); err != nil {
		return nil, c.failed(err)
	}
	err := c.host.look(func() error {
		series, err := e.series(MetricSeries, func(string) {})
		if err == nil && series.left > 0 {
			err = fmt.Errorf("%s: more than %d series: the labels %v have too many values", e.name, MetricSeries, []string(labels))
		}
		return err
	})
	if err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, c.Outside(func() error {
		c.host.exports.put(e)
		return nil
	})
}

// check is what is wrong with the names and the columns.
func (e *MetricExport) check() error {
	t := e.table
	switch {
	case !metricName.MatchString(e.name):
		return fmt.Errorf("name: %q is no name of a metric: letters, digits and _, and no digit first", e.name)
	case ReservedMetric(e.name):
		return fmt.Errorf("name: %s%s is what --metrics shows of itself", MetricPrefix, e.name)
	case t.Attrs.Blink:
		return fmt.Errorf("the rows of a blink table are gone when they are asked for; last_by or agg_by keeps those that count")
	}
	if _, err := t.Read(0, 0, append([]string{e.value}, e.labels...)); err != nil {
		return err
	}
	if typ := t.Schema[t.Position(e.value)].Type; !gauged(typ) {
		return fmt.Errorf("value: column %s is %s; metrics are numbers", e.value, typ)
	}
	for i, l := range e.labels {
		switch {
		case !metricName.MatchString(l) || l[:min(len(l), 2)] == "__":
			return fmt.Errorf("labels: %q is no name of a label: letters, digits and _, and neither a digit nor __ first; rename_columns gives it another", l)
		case slices.Contains(e.labels[:i], l):
			return fmt.Errorf("labels: %s is there twice", l)
		case l == e.value:
			return fmt.Errorf("labels: %s is the value", l)
		}
	}
	return nil
}

// gauged reports whether values of a type are numbers.
func gauged(t column.Type) bool {
	switch t.Kind {
	case column.Byte, column.Short, column.Int, column.Long, column.Float, column.Double:
		return true
	}
	return t.Big()
}

// put adds e, which holds its table from then on, in place of the one of its name. It takes the
// graph's lock.
func (m *metricExports) put(e *MetricExport) {
	e.table.Retain()
	m.mu.Lock()
	var old *engine.Table
	if i := slices.IndexFunc(m.all, func(x *MetricExport) bool { return x.name == e.name }); i >= 0 {
		old = m.all[i].table
		m.all = slices.Clone(m.all) // who reads them has the one before
		m.all[i] = e
	} else {
		m.all = append(m.all, e)
	}
	m.mu.Unlock()
	if old != nil {
		old.Release()
	}
}

// clear lets go of all tables.
func (m *metricExports) clear() {
	m.mu.Lock()
	all := m.all
	m.all = nil
	m.mu.Unlock()
	for _, e := range all {
		e.table.Release()
	}
}

// MetricExports is what the script shows with metrics(), in the order in which the names came.
func (h *Host) MetricExports() []*MetricExport {
	h.exports.mu.Lock()
	defer h.exports.mu.Unlock()
	return slices.Clip(h.exports.all)
}
