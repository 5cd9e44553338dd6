package flight

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/flight"
	"github.com/apache/arrow-go/v18/arrow/flight/flightsql"
	"google.golang.org/grpc/codes"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]statement{
		"SELECT * FROM t": {"t", nil, -1},
		"select a, B ,\"c d\" from \"my \"\"t\" limit 5;": {`my "t`, []string{"a", "B", "c d"}, 5},
		"  Select\n_x1\nFrom\ttäble Limit 0 ":             {"täble", []string{"_x1"}, 0},
		`SELECT "select" FROM "from"`:                     {"from", []string{"select"}, -1},
	} {
		if got, err := parse(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "select", "select * t", "select from t", "select * from", "select * from t u", "select a+1 from t", "select count(*) from t", "select * from t where a > 1",
		"select a, from t", "select * from t limit", "select * from t limit -1", "select * from t limit x", "select * from t limit 99999999999999999999", `select "a from t`, `select "" from t`, "select * from 5", "insert into t",
	} {
		if s, err := parse(text); err == nil {
			t.Errorf("%s: %+v", text, s)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("select a, \"b\" from t limit 5;")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parse(text)
		if err == nil && (s.table == "" || s.limit < -1) {
			t.Errorf("%+v", s)
		}
	})
}

// sqlClient is a driver's view of a server.
func (r *rig) sqlClient() *flightsql.Client {
	r.Helper()
	return &flightsql.Client{Client: r.client()}
}

// read is the rows of a result.
func (r *rig) read(ctx context.Context, c *flightsql.Client, info *flight.FlightInfo, err error) (n int64, columns []string) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
	in, err := c.DoGet(ctx, info.GetEndpoint()[0].GetTicket())
	if err != nil {
		r.Fatal(err)
	}
	defer in.Release()
	for in.Next() {
		n += in.RecordBatch().NumRows()
	}
	if in.Err() != nil {
		r.Fatal(in.Err())
	}
	for _, f := range in.Schema().Fields() {
		columns = append(columns, f.Name)
	}
	return n, columns
}

// TestSQL: statements, plain and prepared, are what they say.
func TestSQL(t *testing.T) {
	r := newRig(t, "trades = empty_table(10).update(['A = i', 'B = i', 'C = i'])\nother = empty_table(1).update('X = i')")
	c, ctx := r.sqlClient(), r.in()
	info, err := c.Execute(ctx, "SELECT C, A FROM trades LIMIT 4")
	if n, columns := r.read(ctx, c, info, err); n != 4 || strings.Join(columns, " ") != "C A" {
		t.Errorf("%d rows of %v", n, columns)
	}
	prepared, err := c.Prepare(ctx, "select * from trades")
	if err != nil {
		t.Fatal(err)
	}
	info, err = prepared.Execute(ctx)
	if n, columns := r.read(ctx, c, info, err); n != 10 || len(columns) != 3 || prepared.DatasetSchema().NumFields() != 3 {
		t.Errorf("%d rows of %v", n, columns)
	}
	if err := prepared.Close(ctx); err != nil {
		t.Error(err)
	}
	for text, want := range map[string]codes.Code{"select * from trade": codes.NotFound, "select D from trades": codes.InvalidArgument, "drop table trades": codes.InvalidArgument} {
		_, err := c.Execute(ctx, text)
		refused(t, text, err, want)
		_, err = c.Prepare(ctx, text)
		refused(t, text, err, want)
	}
	if _, err := c.ExecuteUpdate(ctx, "delete from trades"); err == nil {
		t.Error("an update is taken")
	}
}

// TestCatalog: what there is is listed as drivers ask for it.
func TestCatalog(t *testing.T) {
	r := newRig(t, "trades = empty_table(10).update(['A = i'])\ntrains = empty_table(1).update('X = i')\nother = empty_table(1).update('X = i')")
	c, ctx := r.sqlClient(), r.in()
	text := func(s string) *string { return &s }
	for _, x := range []struct {
		o    *flightsql.GetTablesOpts
		want int64
	}{
		{&flightsql.GetTablesOpts{}, 3},
		{&flightsql.GetTablesOpts{IncludeSchema: true}, 3},
		{&flightsql.GetTablesOpts{TableNameFilterPattern: text("tra%")}, 2},
		{&flightsql.GetTablesOpts{TableNameFilterPattern: text("tra_e_")}, 1},
		{&flightsql.GetTablesOpts{TableNameFilterPattern: text("*")}, 0},
		{&flightsql.GetTablesOpts{TableTypes: []string{"VIEW"}}, 0},
		{&flightsql.GetTablesOpts{TableTypes: []string{"TABLE"}, DbSchemaFilterPattern: text("")}, 3},
		{&flightsql.GetTablesOpts{Catalog: text("x")}, 0},
	} {
		info, err := c.GetTables(ctx, x.o)
		if n, _ := r.read(ctx, c, info, err); n != x.want {
			t.Errorf("%v: %d tables, want %d", x.o, n, x.want)
		}
	}
	info, err := c.GetTableTypes(ctx)
	if n, _ := r.read(ctx, c, info, err); n != 1 {
		t.Errorf("%d types of tables", n)
	}
	info, err = c.GetCatalogs(ctx)
	if n, _ := r.read(ctx, c, info, err); n != 0 {
		t.Errorf("%d catalogs", n)
	}
	info, err = c.GetDBSchemas(ctx, &flightsql.GetDBSchemasOpts{})
	if n, _ := r.read(ctx, c, info, err); n != 1 {
		t.Errorf("%d schemas", n)
	}
	info, err = c.GetSqlInfo(ctx, []flightsql.SqlInfo{flightsql.SqlInfoFlightSqlServerName})
	if err != nil {
		t.Fatal(err)
	}
	in, err := c.DoGet(ctx, info.GetEndpoint()[0].GetTicket())
	if err != nil {
		t.Fatal(err)
	}
	defer in.Release()
	if !in.Next() || !strings.Contains(in.RecordBatch().Column(1).(*array.DenseUnion).String(), "starling") {
		t.Errorf("the server's name: %v", in.Err())
	}
}
