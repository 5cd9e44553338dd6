package flight

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/flight"
	"github.com/apache/arrow-go/v18/arrow/flight/flightsql"
	"github.com/apache/arrow-go/v18/arrow/flight/flightsql/schema_ref"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	rows "starling/serve/arrow"
)

// sql is as much of Flight SQL as drivers ask for that read tables: statements, which may be
// prepared, and what there is.
type sql struct {
	flightsql.BaseServer
	*Server
}

func newSQL(s *Server) *sql {
	q := &sql{Server: s}
	q.Alloc = memory.DefaultAllocator
	for id, is := range map[flightsql.SqlInfo]any{
		flightsql.SqlInfoFlightSqlServerName:         "starling",
		flightsql.SqlInfoFlightSqlServerVersion:      s.Version,
		flightsql.SqlInfoFlightSqlServerArrowVersion: arrow.PkgVersion,
		flightsql.SqlInfoFlightSqlServerReadOnly:     true,
		flightsql.SqlInfoFlightSqlServerSql:          true,
		flightsql.SqlInfoFlightSqlServerSubstrait:    false,
		flightsql.SqlInfoFlightSqlServerTransaction:  int32(flightsql.SqlTransactionNone),
		flightsql.SqlInfoFlightSqlServerCancel:       false,
		flightsql.SqlInfoDDLCatalog:                  false,
		flightsql.SqlInfoDDLSchema:                   false,
		flightsql.SqlInfoDDLTable:                    false,
		flightsql.SqlInfoIdentifierQuoteChar:         `"`,
		flightsql.SqlInfoAllTablesAreASelectable:     true,
	} {
		if err := q.RegisterSqlInfo(id, is); err != nil {
			panic(err) // a type in the list above
		}
	}
	return q
}

// command is the result of a command that is its own ticket.
func command(d *flight.FlightDescriptor, schema *arrow.Schema) (*flight.FlightInfo, error) {
	return &flight.FlightInfo{
		Schema: flight.SerializeSchema(schema, memory.DefaultAllocator), FlightDescriptor: d, TotalRecords: -1, TotalBytes: -1,
		Endpoint: []*flight.FlightEndpoint{{Ticket: &flight.Ticket{Ticket: d.GetCmd()}}},
	}, nil
}

// one is a stream of a single batch.
func one(b arrow.RecordBatch) (*arrow.Schema, <-chan flight.StreamChunk, error) {
	out := make(chan flight.StreamChunk, 1)
	out <- flight.StreamChunk{Data: b}
	close(out)
	return b.Schema(), out, nil
}

// selected is the table, the columns and the number of rows that a statement asks for.
func (q *sql) selected(text string) (t table, s statement, err error) {
	if s, err = parse(text); err != nil {
		return t, s, status.Error(codes.InvalidArgument, err.Error())
	}
	if t, err = q.table(s.table); err != nil {
		return t, s, err
	}
	if _, err = t.Table.Read(0, 0, s.cols); err != nil {
		return t, s, status.Error(codes.InvalidArgument, err.Error())
	}
	return t, s, nil
}

// schema is the columns of a statement.
func (q *sql) schema(text string) (*arrow.Schema, error) {
	t, s, err := q.selected(text)
	if err != nil {
		return nil, err
	}
	f, err := t.Table.Read(0, 0, s.cols)
	if err != nil {
		return nil, err
	}
	return rows.Schema(f.Schema), nil
}

