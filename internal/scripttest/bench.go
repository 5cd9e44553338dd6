package scripttest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	"starling/engine"
	"starling/internal/wall"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/embedded"
	"starling/starlib"
	"starling/starlib/py"
)

// bench is what one test has for itself.
type bench struct {
	suite  *Suite
	ctx    context.Context // ends with the test, with why
	fail   context.CancelCauseFunc
	dir    string // of the test's file
	clock  *clock
	broker *embedded.Broker
	env    *kafka.Env
	graph  *engine.Graph
	driver *engine.Driver
	host   *starlib.Host
	drives sync.WaitGroup
	undo   func() // gives the system's clock back
	out    printed
	mu     sync.Mutex // guards broken
	broken []error    // why tables failed
}

// newBench starts all of it for a test of the file.
func (s *Suite) newBench(ctx context.Context, path string) (*bench, error) {
	b := &bench{suite: s, dir: filepath.Dir(path), clock: &clock{at: beginning}, graph: engine.NewGraph()}
	var err error
	if b.broker, err = embedded.Start(embedded.Config{AutoCreate: true}); err != nil {
		return nil, err
	}
	b.ctx, b.fail = context.WithCancelCause(ctx)
	b.undo = wall.Use(b.clock.now)
	b.env = &kafka.Env{Repeatable: true, Env: client.Env{
		Defaults: s.Defaults, Files: s.Files, Notify: func(msg string) { fmt.Fprintln(&b.out, msg) },
		Embedded: func() (string, string, error) { return b.broker.Addr(), b.broker.RegistryURL(), nil },
	}}
	b.graph.OnFailure = func(_ *engine.Table, err error) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.broken = append(b.broken, err)
	}
	b.driver = engine.NewDriver(b.graph, b.env.Fetched)
	b.host = starlib.New(starlib.Config{
		Graph: b.graph, Kafka: b.env, Builtins: b.builtins(),
		Config: py.Config{Stdout: &b.out, Stderr: &b.out, Args: []string{path}, Dir: b.dir, Files: s.Files, Pass: b.pass},
	})
	b.drives.Go(func() {
		if err := b.driver.Run(b.ctx); err != nil {
			b.fail(err)
		}
	})
	return b, nil
}

// close ends all of it. What producers still owe is written before, so that it fails the test
// if it cannot be.
func (b *bench) close() error {
	b.host.Closing()
	b.fail(nil)
	b.drives.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	err := b.env.Close(ctx, b.graph)
	b.host.Close()
	b.undo()
	return errors.Join(err, b.broker.Close())
}

// closeLimit is how long the end of a test may take.
const closeLimit = 10 * time.Second

// failed is why tables failed, nil if none did.
func (b *bench) failed() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, err := range b.broken {
		return fmt.Errorf("a table failed: %w", err)
	}
	return nil
}

// read reads a file that the test names, from the folder that it is in.
func (b *bench) read(path string) ([]byte, error) { return b.suite.Files.ReadFile(b.file(path)) }

func (b *bench) file(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(b.dir, path)
}

// printed is what a test printed. It is safe for concurrent use.
type printed struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write keeps b.
func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *printed) writeTo(w io.Writer) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, err := w.Write(p.text.Bytes())
	return err
}
