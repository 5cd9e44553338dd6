package flight

import (
	"context"
	"encoding/json"

	"github.com/apache/arrow-go/v18/arrow/flight"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"starling/serve/arrow"
)

// service is Flight: tables by name are answered here, what is a command of Flight SQL by sql.
type service struct {
	flight.BaseFlightServer
	*Server
	sql flight.FlightServer
}

// ticket is what DoGet takes, as JSON. Clients may write their own.
type ticket struct {
	Table string `json:"table"`
	Live  bool   `json:"live,omitempty"`
}

// info describes a table.
func (s *service) info(t table, of *flight.FlightDescriptor) *flight.FlightInfo {
	tk, err := json.Marshal(ticket{Table: t.name})
	if err != nil {
		panic(err) // a name and a truth
	}
	return &flight.FlightInfo{
		Schema:           flight.SerializeSchema(arrow.Schema(t.Schema), memory.DefaultAllocator),
		FlightDescriptor: of, TotalRecords: int64(t.Size()), TotalBytes: -1,
		Endpoint: []*flight.FlightEndpoint{{Ticket: &flight.Ticket{Ticket: tk}}},
	}
}

// ListFlights lists the tables.
func (s *service) ListFlights(_ *flight.Criteria, st flight.FlightService_ListFlightsServer) error {
	for _, t := range s.tables() {
		if err := st.Send(s.info(t, &flight.FlightDescriptor{Type: flight.DescriptorPATH, Path: []string{t.name}})); err != nil {
			return err
		}
	}
	return nil
}

// byPath is the name of a table that a descriptor says.
func byPath(d *flight.FlightDescriptor) (name string, ok bool, err error) {
	if d.GetType() != flight.DescriptorPATH {
		return "", false, nil
	}
	if len(d.GetPath()) != 1 {
		return "", false, status.Errorf(codes.InvalidArgument, "a path is the name of a table, and this has %d parts", len(d.GetPath()))
	}
	return d.GetPath()[0], true, nil
}

// GetFlightInfo describes a table, or the result of a statement.
func (s *service) GetFlightInfo(ctx context.Context, d *flight.FlightDescriptor) (*flight.FlightInfo, error) {
	name, ok, err := byPath(d)
	if err != nil {
		return nil, err
	}
	if !ok {
		return s.sql.GetFlightInfo(ctx, d)
	}
	t, err := s.table(name)
	if err != nil {
		return nil, err
	}
	return s.info(t, d), nil
}

// GetSchema is the columns of a table, or of the result of a statement.
func (s *service) GetSchema(ctx context.Context, d *flight.FlightDescriptor) (*flight.SchemaResult, error) {
	name, ok, err := byPath(d)
	if err != nil {
		return nil, err
	}
	if !ok {
		return s.sql.GetSchema(ctx, d)
	}
	t, err := s.table(name)
	if err != nil {
		return nil, err
	}
	return &flight.SchemaResult{Schema: flight.SerializeSchema(arrow.Schema(t.Schema), memory.DefaultAllocator)}, nil
}

// DoAction is actions of Flight SQL.
func (s *service) DoAction(a *flight.Action, st flight.FlightService_DoActionServer) error {
	return s.sql.DoAction(a, st)
}

// ListActions lists them.
func (s *service) ListActions(e *flight.Empty, st flight.FlightService_ListActionsServer) error {
	return s.sql.ListActions(e, st)
}

// DoPut is Flight SQL's; tables are not written.
func (s *service) DoPut(st flight.FlightService_DoPutServer) error { return s.sql.DoPut(st) }

// Handshake answers who came with a name and the token as password with what to go on with.
func (s *service) Handshake(st flight.FlightService_HandshakeServer) error {
	if err := st.SetHeader(s.asBearer()); err != nil {
		return err
	}
	st.SetTrailer(metadata.MD{})
	return st.Send(&flight.HandshakeResponse{})
}

// DoGet sends the rows of a table, see ticket; of a statement; or of a table of Deephaven's.
func (s *service) DoGet(tk *flight.Ticket, st flight.FlightService_DoGetServer) error {
	b := tk.GetTicket()
	switch {
	case isExport(b):
		t, err := s.exported(st.Context(), b)
		if err != nil {
			return err
		}
		return s.snapshot(t, nil, -1, st)
	case len(b) == 0 || b[0] != '{':
		return s.sql.DoGet(tk, st)
	}
	var of ticket
	if err := json.Unmarshal(b, &of); err != nil {
		return status.Errorf(codes.InvalidArgument, `a ticket is JSON as {"table": "trades", "live": true}: %v`, err)
	}
	t, err := s.table(of.Table)
	if err != nil {
		return err
	}
	if of.Live {
		return s.live(t, st)
	}
	return s.snapshot(t, nil, -1, st)
}
