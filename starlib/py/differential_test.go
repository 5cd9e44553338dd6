package py

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"starling/internal/pygen"
)

var (
	programs  = flag.Int("programs", 200, "how many made-up programs TestDifferential compares with python3")
	firstSeed = flag.Uint64("seed", 1, "the seed of the first of them")
	onlySeed  = flag.Bool("print", false, "print the program of the seed, and what both say of it")
)

// madeOf is what the programs are made of.
var madeOf = pygen.Features{Try: true, Class: true, Match: true, Generator: true, Outer: true, LoopElse: true, Decorator: true, Truth: true}

// TestDifferential compares made-up programs with CPython: what they print, and the kind of exception that ends
// them. What differs is made as short as it can be, and shown once of each kind. `make differential N=100000` is the long run.
func TestDifferential(t *testing.T) {
	python := startPython(t)
	if *onlySeed {
		d := judged(t, python, []string{pygen.New(*firstSeed, madeOf).Source()})[0]
		t.Logf("%s\npython3 %s: %s\nhere %s: %s", pygen.New(*firstSeed, madeOf).Source(), d.theirKind, d.theirs, d.ourKind, d.ours)
		return
	}
	const batch = 50
	found, explained, late := map[string]int{}, map[string]int{}, 0
	for seed := *firstSeed; seed < *firstSeed+uint64(*programs); seed += batch {
		var made []*pygen.Program
		var sources []string
		for i := range min(batch, *firstSeed+uint64(*programs)-seed) {
			made = append(made, pygen.New(seed+i, madeOf))
			sources = append(sources, made[i].Source())
		}
		for i, d := range judged(t, python, sources) {
			if d.theirKind == "Late" {
				late++
				continue
			}
			if d.theirKind == "SyntaxError" {
				t.Fatalf("seed %d is no program\n%s", seed+uint64(i), sources[i])
			}
			if d.same() {
				continue
			}
			if why := deliberate(d); why != "" {
				explained[why]++
				continue
			}
			if found[d.sort()]++; found[d.sort()] > 1 || len(found) > 40 {
				continue
			}
			small, sort := made[i], d.sort()
			small = small.Shrink(func(p *pygen.Program) bool {
				d := judged(t, python, []string{p.Source()})[0]
				return !d.same() && deliberate(d) == "" && d.sort() == sort
			})
			d = judged(t, python, []string{small.Source()})[0]
			t.Errorf("seed %d: %s\n%s\npython3 %s: %q\nhere %s: %q", seed+uint64(i), sort, small.Source(), d.theirKind, d.theirs, d.ourKind, d.ours)
		}
	}
	for sort, n := range found {
		t.Logf("%6d of %s", n, sort)
	}
	for why, n := range explained {
		t.Logf("%6d on purpose: %s", n, why)
	}
	if late*100 > *programs {
		t.Errorf("%d of %d programs took too long", late, *programs)
	}
}

// verdict is what CPython and we say of a program.
type verdict struct {
	source            string
	theirs, theirKind string
	ours, ourKind     string
	message           string // of our error
}

// addresses is what the texts of values without one of their own have, and what no two runs have in common.
var addresses = regexp.MustCompile(`\bat 0x[0-9a-f]+`)

func (d verdict) same() bool { return d.theirs == d.ours && d.theirKind == d.ourKind }

var (
	particulars = regexp.MustCompile(`"[^"]*"|'[^']*'|\d+`)
	numbersOf   = regexp.MustCompile(`\d+`)
)

// general is a message without what is particular to a program: names that are not there count.
func general(message string) string {
	if strings.Contains(message, "AttributeError") || strings.Contains(message, "NameError") {
		return numbersOf.ReplaceAllString(message, "_")
	}
	return particulars.ReplaceAllString(strings.ReplaceAll(message, "'bool'", "bool"), "_")
}

