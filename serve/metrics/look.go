package metrics

import (
	"cmp"
	"slices"

	"starling/engine"
	"starling/kafka"
	"starling/starlib"
)

// look is how the query is at one moment, or nearly: each part of it is of one.
type look struct {
	tables  []tableLook
	failed  []failure
	cycles  uint64
	read    []kafka.ReadTotal
	lags    []kafka.PartitionLag
	acked   []kafka.AckedTotal
	pending int64
	causes  []string // why a client of Kafka is not well
	exports []exportLook
}

// tableLook is a table that the script has a name for.
type tableLook struct {
	name        string
	rows, bytes int
}

// failure is a table that failed by a name, or by what it does.
type failure struct {
	name string
	err  error
}

// exportLook is what metrics() shows.
type exportLook struct {
	*starlib.MetricExport
	values []starlib.MetricValue
}

// look takes the locks that tables() and kc.status() take, one after the other and none for
// longer than they do.
func (s *Server) look(exports bool) *look {
	names := s.Host.Tables()
	l := &look{}
	s.lookAtTables(l, names)
	l.cycles, _ = s.Graph.Cycle()
	l.read, l.acked = s.Kafka.ReadTotals(), s.Kafka.AckedTotals()
	for _, p := range s.Kafka.Producers() {
		sent, acked := p.Counts()
		l.pending += sent - acked
	}
	s.watch.report(s.Kafka, l)
	if exports {
		left := starlib.MetricSeries
		for _, e := range s.Host.MetricExports() {
			values := e.Series(left)
			left -= len(values)
			l.exports = append(l.exports, exportLook{e, values})
		}
	}
	return l
}

func (s *Server) lookAtTables(l *look, names map[string]*starlib.Table) {
	usage := map[*engine.Table]engine.Usage{}
	all := s.Graph.Tables()
	for _, u := range all {
		usage[u.Table] = u
	}
	of := map[*engine.Table]string{}
	for name, t := range names {
		u, ok := usage[t.Engine()]
		if !ok { // static
			u = t.Engine().Usage()
		}
		l.tables = append(l.tables, tableLook{name, u.Rows, u.Bytes})
		if first := of[t.Engine()]; first == "" || name < first {
			of[t.Engine()] = name
		}
	}
	slices.SortFunc(l.tables, func(a, b tableLook) int { return cmp.Compare(a.name, b.name) })
	for _, u := range all {
		if u.Err != nil {
			l.failed = append(l.failed, failure{cmp.Or(of[u.Table], u.Op), u.Err})
		}
	}
}
