package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/tty"
	"starling/kafka/embedded"
)

// onTerminal starts starling with the arguments, in a window in which no message takes two rows.
func onTerminal(t *testing.T, args ...string) *tty.Term {
	t.Helper()
	return tty.Start(t, tty.Size{Cols: 300, Rows: 24}, []string{"XDG_STATE_HOME=" + t.TempDir()}, append([]string{"starling"}, args...)...)
}

// pipe is a way to a server that can be made to hang: nothing passes any more.
type pipe struct {
	net.Listener
	to   string
	hung atomic.Bool
}

// newPipe leads to an address; "" is a server that accepts and says nothing.
func newPipe(t *testing.T, to string) *pipe {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	p := &pipe{Listener: l, to: to}
	p.hung.Store(to == "")
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { in.Close() })
			if p.hung.Load() {
				continue
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				in.Close()
				continue
			}
			t.Cleanup(func() { out.Close() })
			go p.copy(out, in)
			go p.copy(in, out)
		}
	}()
	return p
}

func (p *pipe) copy(dst io.Writer, src io.Reader) {
	buf := make([]byte, 32<<10)
	for {
		n, err := src.Read(buf)
		if err != nil {
			return
		}
		for p.hung.Load() {
			time.Sleep(10 * time.Millisecond)
		}
		if _, err := dst.Write(buf[:n]); err != nil {
			return
		}
	}
}

func (p *pipe) addr() string { return p.Addr().String() }

// refusing is an address where nobody listens.
func refusing(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func scriptFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "query.py")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// streaming publishes what a group reads from one broker to another. %[1]s is the source's
// address, %[2]s the target's.
const streaming = `
from deephaven.stream.kafka import consumer as kc, producer as pk
t = kc.consume({"bootstrap.servers": "%[1]s", "group.id": "g", "auto.offset.reset": "earliest", "auto.commit.interval.ms": "100"}, "in")
pk.produce(t, {"bootstrap.servers": "%[2]s"}, "out", pk.KeyValueSpec.IGNORE, pk.simple_spec("KafkaValue"))
print("publishing")
`

// line is two brokers, the way to the second of which can hang, and starling between them.
type line struct {
	from, to *embedded.Broker
	way      *pipe
	feeder   *kgo.Client
	script   string
	fed      int
}

func newLine(t *testing.T) *line {
	t.Helper()
	l := &line{}
	for b, topic := range map[**embedded.Broker]string{&l.from: "in", &l.to: "out"} {
		var err error
		if *b, err = embedded.Start(embedded.Config{Topics: map[string]int{topic: 1}}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { (*b).Close() })
	}
	l.way = newPipe(t, l.to.Addr())
	var err error
	if l.feeder, err = kgo.NewClient(kgo.SeedBrokers(l.from.Addr()), kgo.DefaultProduceTopic("in")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.feeder.Close)
	l.script = scriptFile(t, fmt.Sprintf(streaming, l.from.Addr(), l.to.Addr()))
	return l
}

func (l *line) run(t *testing.T, flags ...string) *tty.Term {
	t.Helper()
	args := append([]string{"run", "--alias", l.to.Addr() + "=" + l.way.addr()}, flags...)
	s := onTerminal(t, append(args, l.script)...)
	s.Wait("publishing")
	return s
}

func (l *line) feed(t *testing.T, n int) {
	t.Helper()
	recs := make([]*kgo.Record, n)
	for i := range recs {
		recs[i] = &kgo.Record{Value: fmt.Append(nil, l.fed+i)}
	}
	l.fed += n
	if err := l.feeder.ProduceSync(t.Context(), recs...).FirstErr(); err != nil {
		t.Fatal(err)
	}
}

// written is how many records the target has; committed is where the group stands.
func (l *line) written(t *testing.T) int64 {
	return l.ask(t, l.to.Addr(), "out", (*kadm.Client).ListEndOffsets)
}

func (l *line) committed(t *testing.T) int64 {
	return l.ask(t, l.from.Addr(), "in", func(adm *kadm.Client, ctx context.Context, _ ...string) (kadm.ListedOffsets, error) {
		at, err := adm.FetchOffsets(ctx, "g")
		if errors.Is(err, kerr.GroupIDNotFound) {
			err = nil
		}
		out := kadm.ListedOffsets{}
		at.Each(func(o kadm.OffsetResponse) {
			out[o.Topic] = map[int32]kadm.ListedOffset{0: {Offset: o.At}}
		})
		return out, err
	})
}

