package flight

import (
	"slices"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"starling/engine"
	"starling/internal/nearest"
	"starling/starlib"
)

// table is a table as a client sees it. The value keeps the table alive as long as it is reachable.
type table struct {
	*engine.Table
	name  string
	value any
}

// tables is the script's variables that hold tables, by name in order.
func (s *Server) tables() []table {
	var all []table
	for name, v := range s.Host.Globals() {
		if t, ok := v.(*starlib.Table); ok && name != "_" {
			all = append(all, table{t.Engine(), name, t})
		}
	}
	slices.SortFunc(all, func(a, b table) int {
		if a.name < b.name {
			return -1
		}
		return 1
	})
	return all
}

// table is the table of a name.
func (s *Server) table(name string) (table, error) {
	if t, ok := s.Host.Globals()[name].(*starlib.Table); ok {
		return table{t.Engine(), name, t}, nil
	}
	var names []string
	for _, t := range s.tables() {
		names = append(names, t.name)
	}
	return table{}, status.Errorf(codes.NotFound, "there is no table %q%s", name, nearest.Hint(name, names))
}
