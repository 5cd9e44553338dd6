package scripttest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/files"
	"starling/kafka/client"
	"starling/starlib/py"
)

// Suite runs tests and says what became of them.
type Suite struct {
	Out      io.Writer
	Files    *files.Access  // what scripts may use
	Defaults client.Props   // of their clients
	Cycle    time.Duration  // the shortest time between two updates while time passes
	Limit    time.Duration  // for each test
	Only     *regexp.Regexp // names of tests; nil is all
	Update   bool           // write the CSV files that differ
	Verbose  bool           // show what tests print that pass

	Passed, Failed int
}

// errLate is why a test ends that takes too long.
var errLate = errors.New("the test takes too long")

// Run runs the tests of a file, one after the other. The error is one of the output, or that of
// ctx; tests that fail are counted.
func (s *Suite) Run(ctx context.Context, path string) error {
	text, err := s.Files.ReadFile(path)
	if err != nil {
		return s.verdict(ctx, path, "", err, nil)
	}
	for i := 0; ; i++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		more, err := s.one(ctx, path, string(text), i)
		if err != nil || !more {
			return err
		}
	}
}

// one runs the i-th test of a file, and reports whether there is a next one.
func (s *Suite) one(ctx context.Context, path, text string, i int) (more bool, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.Limit, fmt.Errorf("%w: more than %v (--timeout)", errLate, s.Limit))
	defer cancel()
	b, err := s.newBench(ctx, path)
	if err != nil {
		return false, err
	}
	name, failure := "", b.blamed(b.host.ExecFile(b.ctx, path, text))
	if errors.As(failure, new(*py.Exit)) {
		failure = errors.New("the file ends itself by exit()")
	}
	if failure == nil {
		names := s.tests(b.host.Globals())
		if len(names) == 0 && s.Only == nil {
			failure = errors.New("there is no function test_… in it")
		}
		if i < len(names) {
			name, more = names[i], i+1 < len(names)
			failure = b.test(name)
		}
	}
	failure = errors.Join(failure, b.close())
	if name == "" && failure == nil {
		return false, nil
	}
	return more, s.verdict(ctx, path, name, failure, &b.out)
}

// tests is the test functions in the order in which they are defined.
func (s *Suite) tests(globals starlark.StringDict) (names []string) {
	line := map[string]int32{}
	for name, v := range globals {
		f, ok := v.(*starlark.Function)
		if ok && strings.HasPrefix(name, "test_") && (s.Only == nil || s.Only.MatchString(name)) {
			names, line[name] = append(names, name), f.Position().Line
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(line[a], line[b]), cmp.Compare(a, b)) })
	return names
}

// test calls a test function.
func (b *bench) test(name string) error {
	_, err := b.host.Exec(b.ctx, "<test>", name+"()")
	var exit *py.Exit
	if errors.As(err, &exit) {
		return fmt.Errorf("it ended itself by exit(%d)", exit.Code)
	}
	if e := (*py.Error)(nil); errors.As(err, &e) && len(e.Frames) > 1 {
		e.Frames = e.Frames[1:] // the call from here
	}
	return cmp.Or(b.blamed(err), b.failed())
}

// blamed is an error with why the test was ended, if it was.
func (b *bench) blamed(err error) error {
	if cause := context.Cause(b.ctx); err != nil && cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%w\n%w", err, cause)
	}
	return err
}

// verdict counts a test and writes its line; of one that failed with what it printed, and why.
func (s *Suite) verdict(ctx context.Context, path, name string, failure error, out *printed) error {
	what := path
	if name != "" {
		what += ": " + name
	}
	word := "ok    "
	if failure != nil {
		word = "FAIL  "
		s.Failed++
	} else {
		s.Passed++
	}
	if _, err := fmt.Fprintln(s.Out, word+what); err != nil {
		return err
	}
	if out != nil && (failure != nil || s.Verbose) {
		if err := out.writeTo(indented{s.Out}); err != nil {
			return err
		}
	}
	if failure != nil {
		if _, err := fmt.Fprintln(indented{s.Out}, failure); err != nil {
			return err
		}
	}
	if ctx.Err() != nil && !errors.Is(context.Cause(ctx), errLate) {
		return context.Cause(ctx)
	}
	return nil
}

// indented writes whole lines further in.
type indented struct{ w io.Writer }

// Write writes lines.
func (i indented) Write(b []byte) (int, error) {
	text := strings.TrimSuffix(string(b), "\n")
	if text == "" {
		return len(b), nil
	}
	_, err := io.WriteString(i.w, "      "+strings.ReplaceAll(text, "\n", "\n      ")+"\n")
	return len(b), err
}