func (l *line) ask(t *testing.T, addr, topic string, f func(*kadm.Client, context.Context, ...string) (kadm.ListedOffsets, error)) int64 {
	t.Helper()
	cl, err := kgo.NewClient(kgo.SeedBrokers(addr))
	if err != nil {
		t.Fatal(err)
	}
	defer cl.Close()
	at, err := f(kadm.NewClient(cl), t.Context(), topic)
	if err != nil {
		t.Fatal(err)
	}
	return at[topic][0].Offset
}

// A first signal ends cleanly whatever Starling is doing: with status 0 if the script was
// done, with that of the signal if it was cut short.
func TestEndsOnSignal(t *testing.T) {
	hang, refused := newPipe(t, "").addr(), refusing(t)
	consume := `
from deephaven.stream.kafka import consumer as kc
print("ready")
t = kc.consume({"bootstrap.servers": "%s", "schema.registry.url": "http://%s"}, "x", value_spec=kc.%s)
`
	for _, c := range []struct {
		name, script string
		ready        string
		code         func(sig syscall.Signal) int
	}{
		// rows come when the script has ended
		{"idle", "def f(x) -> int:\n    print('ready')\n    return x\nt = time_table('PT1S').update('A = f(i)')\n", "ready", func(syscall.Signal) int { return exitOK }},
		{"script loop", "print('ready')\nwhile True:\n    pass\n", "ready", cut},
		{"sleep", "import time\nprint('ready')\ntime.sleep(1000)\n", "ready", cut},
		{"input", "input('ready')\n", "ready", cut},
		{"formula loop", "def f(x) -> int:\n    print('ready')\n    while True: pass\nt = time_table('PT0.1S').update('A = f(i)')\n", "ready", failed},
		{"formula sleep", "import time\ndef f(x) -> int:\n    print('ready')\n    time.sleep(1000)\nt = time_table('PT0.1S').update('A = f(i)')\n", "ready", failed},
		{"a broker that refuses", fmt.Sprintf(consume, refused, refused, "simple_spec('V')"), "refused; retrying", cut},
		{"a broker that says nothing", fmt.Sprintf(consume, hang, refused, "simple_spec('V')"), "ready", cut},
		{"a registry that refuses", fmt.Sprintf(consume, hang, refused, "avro_spec('s')"), "waiting for the schema registry", cut},
		{"a registry that says nothing", fmt.Sprintf(consume, hang, hang, "avro_spec('s')"), "waiting for the schema registry", cut},
		{"a target that says nothing", fmt.Sprintf(`
from deephaven.stream.kafka import producer as pk
t = time_table("PT0.1S")
print("ready")
pk.produce(t, {"bootstrap.servers": "%s"}, "out", pk.KeyValueSpec.IGNORE, pk.json_spec())
`, hang), "ready", cut},
	} {
		for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
			t.Run(c.name+"/"+sig.String(), func(t *testing.T) {
				t.Parallel()
				s := onTerminal(t, "run", scriptFile(t, c.script))
				s.Wait(c.ready)
				s.Signal(sig)
				if code := s.Exit(); code != c.code(sig) {
					t.Errorf("status %d:\n%s", code, s.All())
				}
				if strings.Contains(s.All(), "given up") {
					t.Errorf("it was not clean:\n%s", s.All())
				}
			})
		}
	}
}

// failed: a table did, with the function that was ended.
func failed(syscall.Signal) int { return exitFailure }

func cut(sig syscall.Signal) int { return 128 + int(sig) }

// --for ends a run whose table is kept by a function; so does Ctrl-D at the prompt.
func TestEndsOfStuckFormula(t *testing.T) {
	script := scriptFile(t, "def f(x) -> int:\n    print('ready')\n    while True: pass\nt = time_table('PT0.1S').update('A = f(i)')\n")
	for name, flags := range map[string][]string{"--for": {"--for", "300ms", "--show", "t"}, "Ctrl-D": {"-i"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := onTerminal(t, append(append([]string{"run"}, flags...), script)...)
			s.Wait("ready")
			code := exitFailure
			if name == "Ctrl-D" {
				s.Wait(">>>")
				s.Type("\x04")
			}
			if got := s.Exit(); got != code || !strings.Contains(s.All(), "f: interrupted") {
				t.Errorf("status %d:\n%s", got, s.All())
			}
		})
	}
}

