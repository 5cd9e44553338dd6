package metrics

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"starling/starlib"
)

// Names, explanations and labels of what is shown, beside what scripts show.
var (
	up        = desc("up", "1 while /healthz says ok, 0 otherwise.")
	buildInfo = desc("build_info", "1, with the version of Starling.", "version")
	tableRows = desc("table_rows", "Rows that a table has, of tables that the script has a name for.", "table")
	tableSize = desc("table_bytes", "About the memory that a table and its indexes hold, without what it shares with the tables it is made of.", "table")
	lag       = desc("consumer_lag", "Records of a partition that are not in the table yet, as of some two seconds ago; missing while the broker is away.", "topic", "partition")
	records   = desc("consumer_records_total", "Records read of a partition, bad ones too.", "topic", "partition")
	bytesRead = desc("consumer_bytes_total", "Bytes of the keys and values that were decoded.", "topic", "partition")
	bad       = desc("consumer_bad_records_total", "Records that could not be decoded.", "topic")
	cycles    = desc("cycles_total", "Updates of the tables.")
	acked     = desc("producer_acked_total", "Records that the broker acknowledged.", "topic")
	pending   = desc("producer_pending", "Records that are to be written and not acknowledged yet.")
)

const cycleSeconds = "cycle_seconds"

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(starlib.MetricPrefix+name, help, labels, nil)
}

// newCycleTimes is a histogram of how long updates of the tables take. A cycle tells it, which
// costs less than a microsecond.
func newCycleTimes() prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: starlib.MetricPrefix + cycleSeconds, Help: "How long updates of the tables took.",
		Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	})
}

// families is what a look is as metrics. An error is that two metrics have a name and labels in
// common, or that a name is none.
func (s *Server) families(l *look) ([]*dto.MetricFamily, error) {
	r := prometheus.NewRegistry()
	if err := r.Register(s.cycleTimes); err != nil {
		return nil, err
	}
	if err := r.Register(&collector{l, s.Version}); err != nil {
		return nil, err
	}
	return r.Gather()
}

// collector gives what a look has. It describes nothing before, since scripts add to it.
type collector struct {
	*look
	version string
}

// Describe implements prometheus.Collector.
func (c *collector) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c *collector) Collect(to chan<- prometheus.Metric) {
	put := func(d *prometheus.Desc, kind prometheus.ValueType, value float64, labels ...string) {
		m, err := prometheus.NewConstMetric(d, kind, value, labels...)
		if err != nil {
			m = prometheus.NewInvalidMetric(d, err)
		}
		to <- m
	}
	well := 1.0
	if len(c.unwell()) > 0 {
		well = 0
	}
	put(up, prometheus.GaugeValue, well)
	put(buildInfo, prometheus.GaugeValue, 1, c.version)
	put(cycles, prometheus.CounterValue, float64(c.cycles))
	for _, t := range c.tables {
		put(tableRows, prometheus.GaugeValue, float64(t.rows), t.name)
		put(tableSize, prometheus.GaugeValue, float64(t.bytes), t.name)
	}
	for _, x := range c.lags {
		put(lag, prometheus.GaugeValue, float64(x.Lag), x.Topic, strconv.Itoa(int(x.Partition)))
	}
	wrong := map[string]int64{}
	for _, x := range c.read {
		partition := strconv.Itoa(int(x.Partition))
		put(records, prometheus.CounterValue, float64(x.Records), x.Topic, partition)
		put(bytesRead, prometheus.CounterValue, float64(x.Bytes), x.Topic, partition)
		wrong[x.Topic] += x.Bad
	}
	for topic, n := range wrong {
		put(bad, prometheus.CounterValue, float64(n), topic)
	}
	for _, x := range c.acked {
		put(acked, prometheus.CounterValue, float64(x.Records), x.Topic)
	}
	put(pending, prometheus.GaugeValue, float64(c.pending))
	for _, e := range c.exports {
		d := prometheus.NewDesc(e.Name(), e.Help(), e.Labels(), nil)
		for _, v := range e.values {
			put(d, prometheus.GaugeValue, v.Value, v.Labels...)
		}
	}
}
