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
	ID      int     `json:"id"` // the same at each look
	Op      string  `json:"op"`
	Args    string  `json:"args"`  // as a script writes the operation
	Table   *string `json:"table"` // the script's names for it
	Rows    int     `json:"rows"`
	Bytes   int     `json:"bytes"`
	Cost    float64 `json:"cost"` // milliseconds of a core per update of the tables, since the look before
	Parents []int   `json:"parents"`
	Error   *string `json:"error,omitempty"` // why it failed
}

// graphList looks at the graph. The cost of nodes is measured between two looks.
type graphList struct {
	server *Server
	spent  map[uint64]time.Duration // by the number of a stage
	cycle  uint64
	ids    map[*engine.Table]int // of static tables, which have no number
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
	ids, spent := l.numbers(stages), map[uint64]time.Duration{}
	news := graphNews{Nodes: []node{}, Left: max(len(stages)-mostNodes, 0)}
	for i, st := range stages {
		spent[st.Number] = st.Spent
		if i >= mostNodes {
			continue
		}
		n := node{ID: ids[i], Op: st.Op, Args: safe.Text(st.Text), Rows: st.Rows, Bytes: st.Bytes, Parents: []int{}}
		for _, in := range st.In {
			n.Parents = append(n.Parents, ids[in])
		}
		if of := names[st.Table]; st.Table != nil && len(of) > 0 {
			slices.Sort(of)
			text := strings.Join(of, ", ")
			n.Table = &text
		}
		if before, ok := l.spent[st.Number]; ok && st.Number > 0 && cycle > l.cycle {
			n.Cost = float64(st.Spent-before) / float64(time.Millisecond) / float64(cycle-l.cycle)
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

// numbers is the ids of stages: their numbers, and for static tables, which have none, numbers below 0 that
// last as long as they are looked at.
func (l *graphList) numbers(stages []engine.Stage) []int {
	static, least := map[*engine.Table]int{}, 0
	for _, id := range l.ids {
		least = min(least, id)
	}
	out := make([]int, len(stages))
	for i, st := range stages {
		if out[i] = int(st.Number); st.Number > 0 {
			continue
		}
		id, ok := l.ids[st.Table]
		if !ok {
			least--
			id = least
		}
		static[st.Table], out[i] = id, id
	}
	l.ids = static
	return out
}