// Every end publishes what was read and then commits it: Ctrl-C on the terminal, signals,
// the terminal that closes, --for.
func TestEndsDeliver(t *testing.T) {
	for name, end := range map[string]func(s *tty.Term){
		"Ctrl-C":              func(s *tty.Term) { s.Type("\x03") },
		"SIGTERM":             func(s *tty.Term) { s.Signal(syscall.SIGTERM) },
		"the terminal closes": func(s *tty.Term) { s.Hangup() },
		"--for":               func(*tty.Term) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLine(t)
			l.feed(t, 1000)
			flags := []string{}
			if name == "--for" {
				flags = []string{"--for", "1s"}
			}
			s := l.run(t, flags...)
			for l.written(t) == 0 { // some is on its way
				time.Sleep(5 * time.Millisecond)
			}
			l.feed(t, 1000)
			end(s)
			if code := s.Exit(); code != exitOK {
				t.Errorf("status %d:\n%s", code, s.All())
			}
			if w, c := l.written(t), l.committed(t); w != c || c < 1000 {
				t.Errorf("%d records are written, the group is at %d", w, c)
			}
		})
	}
}

// A target that hangs is waited for with a word after two seconds; the second signal gives
// up, with a status and what was not sent, and the group stays where it was.
func TestEndsGivenUp(t *testing.T) {
	for name, flags := range map[string][]string{"a second signal": nil, "--shutdown-timeout": {"--shutdown-timeout", "3s"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLine(t)
			l.feed(t, 10)
			s := l.run(t, flags...)
			for l.committed(t) < 10 {
				time.Sleep(5 * time.Millisecond)
			}
			l.way.hung.Store(true)
			l.feed(t, 1204)
			time.Sleep(500 * time.Millisecond) // into the table
			s.Signal(syscall.SIGTERM)
			s.Wait("starling: waiting for 1,204 records of topic out not acknowledged by " + l.to.Addr())
			s.Wait("; Ctrl-C again to give up")
			s.Signal(syscall.SIGHUP) // is no second signal
			if flags == nil {
				select {
				case <-s.Ended():
					t.Errorf("the terminal gave up:\n%s", s.All())
				case <-time.After(time.Second):
				}
				s.Type("\x03")
			}
			if code := s.Exit(); code == exitOK {
				t.Errorf("status %d:\n%s", code, s.All())
			}
			for _, want := range []string{"pk.produce: 1,204 records of topic out not acknowledged by", "group.id g: not all that came of topic in is written"} {
				if !strings.Contains(s.All(), want) {
					t.Errorf("no %q:\n%s", want, s.All())
				}
			}
			if c := l.committed(t); c != 10 {
				t.Errorf("the group is at %d", c)
			}
		})
	}
}

// At the prompt Ctrl-C ends the statement; Ctrl-D, SIGTERM and a terminal that closes end
// the prompt.
func TestEndsOfPrompt(t *testing.T) {
	for name, end := range map[string]func(s *tty.Term){
		"Ctrl-D":              func(s *tty.Term) { s.Type("\x04") },
		"SIGTERM":             func(s *tty.Term) { s.Signal(syscall.SIGTERM) },
		"the terminal closes": func(s *tty.Term) { s.Hangup() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := onTerminal(t)
			s.Wait(">>>")
			s.Type("while True: pass\r\r")
			time.Sleep(200 * time.Millisecond)
			s.Type("\x03")
			s.Wait("KeyboardInterrupt")
			s.Type("print(6 * 7)\r")
			s.Wait("\n42\n>>>")
			end(s)
			if code := s.Exit(); code != exitOK {
				t.Errorf("status %d:\n%s", code, s.All())
			}
		})
	}
}

// TestEndsOfCommand: a command that a signal cuts short says so, in words for people.
func TestEndsOfCommand(t *testing.T) {
	for sig, want := range map[syscall.Signal]string{syscall.SIGTERM: "starling: terminated", syscall.SIGINT: "starling: interrupted"} {
		s := onTerminal(t, "topic", "list", "-b", refusing(t))
		s.Wait("connection refused; retrying")
		s.Signal(sig)
		s.Wait(want)
		select {
		case <-s.Ended():
		case <-time.After(10 * time.Second):
			t.Fatalf("%v: it has not ended:\n%s", sig, s.All())
		}
		if code := s.Exit(); code != cut(sig) {
			t.Errorf("%v: status %d", sig, code)
		}
		if strings.Contains(s.All(), "context canceled") {
			t.Errorf("%v: %s", sig, s.All())
		}
	}
}
