package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// script is one run of a script.
type script struct {
	*app
	interactive bool
	code        string
	limit       time.Duration
	caughtUp    bool
	show        []string
	listeners   listeners
	stays       bool // the tables are there until it is interrupted, also when none can change
	shown       shown

	value starlark.Value // of the last statement of code, nil if it is none
}

func (a *app) runCmd() *cobra.Command {
	s := &script{app: a}
	cmd := &cobra.Command{
		Use:   "run [flags] SCRIPT [ARGUMENTS]",
		Short: "Run a script, Python or Starlark",
		Long: `Run a script, Python (.py) or Starlark (.star); - reads it from standard input, and
-c has its text. Flags stand before the script; what follows it are its arguments. Flags
of its own that starling has as well come after --. "starling SCRIPT" is the same.

The run ends with the script if no table can change any more. Otherwise it goes on
until it is interrupted, for the time of --for, or until all topics are read to the
ends that they had when the script finished; on a terminal a line says meanwhile how it
goes. Producers are flushed before it ends.

Ctrl-C, SIGTERM and the terminal's end (SIGHUP) end it cleanly: what was read is
published and acknowledged, then offsets are committed. A second one gives that up.

The status is
  0    the run is over: by itself, by --for, or because Ctrl-C or SIGTERM ended tables that
       went on, and all was published
  1    the script, a table or a producer failed, or not all could be published
  2    the command line is wrong; nothing was done
  130  Ctrl-C cut the script itself, or --until-caught-up, short; 143: SIGTERM did
  n    the script called exit(n)`,
		Example: `  starling run query.py
  starling run --embedded --for 10s --show result query.star
  starling run --until-caught-up --show total_notional query.py
  starling run --allow-read data query.py    # with no other files, and no environment
  starling run --metrics :9090 query.py      # http://127.0.0.1:9090/metrics, /healthz
  starling run -i query.py                   # then go on at the prompt
  starling run query.py -- --for 3           # with arguments that are flags of starling's, too
  starling run -c 'print(1 + 1)'`,
		RunE: func(cmd *cobra.Command, args []string) error { return s.start(cmd, args) },
	}
	s.flags(cmd.Flags(), "")
	complete(cmd, "format", shownFormats)
	return cmd
}

// flags are those of a run, which starling has as well.
func (s *script) flags(flags *pflag.FlagSet, webAt string) {
	flags.SetInterspersed(false) // what follows the script is the script's
	flags.StringVarP(&s.code, "command", "c", "", "run this text in place of a script, and print the value of its last statement")
	flags.BoolVarP(&s.interactive, "interactive", "i", false, "go on with the prompt after the script, also after its error")
	flags.DurationVar(&s.limit, "for", 0, "end this long after the script, as in 10s")
	flags.BoolVar(&s.caughtUp, "until-caught-up", false, "end when all topics are read to the ends they had when the script finished; with --for fail if that takes longer")
	flags.StringArrayVar(&s.show, "show", nil, "print a variable of the script at the end (repeatable)")
	s.listeners.flags(flags, webAt)
	s.shown.flags(flags)
}

// start finds what is to be run. What -c is given has all arguments for itself.
func (s *script) start(cmd *cobra.Command, args []string) error {
	coded := cmd.Flags().Changed("command")
	if coded {
		args = append([]string{"-c"}, args...)
	}
	if len(args) == 0 {
		return usagef("run: a script is missing, as in starling run query.py")
	}
	dashed := cmd.ArgsLenAtDash() == 0
	args, err := scriptArgs(cmd.Flags(), args, dashed)
	if err != nil {
		return err
	}
	text := s.code
	if !coded {
		if text, err = s.read("run", args[0]); err != nil {
			return err
		}
	}
	return s.run(cmd.Context(), args, text)
}

func (s *script) run(ctx context.Context, args []string, text string) error {
	switch {
	case s.limit < 0:
		return usagef("--for: %v is less than 0", s.limit)
	case s.interactive && (s.limit > 0 || s.caughtUp):
		return usagef("-i ends with the prompt, not with --for or --until-caught-up")
	}
	if err := s.shown.check(len(s.show), isTerminal(s.stdout)); err != nil {
		return err
	}
	s.app.listeners = s.listeners
	s.app.listeners.script = args[0]
	c, err := s.newConsole(s.stdin, s.interactive, args)
	if err != nil {
		return err
	}
	code, err := s.execute(ctx, c, args[0], text)
	if s.interactive {
		c.host.LetRows()
		if err = s.printResult(c); err == nil {
			_, err = c.interact(ctx)
		}
		code = exitOK
	} else if code == exitOK && err == nil {
		err = s.wait(ctx, c)
	}
	if code == exitOK && err == nil {
		err = s.print(ctx, c)
	}
	if code != exitOK {
		err = exitError{code}
	}
	c.host.CloseGenerators(ctx)
	return c.end(false, err)
}

