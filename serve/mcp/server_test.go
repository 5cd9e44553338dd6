package mcp

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"go.uber.org/goleak"

	"starling/engine"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/embedded"
	"starling/starlib"
	"starling/starlib/py"
)

// assistant is a client of a server over a script's session and a broker.
type assistant struct {
	*testing.T
	*mcp.ClientSession
	beside strings.Builder
}

func ask(t *testing.T, allowRun bool, script string) *assistant {
	t.Helper()
	quiet := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, quiet) })
	b, err := embedded.Start(embedded.Config{AutoCreate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	a := &assistant{T: t}
	out := &Output{Beside: &a.beside}
	env := &kafka.Env{Env: client.Env{Defaults: client.Props{"bootstrap.servers": b.Addr()}, Notify: func(string) {}}}
	host := starlib.New(starlib.Config{Graph: engine.NewGraph(), Kafka: env, Config: py.Config{Stdout: out, Dir: t.TempDir()}})
	t.Cleanup(host.Close)
	if err := host.ExecFile(t.Context(), "x.py", "from deephaven import *\n"+script); err != nil {
		t.Fatal(err)
	}
	s := &Server{Host: host, Output: out, Version: "v1", AllowRun: allowRun, Show: func(v any) (string, error) {
		if text := fmt.Sprint(v); text != "None" {
			return text + "\n", nil
		}
		return "", nil
	}}
	theirs, in := io.Pipe()
	ours, from := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- s.Run(t.Context(), theirs, from) }()
	a.ClientSession, err = mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.IOTransport{Reader: ours, Writer: in}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		a.Close()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	return a
}

// call is the text that a tool answers, or with an error what that says.
func (a *assistant) call(tool string, arguments map[string]any) (text string, failed bool) {
	a.Helper()
	r, err := a.CallTool(a.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		return err.Error(), true
	}
	for _, c := range r.Content {
		text += c.(*mcp.TextContent).Text
	}
	return text, r.IsError
}

// TestTools: an assistant sees what it may do, and runs scripts only where the user lets it.
func TestTools(t *testing.T) {
	for allowed, want := range map[bool]string{
		false: "describe_topic list_tables peek read_table", true: "describe_topic list_tables peek read_table run_script",
	} {
		a := ask(t, allowed, "")
		list, err := a.ListTools(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, tool := range list.Tools {
			names = append(names, tool.Name)
			if tool.Description == "" || tool.InputSchema == nil {
				t.Errorf("%s says nothing of itself", tool.Name)
			}
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("tools %s, want %s", got, want)
		}
		text, failed := a.call("run_script", map[string]any{"script": "x = 6 * 7\nprint('hello')\nx"})
		if failed == allowed || allowed && text != "hello\n42\n" {
			t.Errorf("run_script, allowed: %v: %q, failed %v", allowed, text, failed)
		}
	}
}

// TestTables: tables are listed and read.
func TestTables(t *testing.T) {
	a := ask(t, true, "trades = empty_table(100).update(['A = i', 'B = i % 3 == 0 ? null : `b` + i'])\nprint('beside')")
	if a.beside.String() != "beside\n" {
		t.Errorf("printed by the script: %q", a.beside.String())
	}
	text, _ := a.call("list_tables", nil)
	var all listing
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if len(all.Tables) != 1 || all.Tables[0].Name != "trades" || all.Tables[0].Rows != 100 || all.Tables[0].Kind != "static" || all.Tables[0].Columns[1] != (columnInfo{"B", "java.lang.String"}) {
		t.Errorf("%+v", all)
	}
	for _, c := range []struct {
		arguments map[string]any
		want      string
	}{
		{map[string]any{"table": "trades", "rows": 2}, `{"size": 100, "from": 0, "rows": [{"A":0,"B":null},{"A":1,"B":"b1"}]}`},
		{map[string]any{"table": "trades", "rows": 2, "from": -1, "columns": []string{"A"}}, `{"size": 100, "from": 99, "rows": [{"A":99}]}`},
		{map[string]any{"table": "trades", "rows": 1, "filter": "A > 5 && A < 8", "sort": []string{"-A"}}, `{"size": 2, "from": 0, "rows": [{"A":7,"B":"b7"}]}`},
		{map[string]any{"table": "trades", "from": 1000}, `{"size": 100, "from": 100, "rows": []}`},
	} {
		if text, failed := a.call("read_table", c.arguments); failed || strings.ReplaceAll(text, "\n", "") != c.want {
			t.Errorf("%v: %s, want %s", c.arguments, text, c.want)
		}
	}
	for _, c := range []struct {
		arguments map[string]any
		says      string
	}{
		{map[string]any{"table": "trade"}, "did you mean trades?"},
		{map[string]any{"table": "trades", "rows": 5000}, "rows: 5000 is not from 1 to 1000"},
		{map[string]any{"table": "trades", "filter": "A >"}, "column 4"},
		{map[string]any{"table": "trades", "columns": []string{"C"}}, "C"},
		{map[string]any{"table": "trades", "sort": []string{"C"}}, "C"},
		{map[string]any{}, "table"},
	} {
		if text, failed := a.call("read_table", c.arguments); !failed || !strings.Contains(text, c.says) {
			t.Errorf("%v: %s, failed %v, want %s", c.arguments, text, failed, c.says)
		}
	}
}

// TestTopics: topics are described and peeked at.
func TestTopics(t *testing.T) {
	a := ask(t, true, "")
	text, failed := a.call("run_script", map[string]any{"script": `
from deephaven.stream.kafka import producer as pk
t = empty_table(3).update(["Id = i", "Name = "+chr(96)+"n"+chr(96)+" + i"])
pk.produce(t, {}, "orders", key_spec=pk.KeyValueSpec.IGNORE, value_spec=pk.json_spec(["Id", "Name"]))
sync()`})
	if failed {
		t.Fatal(text)
	}
	if text, failed := a.call("describe_topic", nil); failed || !strings.Contains(text, "orders") {
		t.Errorf("%s", text)
	}
	if text, failed := a.call("describe_topic", map[string]any{"topic": "orders"}); failed || !strings.Contains(text, "Partitions") {
		t.Errorf("%s", text)
	}
	text, failed = a.call("peek", map[string]any{"topic": "orders"})
	if failed || !strings.Contains(text, `kc.json_spec(`) || !strings.Contains(text, "n2") {
		t.Errorf("%s", text)
	}
	if text, failed = a.call("peek", map[string]any{"topic": "order"}); !failed || !strings.Contains(text, "orders") {
		t.Errorf("%s", text)
	}
	if text, failed = a.call("peek", map[string]any{"topic": "orders", "records": 5000}); !failed || !strings.Contains(text, "5000") {
		t.Errorf("%s", text)
	}
}

// TestOutput: what is printed while nothing runs goes beside; of much the beginning is kept.
func TestOutput(t *testing.T) {
	var beside strings.Builder
	o := &Output{Beside: &beside}
	io.WriteString(o, "a")
	o.begin()
	io.WriteString(o, strings.Repeat("ä", outputBytes))
	text, left := o.end()
	io.WriteString(o, "b")
	if beside.String() != "ab" || len(text) != outputBytes || left != outputBytes || strings.Trim(text, "ä") != "" {
		t.Errorf("%q beside, %d bytes kept, %d left", beside.String(), len(text), left)
	}
	o.begin()
	io.WriteString(o, "x"+strings.Repeat("ä", outputBytes))
	if text, _ := o.end(); strings.Trim(text[1:], "ä") != "" {
		t.Errorf("a character is cut: %q", text[len(text)-3:])
	}
}
