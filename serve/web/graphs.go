package web

import (
	"context"
	"slices"
	"strings"
	"time"

	"starling/engine"
	"starling/internal/safe"
)

// mostNodes is how many nodes of a graph are shown.
const mostNodes = 1000

// graphNews is the graph of all tables.
type graphNews struct {
	Nodes []node `json:"nodes"`
	Left  int    `json:"left,omitempty"` // nodes that are not shown
}

// node is a table, or an index or arrangement over one.
type node struct {
	ID      uint64   `json:"id"` // the same at each look
	Op      string   `json:"op"`
	Args    string   `json:"args"`  // as a script writes the operation
	Table   *string  `json:"table"` // the script's names for it
	Rows    int      `json:"rows"`
	Bytes   int      `json:"bytes"`
	Cost    number   `json:"cost"` // milliseconds of a core per update of the tables, since the look before
	Parents []uint64 `json:"parents"`
	Error   *string  `json:"error,omitempty"` // why it failed
}

// graphList looks at the graph. The cost of nodes is measured between two looks.
type graphList struct {
	server *Server
	spent  map[uint64]time.Duration // by the number of a stage
	cycle  uint64
}

// look is the graph now.
func (l *graphList) look(context.Context) []byte {
	s := l.server
	names := map[*engine.Table][]string{}
	for name, t := range s.Host.Tables() {
		names[t.Engine()] = append(names[t.Engine()], name)
	}
	stages := s.Graph.Stages()
	cycle, _ := s.Graph.Cycle()
	spent := map[uint64]time.Duration{}
	news := graphNews{Nodes: []node{}, Left: max(len(stages)-mostNodes, 0)}
	for i, st := range stages {
		spent[st.Number] = st.Spent
		if i >= mostNodes {
			continue
		}
		n := node{ID: st.Number, Op: st.Op, Args: safe.Text(st.Text), Rows: st.Rows, Bytes: st.Bytes, Parents: []uint64{}}
		for _, in := range st.In {
			n.Parents = append(n.Parents, stages[in].Number)
		}
		if of := names[st.Table]; st.Table != nil && len(of) > 0 {
			slices.Sort(of)
			text := strings.Join(of, ", ")
			n.Table = &text
		}
		if before, ok := l.spent[st.Number]; ok && cycle > l.cycle {
			n.Cost = number((st.Spent - before).Seconds() * 1000 / float64(cycle-l.cycle))
		}
		if st.Err != nil {
			text := s.said(st.Err)
			n.Error = &text
		}
		news.Nodes = append(news.Nodes, n)
	}
	l.spent, l.cycle = spent, cycle
	return asJSON(news)
}