// read is the text of a script for a command.
func (a *app) read(command, path string) (string, error) {
	if path == "-" {
		b, err := io.ReadAll(a.stdin)
		return string(b), err
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", usageError{fmt.Errorf("%s: %w", command, err)}
	}
	return string(b), nil
}

// execute runs the script and says what is wrong with it. The code is not exitOK if it
// failed; err is a *py.Exit if it ended itself.
func (s *script) execute(ctx context.Context, c *console, path, text string) (code int, err error) {
	if s.interactive { // then an interrupt leads to the prompt
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		defer s.signals.onInterrupt(cancel)()
	}
	switch path {
	case "-":
		err = c.host.ExecFile(ctx, "<stdin>", text)
	case "-c":
		s.value, err = c.host.Exec(ctx, "<string>", text)
	default:
		err = c.host.ExecFile(ctx, path, text)
	}
	if err == nil || errors.As(err, new(*py.Exit)) {
		return exitOK, err
	}
	fmt.Fprintln(s.stderr, err)
	if ctx.Err() != nil {
		return cutShort(ctx), nil
	}
	return exitFailure, nil
}

// wait keeps the tables running for as long as the flags say.
func (s *script) wait(ctx context.Context, c *console) error {
	if err := s.known(c); err != nil {
		return err
	}
	if s.limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, s.limit)
		defer cancel()
	}
	defer context.AfterFunc(ctx, c.host.Closing)() // a function of a formula may keep the graph
	if c.graph.Live() {
		defer c.progressing(ctx)()
	}
	c.host.Join(ctx)
	if s.stays && !s.caughtUp {
		<-ctx.Done()
		return nil
	}
	if !s.caughtUp {
		for {
			_, ended := c.graph.Cycle() // before the look, so that the last cycle is not missed
			if !c.graph.Live() {
				return nil
			}
			select {
			case <-ended:
			case <-ctx.Done():
				return nil
			}
		}
	}
	err := s.env.CatchUp(ctx)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("--until-caught-up: the topics are not read to their ends after %v", s.limit)
	case ctx.Err() != nil:
		return exitError{cutShort(ctx)}
	case err != nil:
		return fmt.Errorf("--until-caught-up: %w", err)
	}
	return nil
}

// known reports a name of --show that the script does not have.
func (s *script) known(c *console) error {
	for _, name := range s.show {
		if _, ok := c.host.Globals()[name]; !ok {
			return fmt.Errorf("--show %s: the script has no variable of that name", name)
		}
	}
	return nil
}

// refreshLimit is how long a broker may take to say how far topics are, at the end.
const refreshLimit = 5 * time.Second

// print prints what -c gave and the variables of --show, as they are now.
func (s *script) print(ctx context.Context, c *console) error {
	valued := s.value != nil && s.value != starlark.None
	if err := s.known(c); err != nil || len(s.show) == 0 && !valued {
		return err
	}
	bounded, cancel := context.WithTimeout(ctx, refreshLimit)
	defer cancel()
	_ = s.env.Refresh(bounded, c.graph) // otherwise it is the last that was known
	if err := s.printResult(c); err != nil {
		return err
	}
	globals := c.host.Globals()
	for _, name := range s.show {
		if s.shown.named() && (len(s.show) > 1 || valued) {
			fmt.Fprintf(s.stdout, "%s:\n", name)
		}
		if err := s.printValue(c, globals[name]); err != nil {
			return fmt.Errorf("--show %s: %w", name, err)
		}
	}
	return nil
}

// printResult prints what -c gave, once.
func (s *script) printResult(c *console) error {
	v := s.value
	if s.value = nil; v == nil || v == starlark.None {
		return nil
	}
	return s.printValue(c, v)
}

func (s *script) printValue(c *console, v starlark.Value) error {
	return s.shown.print(c, v)
}
