package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
	"github.com/twmb/franz-go/pkg/sr"
)

// evil is what an attacker has others show: it sets the terminal's title, clears the
// screen, begins sequences in one character or byte, turns the text round and ends lines.
// evilSource is as much of it as a script can have in its text.
const (
	evilSource = "EVIL\x1b]0;t\a\x1b[2J\u009b31m\u202e\u2066\u200f\u061c\u2028\x7f\b"
	evil       = evilSource + "\x00\x9b1m\xff"
)

// hostile returns the first character of a text that a terminal should not get.
func hostile(text string) (string, bool) {
	for i, r := range text {
		_, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n' || r == '\t':
		case r < ' ' || r >= 0x7f && r <= 0x9f || r == utf8.RuneError && n == 1 ||
			r == 0x61c || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return fmt.Sprintf("%q in %q", text[i:i+n], text), true
		}
	}
	return "", false
}

// looks is what grids and the line of progress have of their own on a terminal; the evil text
// has no such sequence.
var looks = regexp.MustCompile(`\x1b\[[0-9;]*m|\r\x1b\[K`)

// path is a way by which text from outside gets to be seen.
type path struct {
	name   string
	args   []string // of the command; SCRIPT is a file with the script
	script string   // bad is the evil text in it
	stdin  string
	own    bool // the script or the user writes the text itself: a pipe gets it as it is
}

const imports = `import sys, json
from dataclasses import dataclass
from deephaven import new_table, read_csv, dtypes as dht
from deephaven.column import string_col, byte_col
from deephaven.stream.kafka import consumer as kc, producer as pk
bad = sys.argv[1]
t = new_table([string_col("A", [bad, bad])])
`

