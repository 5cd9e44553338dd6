package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"starling/engine"
	"starling/grid"
	"starling/internal/nearest"
	"starling/starlib"
)

// tableRow is a table that the script has a name for.
type tableRow struct {
	Name    string    `json:"name"`
	Rows    int       `json:"rows"`
	Rate    number    `json:"rate"` // rows that came in a second, since the look before
	Lag     *int64    `json:"lag"`  // of its topics, null where it is not known
	Bytes   int       `json:"bytes"`
	Live    bool      `json:"live"`
	Kind    string    `json:"kind"`
	Error   *string   `json:"error"` // why it failed
	Columns []heading `json:"columns"`
}

// tableList looks at the tables that the script has names for. Its rates are of the time between
// two looks.
type tableList struct {
	server *Server
	added  map[*engine.Table]int64
	at     time.Time
}

// look is the tables by name.
func (l *tableList) look(ctx context.Context) []byte {
	s := l.server
	named := s.Host.SeenAll()
	known := make(map[string]*engine.Table, len(named))
	for name, x := range named {
		known[name] = x.Table
	}
	s.known.Store(&known)
	usage := map[*engine.Table]engine.Usage{}
	for _, u := range s.Graph.Tables() {
		usage[u.Table] = u
	}
	lags := s.lags.of(ctx, s, slices.Collect(maps.Values(known)))
	now, added := time.Now(), map[*engine.Table]int64{}
	rows := make([]tableRow, 0, len(known))
	for name, t := range known {
		u, ok := usage[t]
		if !ok { // static
			u = t.Usage()
		}
		added[t] = u.Added
		row := tableRow{
			Name: name, Rows: u.Rows, Bytes: u.Bytes, Live: t.Attrs.Refreshing && u.Err == nil, Kind: starlib.KindOf(t),
			Columns: headings(grid.Heads(t.Schema)),
		}
		if before, looked := l.added[t]; looked && now.After(l.at) {
			row.Rate = number(float64(u.Added-before) / now.Sub(l.at).Seconds())
		}
		if n, ok := lags[t]; ok {
			row.Lag = &n
		}
		if u.Err != nil {
			text := s.said(u.Err)
			row.Error = &text
		}
		rows = append(rows, row)
	}
	for _, x := range named {
		x.Keep()
	}
	l.added, l.at = added, now
	slices.SortFunc(rows, func(a, b tableRow) int { return cmp.Compare(a.Name, b.Name) })
	return asJSON(rows)
}

// lastKnown is the table that the script had by that name at the last look, nil for none.
func (s *Server) lastKnown(name string) *engine.Table {
	if known := s.known.Load(); known != nil {
		return (*known)[name]
	}
	return nil
}

// find is what the script has by a name.
func (s *Server) find(name string) (starlib.Seen, error) {
	if x, ok := s.Host.Seen(name); ok {
		return x, nil
	}
	hint := nearest.Hint(name, slices.Sorted(maps.Keys(s.Host.SeenAll())))
	return starlib.Seen{}, fmt.Errorf("the script has no table %s%s", name, hint)
}

// lags is how far tables are behind their topics. Brokers are asked beside whoever looks: one that
// is away keeps nobody waiting.
type lags struct {
	mu     sync.Mutex // a leaf
	asking bool
	last   map[*engine.Table]int64
}

// of is the last that is known, and has the brokers asked again.
func (l *lags) of(ctx context.Context, s *Server, tables []*engine.Table) map[*engine.Table]int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.asking {
		l.asking = s.beginAsking(ctx, tables)
	}
	return l.last
}

// lagLimit is how long brokers may take.
const lagLimit = 2 * time.Second

func (s *Server) beginAsking(ctx context.Context, tables []*engine.Table) bool {
	return s.work.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, lagLimit)
		defer cancel()
		found := s.Kafka.TableLags(ctx, tables)
		s.lags.mu.Lock()
		defer s.lags.mu.Unlock()
		s.lags.last, s.lags.asking = found, false
	})
}

// listPatience is how long a list may take: the script may be busy.
const listPatience = 10 * time.Second

// tableRows is the list of tables, as soon as there is one.
func (s *Server) tableRows(ctx context.Context) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, listPatience)
	defer cancel()
	f := s.feeds["tables"]
	defer f.join()()
	for {
		news, changed := f.now()
		if news != nil {
			return news, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, errors.New("the tables are busy with an update, or the script with a statement, for longer than 10s")
		}
	}
}
