package starlib

import (
	"maps"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/engine/column"
)

// tablesEvery is the pause between two looks of tables().
const tablesEvery = time.Second

// tablesFields is the columns of tables(), in the order of tableList.look.
var tablesFields = []column.Field{
	{Name: "Name", Type: column.Of(column.String)},
	{Name: "Op", Type: column.Of(column.String)},
	{Name: "Rows", Type: column.Of(column.Long)},
	{Name: "Rate", Type: column.Of(column.Double)},
	{Name: "Bytes", Type: column.Of(column.Long)},
	{Name: "Groups", Type: column.Of(column.Long)},
	{Name: "State", Type: column.Of(column.String)},
}

// tableList keeps the table of all tables, until nobody uses it.
type tableList struct {
	host  *Host
	board *engine.Board[*engine.Table]
	added map[*engine.Table]int64 // at the last look
	at    time.Time
}

func listTables(c *call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	h := c.host
	return c.tableWithRows(func() (*engine.Table, error) {
		b, err := engine.NewBoard[*engine.Table](h.cfg.Graph, "tables", tablesFields)
		if err != nil {
			return nil, err
		}
		l := &tableList{host: h, board: b}
		if err := l.look(); err != nil {
			return nil, err
		}
		go l.run()
		return b.Table(), nil
	})
}

func (l *tableList) run() {
	for {
		select {
		case <-l.host.Life().Done():
			return
		case <-time.After(tablesEvery):
			if l.look() != nil { // nobody uses it any more
				return
			}
		}
	}
}

// look brings the list up to date: the tables that can change or have failed, and those
// that the script has names for.
func (l *tableList) look() error {
	names := l.host.tableNames()
	rows := map[*engine.Table]*engine.Usage{}
	var order []*engine.Table
	for _, u := range l.host.cfg.Graph.Tables() {
		rows[u.Table] = &u
		order = append(order, u.Table)
	}
	for _, t := range byName(names) {
		if rows[t] == nil { // static
			u := t.Usage()
			rows[t] = &u
			order = append(order, t)
		}
	}
	now := time.Now()
	added := map[*engine.Table]int64{}
	for _, t := range order {
		u := rows[t]
		added[t] = u.Added
		if t == l.board.Table() {
			continue
		}
		var name, rate any
		if n := names[t]; len(n) > 0 {
			name = strings.Join(n, ", ")
		}
		if before, known := l.added[t]; known {
			rate = float64(u.Added-before) / now.Sub(l.at).Seconds()
		}
		if err := l.board.Set(t, name, u.Op, int64(u.Rows), rate, int64(u.Bytes), int64(u.Groups), stateOf(t, u)); err != nil {
			return err
		}
	}
	l.added, l.at = added, now
	return l.board.Keep(func(t *engine.Table) bool { return rows[t] != nil })
}

func stateOf(t *engine.Table, u *engine.Usage) string {
	switch {
	case u.Err != nil:
		return "failed: " + u.Err.Error()
	case !t.Attrs.Refreshing:
		return "static"
	}
	return "live"
}

// Tables is the script's variables that hold tables, by name. The values keep the tables alive.
func (h *Host) Tables() map[string]*Table {
	out := map[string]*Table{}
	for name, v := range h.Globals() {
		if t, ok := v.(*Table); ok && name != "_" {
			out[name] = t
		}
	}
	return out
}

// tableNames is the script's variables that hold tables, by table, sorted.
func (h *Host) tableNames() map[*engine.Table][]string {
	names := map[*engine.Table][]string{}
	for name, t := range h.Tables() {
		names[t.t] = append(names[t.t], name)
	}
	for _, n := range names {
		slices.Sort(n)
	}
	return names
}

// byName is the tables in the order of their names.
func byName(names map[*engine.Table][]string) []*engine.Table {
	return slices.SortedFunc(maps.Keys(names), func(a, b *engine.Table) int { return strings.Compare(names[a][0], names[b][0]) })
}