func TestNothingHostileIsShown(t *testing.T) {
	b, names := evilBroker(t), evilNames(t)
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	script := func(name, text string, args ...string) path {
		return path{name: name, script: text, args: append(append([]string{"run"}, args...), "SCRIPT", evil)}
	}
	consume := func(topic, spec, rest string) string {
		return fmt.Sprintf("t = kc.consume({'bootstrap.servers': %q%s}, %q, key_spec=kc.KeyValueSpec.IGNORE, value_spec=%s, offsets=kc.ALL_PARTITIONS_SEEK_TO_BEGINNING, table_type=kc.TableType.append())\n", b, rest, topic, spec)
	}
	own := func(p path) path { p.own = true; return p }
	paths := []path{
		// What scripts print.
		script("print a table", "print(t)"),
		script("to_string", "print(t.to_string())"),
		script("print a table's columns", "new_table({bad: [1]}).rename_columns('X = A')"),
		script("help", "def f(x):\n    'EVIL"+strings.TrimPrefix(evilSource, "EVIL")+"'\n    return x\nhelp(f)"),
		script("print to stderr", "print(bad, file=sys.stderr)"),
		script("write to stderr", "sys.stderr.write(bad)"),
		own(script("print", "print(bad)")),
		own(script("print a list", "print([bad], {bad: bad})")),
		own(script("print a row", "for row in t.iter_dict(): print(row)")),
		own(script("write to stdout", "sys.stdout.write(bad)")),
		own(path{name: "input", script: "input(bad)", args: []string{"run", "SCRIPT", evil}, stdin: "x\n"}),
		// What the console shows.
		script("show a table", "", "--show", "t"),
		script("show a row", "t.show(0)"),
		script("show a row of objects", "f = lambda x: {x: [x]}\nt.update('B = f(A)').view('B').show(0)"),
		script("plot", "plot(t.update('B = i'), x='A', y='B', by='A', kind='bar', title=bad)"),
		script("describe", "d = describe(t)", "--show", "d"),
		script("show as Markdown", "", "--show", "t", "--format", "markdown"),
		own(script("show as CSV", "", "--show", "t", "--format", "csv")),
		own(script("show as JSON", "", "--show", "t", "--format", "jsonl")),
		{name: "prompt: records", stdin: "\\x\nnew_table({'A': ['" + evilSource + "']})\n"},
		script("show a text", "", "--show", "bad"),
		script("show an object", "@dataclass\nclass D:\n    x: str\nd = [D(bad), {bad: (bad,)}]", "--show", "d"),
		script("show objects of a table", "f = lambda x: {x: 1}\no = t.update('B = f(A)').view('B')", "--show", "o"),
		script("show bytes", "o = t.update('B = A.getBytes()')", "--show", "o"),
		{name: "prompt: value", stdin: "'" + evilSource + "'\n"},
		{name: "prompt: error", stdin: "int('" + evilSource + "')\n"},
		{name: "prompt: table", stdin: "new_table({'A': ['" + evilSource + "']})\n"},
		// Failures of scripts.
		script("int", "int(bad)"),
		script("float", "float(bad)"),
		script("raise", "raise ValueError(bad)"),
		script("assert", "assert False, bad"),
		script("exit", "exit(bad)"),
		script("key", "{}[bad]"),
		script("attribute", "getattr(t, bad)"),
		script("import", "load('"+evilSource+"', 'x')"),
		script("source line", "x = 1 // 0  # "+evilSource),
		script("source line of a syntax error", "x = = 1  # "+evilSource),
		script("source with nulls", "x = '"+evil+"'"),
		script("source not UTF-8", "x = '"+strings.ReplaceAll(evil, "\x00", "")+"'"),
		script("name", "x = EVIL\u0301"+evilSource),
		script("formula", "t.where(bad)"),
		script("formula that fails", "t.update('B = Integer.parseInt(A)')"),
		script("function that fails", "def f(x) -> int: return int(x)\nt.update('B = f(A)')"),
		script("column", "t.view(bad)"),
		script("read_csv: path", "read_csv(bad)"),
		script("read_csv: value", fmt.Sprintf("read_csv(%q, header={'A': dht.int64})", write("a.csv", "A\n"+strings.ToValidUTF8(evil, "")+"\n"))),
		script("read_csv: table", fmt.Sprintf("print(read_csv(%q))", write("b.csv", "A"+evilSource+"\n"+evilSource+"\n"))),
		{name: "path of a script", args: []string{"run", evil}},
		{name: "path of a script that fails", script: "int('x')", args: []string{"run", "SCRIPT"}},
		// Kafka.
		script("a topic's table", consume("texts", "kc.simple_spec('V', dht.string)", ""), "--until-caught-up", "--show", "t"),
		script("bad record", consume("texts", "kc.simple_spec('V', dht.int32)", ""), "--until-caught-up"),
		script("bad records", consume("texts", "kc.simple_spec('V', dht.int32)", "")+"e = kc.errors(t)", "--until-caught-up", "--show", "e"),
		script("bad JSON", consume("texts", "kc.json_spec({'X': dht.int32})", ""), "--until-caught-up"),
		script("a table fails", consume("texts", "kc.simple_spec('V', dht.int32)", ", 'starling.on.error': 'fail'"), "--until-caught-up", "--show", "t"),
		script("a table that depends fails", consume("texts", "kc.simple_spec('V', dht.string)", "")+"u = t.update('X = Integer.parseInt(V)')", "--until-caught-up", "--show", "u"),
		script("property", consume("texts", "kc.simple_spec('V', dht.string)", ", bad: bad"), "--until-caught-up"),
		script("value of a property", consume("texts", "kc.simple_spec('V', dht.string)", ", 'linger.ms': bad")),
		script("servers", "kc.consume({'bootstrap.servers': bad}, 'x')"),
		script("pattern", "kc.consume({'bootstrap.servers': '127.0.0.1:1'}, '^(' + bad)"),
		script("producer", fmt.Sprintf("pk.produce(t, {'bootstrap.servers': %q, 'max.block.ms': '100'}, bad, pk.simple_spec('A'), pk.simple_spec('A'))", b)),
		{name: "no such topic", args: []string{"topic", "consume", "-b", b, "-o", ":end", evil}},
		{name: "topics", args: []string{"topic", "list", "-b", names}},
		script("topics of a script", fmt.Sprintf("from deephaven.stream import kafka\nprint(kafka.topics({'bootstrap.servers': %q}), file=sys.stderr)", names)),
		script("topics of a pattern", fmt.Sprintf("kc.consume({'bootstrap.servers': %q, 'default.api.timeout.ms': '300'}, '^EVIL')", names)),
		{name: "completion", args: []string{"__complete", "topic", "consume", "-b", names, ""}},
		{name: "create", args: []string{"topic", "create", "-b", b, evil}},
		{name: "delete", args: []string{"topic", "delete", "-b", b, evil}},
		{name: "describe", args: []string{"topic", "describe", "-b", b, "-a", "texts"}},
		{name: "login", args: []string{"topic", "list", "-b", evilLogin(t), "-X", "security.protocol=SASL_PLAINTEXT", "-X", "sasl.mechanism=PLAIN", "-X", "sasl.username=a", "-X", "sasl.password=b"}},
		{name: "log", args: []string{"topic", "list", "--log-level", "debug", "-b", evilLogin(t), "-X", "default.api.timeout.ms=200", "-X", "security.protocol=SASL_PLAINTEXT", "-X", "sasl.mechanism=PLAIN", "-X", "sasl.username=a", "-X", "sasl.password=b"}},
		own(path{name: "records", args: []string{"topic", "consume", "-b", b, "-o", ":end", "-f", "%v %k %h{%k %v}\n", "texts"}}),
		own(path{name: "records as JSON", args: []string{"topic", "consume", "-b", b, "-o", ":end", "texts"}}),
		own(path{name: "records written", args: []string{"topic", "produce", "-b", b, "-o", "%v\n", "sink"}, stdin: evil}),
		// The command line.
		{name: "command", args: []string{evil}},
		{name: "flag", args: []string{"--" + evil}},
		{name: "-X", args: []string{"-X", evil, "topic", "list"}},
		{name: "--alias", args: []string{"--alias", evil, "topic", "list"}},
		{name: "--show", script: "", args: []string{"run", "--show", evil, "SCRIPT", evil}},
		{name: "--offset", args: []string{"topic", "consume", "-o", evil, "x"}},
		{name: "--log-level", args: []string{"topic", "list", "--log-level", evil}},
	}
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(400)
		fmt.Fprintf(w, `{"error": %s, "error_description": %[1]s}`, evilJSON)
	}))
	defer issuer.Close()
	paths = append(paths, path{name: "issuer of tokens", args: []string{
		"topic", "list", "-b", evilLogin(t), "-X", "security.protocol=SASL_PLAINTEXT", "-X", "sasl.mechanism=OAUTHBEARER",
		"-X", "sasl.oauthbearer.token.endpoint.url=" + issuer.URL, "-X", "sasl.oauthbearer.client.id=a", "-X", "sasl.oauthbearer.client.secret=b",
	}})
	for name, answer := range map[string]func(w http.ResponseWriter){
		"refuses": func(w http.ResponseWriter) { registryError(w, 401) },
		"forbids": func(w http.ResponseWriter) { registryError(w, 403) },
		"rejects": func(w http.ResponseWriter) { registryError(w, 422) },
		"fails":   func(w http.ResponseWriter) { registryError(w, 500) },
		"raw":     func(w http.ResponseWriter) { w.WriteHeader(400); io.WriteString(w, evil) }, //nolint:errcheck // a test
		"talks": func(w http.ResponseWriter) {
			fmt.Fprintf(w, `{"subject": %s, "id": 1, "version": 1, "schema": "EVIL"}`, evilJSON)
		},
		"has Avro": func(w http.ResponseWriter) {
			fmt.Fprint(w, `{"subject": "s", "id": 1, "version": 1, "schema": "{\"type\": \"record\", \"name\": \"N\\u001b[2J\", \"fields\": [{\"name\": \"x\\u001b[2J\", \"type\": \"EVIL\\u001b[2J\"}]}"}`)
		},
		"has Protobuf": func(w http.ResponseWriter) {
			fmt.Fprint(w, `{"subject": "s", "id": 1, "version": 1, "schemaType": "PROTOBUF", "schema": "message \u001b[2J EVIL\u202e {}"}`)
		},
		"knows nothing": func(w http.ResponseWriter) {
			w.WriteHeader(404)
			fmt.Fprintf(w, `{"error_code": 40401, "message": %s}`, evilJSON)
		},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { answer(w) }))
		defer s.Close()
		props := fmt.Sprintf(", 'schema.registry.url': %q, 'default.api.timeout.ms': '300'", s.URL)
		paths = append(paths, script("registry "+name, consume("texts", "kc.avro_spec(bad)", props)),
			script("registry for Protobuf "+name, consume("framed", "kc.protobuf_spec(bad)", props)))
	}
	for _, p := range paths {
		t.Run(p.name, func(t *testing.T) {
			args := make([]string, len(p.args))
			for i, a := range p.args {
				if args[i] = a; a == "SCRIPT" {
					name := "s.py"
					if strings.HasPrefix(p.name, "path") {
						name = strings.ReplaceAll(evil, "/", "") + ".py"
						name = strings.ReplaceAll(name, "\x00", "")
					}
					args[i] = write(name, imports+p.script+"\n")
				}
			}
			var out, errs bytes.Buffer
			Main(args, strings.NewReader(p.stdin), &out, &errs)
			text := out.String() + errs.String()
			if p.own {
				text = errs.String()
				if !strings.Contains(out.String(), "EVIL") {
					t.Errorf("the pipe got %q", out.String())
				}
			} else if !strings.Contains(text, "EVIL") {
				t.Errorf("the path does not lead out: %q", text)
			}
			if what, bad := hostile(text); bad {
				t.Errorf("a pipe got %s", what)
			}
			term := newTerminal(t)
			shown := term.screen(func() { Main(args, strings.NewReader(p.stdin), term.tty, term.tty) })
			if what, bad := hostile(looks.ReplaceAllString(shown, "")); bad || !strings.Contains(shown, "EVIL") {
				t.Errorf("a terminal got %s %q", what, shown)
			}
		})
	}
}