// result streams what a statement asks for. Whoever reads it is slow or gone without keeping more
// than the copy.
func (q *sql) result(ctx context.Context, text string) (*arrow.Schema, <-chan flight.StreamChunk, error) {
	t, s, err := q.selected(text)
	if err != nil {
		return nil, nil, err
	}
	f, err := q.copied(ctx, t, s.cols, s.limit)
	if err != nil {
		return nil, nil, err
	}
	free, err := q.copies.take(f)
	if err != nil {
		return nil, nil, err
	}
	out := make(chan flight.StreamChunk)
	go func() {
		defer free()
		defer close(out)
		for b, err := range writing().Batches(f) {
			select {
			case out <- flight.StreamChunk{Data: b, Err: err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return rows.Schema(f.Schema), out, nil
}

// GetFlightInfoStatement describes the result of a statement.
func (q *sql) GetFlightInfoStatement(_ context.Context, c flightsql.StatementQuery, d *flight.FlightDescriptor) (*flight.FlightInfo, error) {
	schema, err := q.schema(c.GetQuery())
	if err != nil {
		return nil, err
	}
	tk, err := flightsql.CreateStatementQueryTicket([]byte(c.GetQuery()))
	if err != nil {
		return nil, err
	}
	return command(&flight.FlightDescriptor{Type: d.GetType(), Cmd: tk}, schema)
}

// GetSchemaStatement is the columns of a statement.
func (q *sql) GetSchemaStatement(_ context.Context, c flightsql.StatementQuery, _ *flight.FlightDescriptor) (*flight.SchemaResult, error) {
	return q.schemaResult(c.GetQuery())
}

func (q *sql) schemaResult(text string) (*flight.SchemaResult, error) {
	schema, err := q.schema(text)
	if err != nil {
		return nil, err
	}
	return &flight.SchemaResult{Schema: flight.SerializeSchema(schema, memory.DefaultAllocator)}, nil
}

// DoGetStatement streams the result of a statement.
func (q *sql) DoGetStatement(ctx context.Context, c flightsql.StatementQueryTicket) (*arrow.Schema, <-chan flight.StreamChunk, error) {
	return q.result(ctx, string(c.GetStatementHandle()))
}

// CreatePreparedStatement checks a statement; it is its own handle, so that nothing is kept.
func (q *sql) CreatePreparedStatement(_ context.Context, c flightsql.ActionCreatePreparedStatementRequest) (flightsql.ActionCreatePreparedStatementResult, error) {
	schema, err := q.schema(c.GetQuery())
	return flightsql.ActionCreatePreparedStatementResult{Handle: []byte(c.GetQuery()), DatasetSchema: schema}, err
}

// ClosePreparedStatement has nothing to close.
func (q *sql) ClosePreparedStatement(context.Context, flightsql.ActionClosePreparedStatementRequest) error {
	return nil
}

// GetFlightInfoPreparedStatement describes the result of a prepared statement.
func (q *sql) GetFlightInfoPreparedStatement(_ context.Context, c flightsql.PreparedStatementQuery, d *flight.FlightDescriptor) (*flight.FlightInfo, error) {
	schema, err := q.schema(string(c.GetPreparedStatementHandle()))
	if err != nil {
		return nil, err
	}
	return command(d, schema)
}

// GetSchemaPreparedStatement is the columns of a prepared statement.
func (q *sql) GetSchemaPreparedStatement(_ context.Context, c flightsql.PreparedStatementQuery, _ *flight.FlightDescriptor) (*flight.SchemaResult, error) {
	return q.schemaResult(string(c.GetPreparedStatementHandle()))
}

// DoGetPreparedStatement streams the result of a prepared statement.
func (q *sql) DoGetPreparedStatement(ctx context.Context, c flightsql.PreparedStatementQuery) (*arrow.Schema, <-chan flight.StreamChunk, error) {
	return q.result(ctx, string(c.GetPreparedStatementHandle()))
}

// GetFlightInfoCatalogs describes the catalogs.
func (q *sql) GetFlightInfoCatalogs(_ context.Context, d *flight.FlightDescriptor) (*flight.FlightInfo, error) {
	return command(d, schema_ref.Catalogs)
}

// DoGetCatalogs lists no catalog: there is none.
func (q *sql) DoGetCatalogs(context.Context) (*arrow.Schema, <-chan flight.StreamChunk, error) {
	return one(array.NewRecordBuilder(memory.DefaultAllocator, schema_ref.Catalogs).NewRecordBatch())
}

// GetFlightInfoSchemas describes the schemas.
func (q *sql) GetFlightInfoSchemas(_ context.Context, _ flightsql.GetDBSchemas, d *flight.FlightDescriptor) (*flight.FlightInfo, error) {
	return command(d, schema_ref.DBSchemas)
}

// DoGetDBSchemas lists the schema without a name, in which the tables are.
func (q *sql) DoGetDBSchemas(_ context.Context, c flightsql.GetDBSchemas) (*arrow.Schema, <-chan flight.StreamChunk, error) {
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema_ref.DBSchemas)
	if (c.GetCatalog() == nil || *c.GetCatalog() == "") && among(c.GetDBSchemaFilterPattern(), "") {
		b.Field(0).AppendNull()
		b.Field(1).(*array.StringBuilder).Append("")
	}
	return one(b.NewRecordBatch())
}

// GetFlightInfoTableTypes describes the kinds of tables.
func (q *sql) GetFlightInfoTableTypes(_ context.Context, d *flight.FlightDescriptor) (*flight.FlightInfo, error) {
	return command(d, schema_ref.TableTypes)
}

// tableType is the one kind of tables that there is.
const tableType = "TABLE"

// DoGetTableTypes lists it.
func (q *sql) DoGetTableTypes(context.Context) (*arrow.Schema, <-chan flight.StreamChunk, error) {
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema_ref.TableTypes)
	b.Field(0).(*array.StringBuilder).Append(tableType)
	return one(b.NewRecordBatch())
}

func tablesSchema(c flightsql.GetTables) *arrow.Schema {
	if c.GetIncludeSchema() {
		return schema_ref.TablesWithIncludedSchema
	}
	return schema_ref.Tables
}

// GetFlightInfoTables describes the list of tables.
func (q *sql) GetFlightInfoTables(_ context.Context, c flightsql.GetTables, d *flight.FlightDescriptor) (*flight.FlightInfo, error) {
	return command(d, tablesSchema(c))
}

// DoGetTables lists the tables.
func (q *sql) DoGetTables(_ context.Context, c flightsql.GetTables) (*arrow.Schema, <-chan flight.StreamChunk, error) {
	b := array.NewRecordBuilder(memory.DefaultAllocator, tablesSchema(c))
	// There are no catalogs and schemas: who asks for those of one asks for none.
	wanted := (c.GetCatalog() == nil || *c.GetCatalog() == "") && among(c.GetDBSchemaFilterPattern(), "") &&
		(len(c.GetTableTypes()) == 0 || slices.Contains(c.GetTableTypes(), tableType))
	for _, t := range q.tables() {
		if !wanted || !among(c.GetTableNameFilterPattern(), t.name) {
			continue
		}
		b.Field(0).AppendNull()
		b.Field(1).(*array.StringBuilder).Append("")
		b.Field(2).(*array.StringBuilder).Append(t.name)
		b.Field(3).(*array.StringBuilder).Append(tableType)
		if c.GetIncludeSchema() {
			b.Field(4).(*array.BinaryBuilder).Append(flight.SerializeSchema(rows.Schema(t.Schema), memory.DefaultAllocator))
		}
	}
	return one(b.NewRecordBatch())
}

// among reports whether a name is as a pattern of SQL's, in which % is any text and _ any character;
// nil is any name.
func among(pattern *string, name string) bool {
	if pattern == nil {
		return true
	}
	var glob strings.Builder
	for _, r := range *pattern {
		switch r {
		case '%':
			glob.WriteByte('*')
		case '_':
			glob.WriteByte('?')
		case '*', '?', '[', '\\':
			glob.WriteByte('\\')
			glob.WriteRune(r)
		default:
			glob.WriteRune(r)
		}
	}
	ok, err := path.Match(glob.String(), name)
	return ok && err == nil
}