// sort is the same for differences that are likely to have one cause.
func (d verdict) sort() string {
	switch {
	case d.theirKind != d.ourKind && d.ourKind == "":
		return "no " + d.theirKind
	case d.theirKind != d.ourKind:
		return general(d.ourKind + ": " + d.message)
	default:
		a, b := strings.Split(d.theirs, "\n"), strings.Split(d.ours, "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				return d.caught(i, a[i], b[i])
			}
		}
		return "prints fewer lines, or more"
	}
}

var (
	catches  = regexp.MustCompile(`type\((e\d*)\)\.__name__`)
	anyError = regexp.MustCompile(`\w+(Error|Exception|Iteration)\b`)
)

// caught is the sort of a difference in a line: if the line tells of an exception of ours, its message counts.
func (d verdict) caught(line int, theirs, ours string) string {
	if !anyError.MatchString(ours) {
		if anyError.MatchString(theirs) {
			return "no " + anyError.FindString(theirs)
		}
		return "prints another line"
	}
	said := run(catches.ReplaceAllString(d.source, "(type($1).__name__ + ': ' + str($1))"))
	if lines := strings.Split(said.ours, "\n"); line < len(lines) {
		ours = lines[line]
	}
	if i := anyError.FindStringIndex(ours); i != nil {
		ours = ours[i[0]:]
	}
	return "caught " + general(ours)
}

// onPurpose are differences that stay, by our error, and why.
var onPurpose = []struct{ message, why string }{
	{"MemoryError", "texts are bounded: a width of 2**63 asks for more than there is"},
}

// deliberate is why a difference is no mistake, or "".
func deliberate(d verdict) string {
	for _, o := range onPurpose {
		if regexp.MustCompile(o.message).MatchString(d.sort()) {
			return o.why
		}
	}
	return ""
}

// interpreter is a running python3.
type interpreter struct {
	mu  sync.Mutex
	in  io.Writer
	out *bufio.Reader
}

func startPython(t *testing.T) *interpreter {
	t.Helper()
	if exec.Command("python3", "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 11))").Run() != nil {
		t.Skip("python3 is not installed, or not 3.11: nothing to compare with")
	}
	cmd := exec.Command("python3", "-I", "testdata/differential.py")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait() //nolint:errcheck // it ends with its input
	})
	return &interpreter{in: in, out: bufio.NewReader(out)}
}

func (p *interpreter) run(sources []string) (answers [][2]string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	line, err := json.Marshal(sources)
	if err != nil {
		return nil, err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return nil, err
	}
	if line, err = p.out.ReadBytes('\n'); err != nil {
		return nil, err
	}
	return answers, json.Unmarshal(line, &answers)
}

// judged runs programs there and here, at the same time.
func judged(t *testing.T, python *interpreter, sources []string) []verdict {
	t.Helper()
	done := make(chan [][2]string, 1)
	go func() {
		answers, err := python.run(sources)
		if err != nil {
			t.Error(err)
		}
		done <- answers
	}()
	var all []verdict
	for _, src := range sources {
		all = append(all, run(src))
	}
	answers := <-done
	if len(answers) != len(all) {
		t.Fatal("python3 has ended")
	}
	for i := range all {
		all[i].theirs, all[i].theirKind = addresses.ReplaceAllString(answers[i][0], "at 0x"), answers[i][1]
		all[i].ours = addresses.ReplaceAllString(all[i].ours, "at 0x")
	}
	return all
}

// run is what we say.
func run(src string) verdict {
	d := verdict{source: src}
	var w world
	w.Interp = New(Config{Stdout: &w.out, Args: []string{"x.py"}}, nil, Library{Builtins: Builtins(), Modules: Modules()})
	defer w.Close(func(starlark.Value) bool { return false })
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err := w.ExecFile(ctx, "x.py", src)
	d.ours = w.out.String()
	var e *Error
	if errors.As(err, &e) {
		d.ourKind, d.message = e.Kind, e.Msg
		if i := slices.Index([]byte(d.message), '\n'); i >= 0 {
			d.message = d.message[:i]
		}
	} else if err != nil {
		d.ourKind = "internal"
		d.message = err.Error()
	}
	return d
}