// TestThePromptIsHarmless types statements that show evil text, between the sequences by
// which the editor of lines moves the cursor.
func TestThePromptIsHarmless(t *testing.T) {
	shown := newTerminal(t).run(`text = "EVIL\x1b]0;t\a\x1b[2J\u009b\u202e\u2066\x7f\0"
t = new_table({"Text": [text]})
t
text
int(text)
print("printed " + text)
print("\x1b[31mred\x1b[0m")
exit()
`, []string{"XDG_STATE_HOME=" + t.TempDir()})
	const escaped = `EVIL\x1b]0;t\a\x1b[2J\u009b\u202e\u2066\x7f\x00`
	for _, want := range []string{"\n" + escaped + "\n1 row; static", "ValueError: ", "\nprinted " + escaped + "\n", "\n\x1b[31mred\x1b[0m\n"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in %q", want, shown)
		}
	}
	for _, bad := range []string{"\x1b]", "\x1b[2J", "\u009b", "\u202e", "\u2066", "\x7f", "\x00"} {
		if strings.Contains(shown, bad) {
			t.Errorf("%q is in %q", bad, shown)
		}
	}
}

// TestRawRecords asks for records as they are, on a terminal.
func TestRawRecords(t *testing.T) {
	b := evilBroker(t)
	for raw, args := range map[bool][]string{true: {"--raw"}, false: nil} {
		args = append([]string{"topic", "consume", "-b", b, "-o", ":end", "-f", "%k", "texts"}, args...)
		term := newTerminal(t)
		shown := term.screen(func() { Main(args, nil, term.tty, term.tty) })
		if strings.Contains(shown, evil) != raw {
			t.Errorf("raw %v: %q", raw, shown)
		}
	}
}

