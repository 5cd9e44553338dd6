package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/sr"

	"starling/kafka/embedded"
)

// TestDocs runs every block of the pages, README among them, from the top of a page to its end, in
// one session with a broker of its own. What stands behind a fence says how:
//
//	python           statements for the session, in which none may fail
//	python fails     the last of them fails
//	console          statements behind >>> and ..., and between them what they print
//	console fails    the same, and errors are printed too
//	output           what the block before it printed; of python fails the end of the error
//	sh               commands: starling runs, on the lines below it as its input; mkdir and cat too
//	sh install       commands that install or build, or go on until they are ended: that their flags and
//	                 targets are there is looked at, but they do not run
//	text usage       how a command is called
//	go               a part of the examples of package starling, which run as tests of that
//	any file=NAME    a file for the commands that follow
//	any subject=NAME a schema that the page's registry has: of proto, json and avro
//
// 127.0.0.1:9092 and redpanda:9092 are the page's broker. With -update the outputs are written anew.
func TestDocs(t *testing.T) {
	for _, path := range pages(t) {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(path, "../../"), ".md"), func(t *testing.T) {
			path, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			list := blocks(string(text))
			if len(list) == 0 {
				return
			}
			p := openPage(t)
			for i := range list {
				p.run(&list[i])
			}
			p.close()
			if now := replaced(string(text), list); *update && now != string(text) {
				if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// page is a page that runs.
type page struct {
	*testing.T
	broker   *embedded.Broker
	session  *follower // from the first block that has statements
	printed  string    // by the block before
	failed   string    // what it said when it failed
	makefile string
	examples string // of package starling, unindented
}

func openPage(t *testing.T) *page {
	t.Helper()
	scripts, err := filepath.Abs("../../scripts")
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	examples, err := os.ReadFile("../../example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Symlink(scripts, "scripts"); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	b, err := embedded.Start(embedded.Config{AutoCreate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() }) //nolint:errcheck // the page is over
	return &page{T: t, broker: b, makefile: string(makefile), examples: unindented(string(examples))}
}

// at is the flags that lead to the page's broker and registry.
func (p *page) at() []string {
	return []string{
		"--alias", "127.0.0.1:9092=" + p.broker.Addr(), "--alias", "redpanda:9092=" + p.broker.Addr(),
		"--alias", "127.0.0.1:8081=" + p.registry(), "--alias", "redpanda:8081=" + p.registry(),
	}
}

func (p *page) registry() string { return strings.TrimPrefix(p.broker.RegistryURL(), "http://") }

func (p *page) run(b *block) {
	p.Helper()
	if name := b.mark("subject="); name != "" {
		p.register(name, b)
		return
	}
	if name := b.mark("file="); name != "" {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			p.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(b.text), 0o644); err != nil {
			p.Fatal(err)
		}
		return
	}
	switch b.lang {
	case "python":
		p.statements(b)
	case "console":
		p.console(b)
	case "output":
		p.compare(b, p.printed+p.failed)
	case "sh":
		p.commands(b)
	case "go":
		p.inExamples(b)
	case "text":
		if !b.marked("usage") {
			p.Errorf("%v: nothing says how it runs", b)
		}
	default:
		p.Errorf("%v: nothing says how it runs", b)
	}
}

// inExamples holds that a block of Go is lines of the examples, whatever they are indented by.
func (p *page) inExamples(b *block) {
	p.Helper()
	if !strings.Contains(p.examples, unindented(b.text)) {
		p.Errorf("%v: its lines are not in example_test.go", b)
	}
}

// unindented is a text without tabs at the beginnings of its lines.
func unindented(text string) string { return tabs.ReplaceAllString(text, "") }

var tabs = regexp.MustCompile(`(?m)^\t+`)

// register gives the page's registry a schema.
func (p *page) register(subject string, b *block) {
	p.Helper()
	r, err := sr.NewClient(sr.URLs(p.broker.RegistryURL()))
	if err != nil {
		p.Fatal(err)
	}
	types := map[string]sr.SchemaType{"proto": sr.TypeProtobuf, "json": sr.TypeJSON, "avro": sr.TypeAvro}
	if _, err := r.CreateSchema(p.Context(), subject, sr.Schema{Schema: b.text, Type: types[b.lang]}); err != nil {
		p.Errorf("%v: %v", b, err)
	}
}

// compare holds a block against what was printed; with -update it becomes that.
func (p *page) compare(b *block, got string) {
	p.Helper()
	got = strings.ReplaceAll(trimmed(got), p.broker.Addr(), "127.0.0.1:9092")
	switch {
	case b.text == got, strings.HasSuffix(got, b.text) && p.failed != "" && b.text != "":
	case *update:
		b.text = got
	default:
		p.Errorf("%v: printed\n%s\nnot\n%s", b, got, b.text)
	}
}

// trimmed is a text without blanks at the ends of its lines.
func trimmed(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// statements runs a block of Python.
func (p *page) statements(b *block) {
	p.Helper()
	p.printed = p.say(b.text)
	switch {
	case p.failed == "" && b.marked("fails"):
		p.Errorf("%v: does not fail", b)
	case p.failed != "" && !b.marked("fails"):
		p.Errorf("%v: %s", b, p.failed)
	}
}

// say has the session run lines, once all that is in the topics is in its tables.
func (p *page) say(lines string) string {
	p.Helper()
	if p.session == nil {
		p.session = follow(append(p.at(), "-b", p.broker.Addr())...)
	}
	s := p.session
	for _, src := range []string{"sync()\n", lines} {
		io.WriteString(s.in, src) //nolint:errcheck // it has ended: its status says why
		s.settle(p)
	}
	s.mu.Lock()
	out := s.stdout.String()
	s.stdout.Reset()
	s.mu.Unlock()
	p.failed = s.stderr.take()
	if !strings.Contains(p.failed, "Error: ") { // a notice
		p.failed = ""
	}
	return out
}

// console runs a session and compares what each statement prints.
func (p *page) console(b *block) {
	p.Helper()
	var out strings.Builder
	var src strings.Builder
	flush := func() {
		if src.Len() > 0 {
			out.WriteString(p.say(src.String() + "\n"))
			if p.failed != "" && !b.marked("fails") {
				p.Errorf("%v: %s", b, p.failed)
			}
			out.WriteString(p.failed)
			src.Reset()
		}
	}
	for line := range strings.Lines(b.text) {
		_, code, isCode := strings.Cut(line, ">>> ")
		first := isCode && strings.HasPrefix(line, ">>> ")
		more, isMore := strings.CutPrefix(strings.TrimRight(line, "\n"), "...")
		switch {
		case strings.HasPrefix(line, "$ starling"):
			p.flags(strings.TrimPrefix(line, "$ "))
			out.WriteString(line)
		case first:
			flush()
			out.WriteString(line)
			src.WriteString(code)
		case isMore && src.Len() > 0:
			out.WriteString(line)
			src.WriteString(strings.TrimPrefix(more, " ") + "\n")
		}
	}
	flush()
	p.printed, p.failed = "", ""
	p.compare(b, out.String())
}

// close ends the session.
func (p *page) close() {
	if p.session == nil {
		return
	}
	p.session.in.Close() //nolint:errcheck // the end of the session
	<-p.session.ended
}

// take is what was written since the last time.
func (b *lockedBuffer) take() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	defer b.buf.Reset()
	return b.buf.String()
}

// starling runs the command and gives what it prints.
func (p *page) starling(args []string, stdin string) string {
	p.Helper()
	var stdout, stderr bytes.Buffer
	if code := Main(args, strings.NewReader(stdin), &stdout, &stderr); code != 0 {
		p.Errorf("starling %q: exit status %d\n%s", args, code, stderr.Bytes())
	}
	return stdout.String()
}
