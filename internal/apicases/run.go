package apicases

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"starling/engine"
	"starling/kafka"
	"starling/starlib"
	"starling/starlib/py"
)

var (
	// missing is what an error says when something is not there at all.
	missing = regexp.MustCompile(`(?i)has no attribute|cannot import|is not defined|undefined|No module named|not supported yet|not implemented|unexpected keyword|no field or method`)
	// notFound is what an error says when a formula names something that is not there.
	notFound = regexp.MustCompile(`(?i)cannot find|cannot resolve|not supported|no such (method|function)|error compiling|invalid expression|cannot be converted|incompatible`)
)

// world is a running graph with a host, and the folder of the files that scripts write.
type world struct {
	graph  *engine.Graph
	host   *starlib.Host
	dir    string
	stdout bytes.Buffer
	close  func()
}

func open(dir string) *world {
	w := &world{graph: engine.NewGraph(), dir: dir}
	w.host = starlib.New(starlib.Config{Graph: w.graph, Kafka: &kafka.Env{}, Config: py.Config{Dir: dir, Stdout: &w.stdout}})
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { w.graph.Run(ctx, 10*time.Millisecond) })
	w.close = func() {
		w.host.Close()
		cancel()
		running.Wait()
	}
	return w
}

// exec runs a script for at most half a minute and says in one line why it failed, "" if it did not.
func (w *world) exec(ctx context.Context, name, script string) string {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	err := w.host.ExecFile(ctx, name, script)
	if err == nil {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	if ctx.Err() != nil {
		return "timeout"
	}
	return "fails: " + lines[len(lines)-1]
}

// output is a table that a script is to have made: the expression for it, and where it is written.
type output struct {
	source, file string
	want         *Recorded
}

func (c *Case) outputs() (list []output) {
	for name, t := range c.Expected.Tables {
		if t.Constituents != nil {
			of := name
			if t.Proxy {
				of += ".target"
			}
			for k := range t.Constituents {
				list = append(list, output{fmt.Sprintf("%s.constituent_tables[%d]", of, k), fmt.Sprintf("%s-%d", name, k), &t.Constituents[k]})
			}
		} else if t.Columns != nil {
			list = append(list, output{name, name, &t})
		}
	}
	return list
}

// write is the statements that write the table's columns and, with rows, its rows.
func (o output) write(rows bool) string {
	text := "from deephaven import write_csv\n"
	if rows {
		text += fmt.Sprintf("write_csv(%s, '%s.csv')\n", o.source, o.file)
	}
	return text + fmt.Sprintf("write_csv(%s.meta_table, '%s.meta')\n", o.source, o.file)
}

// runScript runs the script of a case and says what is wrong with it: "" if nothing is.
func (c *Case) runScript(ctx context.Context, dir string) string {
	w := open(dir)
	defer w.close()
	why := w.exec(ctx, "script.py", c.Script)
	if f := c.Expected.Error; f != nil {
		switch {
		case why == "":
			return "no error; Deephaven: " + f.Cause
		case why == "timeout" || missing.MatchString(why) && !missing.MatchString(f.Cause):
			return "another reason: " + why
		}
		return ""
	}
	if why != "" {
		return why
	}
	for range c.Cycles + 2 {
		if err := w.graph.Step(ctx); err != nil {
			return err.Error()
		}
	}
	for _, o := range c.outputs() {
		if why := w.exec(ctx, "write.py", o.write(len(o.want.Columns) > 0 && !c.Nondeterministic)); why != "" {
			return o.source + ": " + why
		}
		if why := compareTable(o.want, dir, o.file, c.Nondeterministic); why != "" {
			return o.source + ": " + why
		}
	}
	printed, want := strings.TrimSpace(w.stdout.String()), strings.TrimSpace(c.Expected.Stdout)
	if want != "" && !c.Nondeterministic && !sameText(want, printed) {
		return fmt.Sprintf("prints %q, want %q", printed, want)
	}
	return ""
}

// runFormula runs a formula or filter in a world where its setup has been run.
func (c *Case) runFormula(ctx context.Context, w *world) string {
	statement := fmt.Sprintf("_r = t.update([%s]).view(['R'])\n", strconv.Quote("R = "+c.Formula))
	if c.Filter != nil {
		statement = fmt.Sprintf("_r = t.where([%s])\n", strconv.Quote(*c.Filter))
	}
	why := w.exec(ctx, "formula.py", statement+output{source: "_r", file: "r"}.write(true))
	defer os.Remove(w.dir + "/r.meta") //nolint:errcheck // where there is none, none is taken for this one's
	switch f := c.Expected.Error; {
	case f == nil && why == "":
		return compareTable(c.result(), w.dir, "r", c.Nondeterministic)
	case f == nil || why == "timeout":
		return why
	case why == "":
		return "no error; Deephaven: " + f.Cause
	case notFound.MatchString(why) && !notFound.MatchString(f.Cause):
		return "another reason: " + why + "; Deephaven: " + f.Cause
	}
	return ""
}