// evilJSON is as much of the evil text as JSON can hold.
const evilJSON = `"EVIL\u001b]0;t\u0007\u001b[2J\u009b31m\u202e\u2066\u2028\u0000\u007f"`

func registryError(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"error_code": %d, "message": %s}`, status, evilJSON)
}

// evilBroker has records and settings that are evil, a topic of an evil name, and says
// why it does not do what it is asked for.
func evilBroker(t *testing.T) string {
	c, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "texts", "framed", "sink"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	name, why := evil, evil
	c.ControlKey(int16(kmsg.CreateTopics), func(req kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		resp := req.ResponseKind().(*kmsg.CreateTopicsResponse)
		resp.Topics = append(resp.Topics, kmsg.CreateTopicsResponseTopic{Topic: name, ErrorCode: kerr.PolicyViolation.Code, ErrorMessage: &why})
		return resp, nil, true
	})
	c.ControlKey(int16(kmsg.DeleteTopics), func(req kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		resp := req.ResponseKind().(*kmsg.DeleteTopicsResponse)
		resp.Topics = append(resp.Topics, kmsg.DeleteTopicsResponseTopic{Topic: &name, ErrorCode: kerr.PolicyViolation.Code, ErrorMessage: &why})
		return resp, nil, true
	})
	c.ControlKey(int16(kmsg.DescribeConfigs), func(req kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		resp := req.ResponseKind().(*kmsg.DescribeConfigsResponse)
		resp.Resources = append(resp.Resources, kmsg.DescribeConfigsResponseResource{
			ResourceName: "texts", ResourceType: kmsg.ConfigResourceTypeTopic,
			Configs: []kmsg.DescribeConfigsResponseResourceConfig{{Name: name, Value: &why}},
		})
		return resp, nil, true
	})
	cl, err := kgo.NewClient(kgo.SeedBrokers(c.ListenAddrs()...))
	if err != nil {
		t.Fatal(err)
	}
	defer cl.Close()
	var h sr.ConfluentHeader
	framed, err := h.AppendEncode(nil, 1, []int{0})
	if err != nil {
		t.Fatal(err)
	}
	headers := []kgo.RecordHeader{{Key: evil, Value: []byte(evil)}}
	err = cl.ProduceSync(t.Context(), &kgo.Record{Topic: "texts", Key: []byte(evil), Value: []byte(evil), Headers: headers},
		&kgo.Record{Topic: "framed", Value: append(framed, evil...)}).FirstErr()
	if err != nil {
		t.Fatal(err)
	}
	return c.ListenAddrs()[0]
}

// evilNames is a broker with a topic of an evil name, and one of a harmless name.
func evilNames(t *testing.T) string {
	c, err := kfake.NewCluster(kfake.NumBrokers(1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	host, text, _ := strings.Cut(c.ListenAddrs()[0], ":")
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	c.ControlKey(int16(kmsg.Metadata), func(req kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		resp := req.ResponseKind().(*kmsg.MetadataResponse)
		resp.Brokers = []kmsg.MetadataResponseBroker{{Host: host, Port: int32(port)}}
		for _, name := range []string{evil, "EVIL-no-more"} {
			resp.Topics = append(resp.Topics, kmsg.MetadataResponseTopic{Topic: &name, Partitions: []kmsg.MetadataResponseTopicPartition{{Replicas: []int32{0}}}})
		}
		return resp, nil, true
	})
	return c.ListenAddrs()[0]
}

// evilLogin is a broker that refuses every login, and says why.
func evilLogin(t *testing.T) string {
	c, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.EnableSASL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	why := evil
	c.ControlKey(int16(kmsg.SASLHandshake), func(req kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		return req.ResponseKind(), nil, true // every mechanism
	})
	c.ControlKey(int16(kmsg.SASLAuthenticate), func(req kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		resp := req.ResponseKind().(*kmsg.SASLAuthenticateResponse)
		resp.ErrorCode, resp.ErrorMessage = kerr.SaslAuthenticationFailed.Code, &why
		return resp, nil, true
	})
	return c.ListenAddrs()[0]
}
