package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"starling/engine"
	"starling/internal/nearest"
	"starling/starlib"
)

// mostRows is how many rows a call reads at most, usualRows unless it says how many.
const (
	mostRows  = 1000
	usualRows = 20
)

// addTools adds THE list of what an assistant can do.
func (s *Server) addTools(to *mcp.Server) {
	reads := &mcp.ToolAnnotations{ReadOnlyHint: true}
	mcp.AddTool(to, &mcp.Tool{Name: "list_tables", Annotations: reads, Description: "The tables: their rows at this moment, their kind (static, append, blink, ring, keyed …), their columns, and why one failed."}, s.listTables)
	mcp.AddTool(to, &mcp.Tool{Name: "read_table", Annotations: reads, Description: "Rows of a table as of one moment, as {\"size\": rows of the table or for which the filter holds, \"from\": position, \"rows\": [objects]}. Can filter by a formula, sort, and start anywhere."}, s.readTable)
	mcp.AddTool(to, &mcp.Tool{Name: "describe_topic", Annotations: reads, Description: "A topic of the Kafka broker: partitions, records, newest record, settings. Without a name all topics."}, s.describeTopic)
	mcp.AddTool(to, &mcp.Tool{Name: "peek", Annotations: reads, Description: "The last records of a topic, decoded as they seem to be written, and the code that makes a live table of it."}, s.peek)
	if s.AllowRun {
		mcp.AddTool(to, &mcp.Tool{Name: "run_script", Description: "Runs Python with Deephaven's table API in the session. Variables stay; tables among them can be read then. Answers what was printed, and the value of the last expression."}, s.runScript)
	}
}

// Columns and tables as they are listed.
type (
	listing struct {
		Tables []tableInfo `json:"tables"`
	}
	tableInfo struct {
		Name    string       `json:"name"`
		Rows    int          `json:"rows"`
		Kind    string       `json:"kind"`
		Columns []columnInfo `json:"columns"`
		Error   string       `json:"error,omitempty" jsonschema:"why the table failed"`
	}
	columnInfo struct {
		Name string `json:"name"`
		Type string `json:"type" jsonschema:"as Java has it"`
	}
)

func (s *Server) listTables(context.Context, *mcp.CallToolRequest, struct{}) (*mcp.CallToolResult, listing, error) {
	seen := s.Host.SeenAll()
	out := listing{Tables: []tableInfo{}}
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		t := seen[name].Table
		info := tableInfo{Name: name, Rows: t.Size(), Kind: starlib.KindOf(t), Columns: []columnInfo{}}
		for _, f := range t.Schema {
			info.Columns = append(info.Columns, columnInfo{f.Name, f.Type.String()})
		}
		if err := t.Err(); err != nil {
			info.Error = err.Error()
		}
		out.Tables = append(out.Tables, info)
	}
	return nil, out, nil
}

// reading is what read_table is asked.
type reading struct {
	Table   string   `json:"table" jsonschema:"the name of the table"`
	From    int      `json:"from,omitempty" jsonschema:"the position of the first row, 0 for the first; negative counts from the end"`
	Rows    int      `json:"rows,omitempty" jsonschema:"how many rows, 20 unless given, at most 1000"`
	Columns []string `json:"columns,omitempty" jsonschema:"the columns, all unless given"`
	Filter  string   `json:"filter,omitempty" jsonschema:"a formula that holds for the rows, as Price > 10 && Symbol == \x60AAPL\x60"`
	Sort    []string `json:"sort,omitempty" jsonschema:"columns to sort by, with a minus before those that descend"`
}

// readTable answers JSON as text: what the protocol calls structured goes through floating-point
// numbers, which do not have all whole ones.
func (s *Server) readTable(ctx context.Context, _ *mcp.CallToolRequest, r reading) (*mcp.CallToolResult, any, error) {
	seen, ok := s.Host.Seen(r.Table)
	if !ok {
		return nil, nil, fmt.Errorf("there is no table %q%s", r.Table, nearest.Hint(r.Table, slices.Sorted(maps.Keys(s.Host.SeenAll()))))
	}
	defer seen.Keep()
	if r.Rows == 0 {
		r.Rows = usualRows
	}
	if r.Rows < 0 || r.Rows > mostRows {
		return nil, nil, fmt.Errorf("rows: %d is not from 1 to %d", r.Rows, mostRows)
	}
	var keys []engine.SortKey
	for _, column := range r.Sort {
		name, down := strings.CutPrefix(column, "-")
		keys = append(keys, engine.SortKey{Column: name, Descending: down})
	}
	t, err := s.Host.Derive(ctx, seen.Table, r.Filter, keys)
	if err != nil {
		return nil, nil, err
	}
	defer t.Release()
	var f *engine.Frame
	if e := t.Graph().ReadFor(ctx, func() {
		lo := r.From
		if lo < 0 {
			lo = max(lo+t.Rows.Len(), 0)
		}
		f, err = t.Frame(lo, lo+r.Rows, r.Columns)
	}); e != nil || err != nil {
		return nil, nil, errors.Join(e, err)
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "{\"size\": %d, \"from\": %d, \"rows\": ", f.Size, f.Lo)
	if err := s.Host.ExportFrame(ctx, &text, f, "json"); err != nil {
		return nil, nil, err
	}
	text.WriteByte('}')
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: text.String()}}}, nil, nil
}

func (s *Server) describeTopic(ctx context.Context, _ *mcp.CallToolRequest, of struct {
	Topic string `json:"topic,omitempty" jsonschema:"the name of the topic, or ^prefix; all topics unless given"`
},
) (*mcp.CallToolResult, any, error) {
	call := "topics()"
	if of.Topic != "" {
		call = "topics(" + quoted(of.Topic) + ")"
	}
	return s.script(ctx, "<describe_topic>", "print("+call+".to_string(num_rows=1000))")
}

func (s *Server) peek(ctx context.Context, _ *mcp.CallToolRequest, of struct {
	Topic   string `json:"topic" jsonschema:"the name of the topic"`
	Records int    `json:"records,omitempty" jsonschema:"how many of the last records, 5 unless given, at most 1000"`
},
) (*mcp.CallToolResult, any, error) {
	n := of.Records
	if n == 0 {
		n = 5
	}
	return s.script(ctx, "<peek>", "peek("+quoted(of.Topic)+", n="+strconv.Itoa(n)+")")
}

func (s *Server) runScript(ctx context.Context, _ *mcp.CallToolRequest, of struct {
	Script string `json:"script" jsonschema:"Python statements"`
},
) (*mcp.CallToolResult, any, error) {
	return s.script(ctx, "<script>", of.Script)
}

// quoted is a text as Python has it.
func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a text
	}
	return string(b)
}
