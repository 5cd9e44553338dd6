package flight

import (
	"maps"
	"slices"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"starling/engine"
	"starling/internal/nearest"
	"starling/starlib"
)

// table is a table as a client sees it.
type table struct {
	*engine.Table
	name string
	starlib.Seen
}

// tables is what can be read of the script's variables, by name in order.
func (s *Server) tables() []table {
	seen := s.Host.SeenAll()
	var all []table
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		all = append(all, table{seen[name].Table, name, seen[name]})
	}
	return all
}

// table is the table of a name.
func (s *Server) table(name string) (table, error) {
	if seen, ok := s.Host.Seen(name); ok {
		return table{seen.Table, name, seen}, nil
	}
	names := slices.Sorted(maps.Keys(s.Host.SeenAll()))
	return table{}, status.Errorf(codes.NotFound, "there is no table %q%s", name, nearest.Hint(name, names))
}
