package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"starling/engine/plan"
	"starling/internal/safe"
	"starling/internal/secret"
	"starling/internal/session"
	"starling/kafka"
	"starling/kafka/client"
	"starling/starlib/py"
)

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1 // the command ran and failed
	exitUsage   = 2 // the command line is wrong; nothing was done
)

// app is one invocation of the command: its streams, the flags that every
// subcommand has, and what they lead to.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer // what is written to stderr is made harmless
	terminalErr    io.Writer // stderr as it is, which may be a terminal

	brokers  string // "" is bootstrap.servers of defaults
	embedded bool
	aliases  []string
	defaults []string
	profile  string
	cycle    time.Duration
	patience time.Duration // of the end
	// maxMemory is a size, or "" for what there is.
	maxMemory string
	logLevel  string
	sandbox   sandbox
	version   bool // tell it and do nothing else
	listeners listeners
	made      func(n *plan.Node, at py.Place) // nil, or told of what a script makes

	env     *kafka.Env
	signals *signals
	exit    func(code int) // ends the process at once
	started bool           // the command line is understood, the command runs

	broker session.Broker // of --embedded

	mu sync.Mutex // guards stdout and stderr as notices use them
}

// Main runs the command with the arguments after the program's name and
// returns the exit code. Signals end what runs, see signals.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: safe.Writer(stderr), terminalErr: stderr, exit: os.Exit}
	ctx, s := a.hear()
	defer s.stop()
	a.signals = s
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(a.stderr)
	err := errors.Join(root.ExecuteContext(ctx), a.broker.Close())
	var by signalled
	if errors.Is(err, context.Canceled) && errors.As(context.Cause(ctx), &by) {
		fmt.Fprintf(a.stderr, "starling: %v\n", by)
		return by.code()
	}
	return a.report(err)
}

// exitError ends the program with a code of its own and no further message,
// for commands that have said already what is wrong.
type exitError struct{ code int }

func (e exitError) Error() string { return fmt.Sprintf("exit status %d", e.code) }

// usageError is a mistake on the command line that only the command itself
// could see.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func (a *app) report(err error) int {
	var exit exitError
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &exit):
		return exit.code
	}
	if errors.As(err, new(*py.Error)) {
		fmt.Fprintln(a.stderr, err) // as Python prints it
		return exitFailure
	}
	fmt.Fprintf(a.stderr, "starling: %v\n", err)
	if !a.started || errors.As(err, &usage) {
		fmt.Fprintln(a.stderr, "Run 'starling --help', or --help after a command, for usage.")
		return exitUsage
	}
	return exitFailure
}

// root builds the tree of commands. Its RunE is what starling does without a
// subcommand.
func (a *app) root() *cobra.Command {
	s := &script{app: a}
	root := &cobra.Command{
		Use:   "starling [flags] [SCRIPT [ARGUMENTS]]",
		Short: "A query console over Kafka: topics become live tables",
		Long: `Starling is a query console over Kafka: topics become tables that update by
themselves, in scripts and at a prompt that take Deephaven's Python.

Without a command it is that prompt, which runs ~/.config/starling/init.star first on a
terminal; a script, or -c and its text, is run as by
starling run, whose help tells of its flags.`,
		Example: `  starling demo                                     # see it at work
  starling --embedded                               # the prompt, with a broker of its own
  starling broker                                   # a broker to play with, in a first terminal
  starling                                          # the prompt, in a second
  starling topic produce share.price -f '%k %v\n'   # write records, in a third
  starling script.py                                # run a script
  starling --until-caught-up --show result script.py`,
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.start(cmd, s, args) },
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.prepare() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return noFlag(cmd, err) })
	flags := root.PersistentFlags()
	flags.StringVarP(&a.brokers, "brokers", "b", "", "the broker, as HOST:PORT; short for -X bootstrap.servers=")
	flags.BoolVar(&a.embedded, "embedded", false, "answer every bootstrap.servers and schema.registry.url with a broker and registry inside the process")
	flags.StringArrayVar(&a.aliases, "alias", nil, "dial another address, as in redpanda:9092=127.0.0.1:19092 (repeatable)")
	flags.StringArrayVarP(&a.defaults, "property", "X", nil, "default Kafka client property, as in -X bootstrap.servers=127.0.0.1:9092 (repeatable)")
	flags.StringVar(&a.profile, "profile", "", "default properties by a name, [profile.NAME] of ~/.config/starling/config.toml")
	a.sandbox.flags(flags)
	flags.DurationVar(&a.cycle, "cycle", 50*time.Millisecond, "shortest time between two updates of the tables, while they keep up")
	flags.StringVar(&a.maxMemory, "max-memory", "", "what the tables may use, as in 2GiB; then the one that grows fails (default: most of the memory of the cgroup or machine)")
	flags.DurationVar(&a.patience, "shutdown-timeout", 30*time.Second, "how long the end may take: until records are acknowledged and offsets are committed")
	flags.StringVar(&a.logLevel, "log-level", "off", "show the Kafka client's log: off, error, warn, info or debug")
	complete(root, "log-level", func() []string { return []string{"off", "error", "warn", "info", "debug"} })
	s.flags(root.Flags(), "")
	root.Flags().BoolVarP(&a.version, "version", "v", false, "version for starling")
	root.AddCommand(a.brokerCmd(), a.checkCmd(), a.completionCmd(), a.demoCmd(), a.groupCmd(), a.jobCmd(), a.manCmd(), a.mcpCmd(), a.portCmd(), a.recordCmd(), a.runCmd(), a.serveCmd(), a.submitCmd(), a.testCmd(), a.topicCmd(), a.versionCmd(), a.webCmd())
	sayArguments(root)
	return root
}

// start is starling without a subcommand. Cobra has a --version too, but says it otherwise
// unless it is given a template, and with text/template the linker keeps every exported
// method of every type.
func (a *app) start(cmd *cobra.Command, s *script, args []string) error {
	coded := cmd.Flags().Changed("command")
	switch {
	case a.version:
		_, err := fmt.Fprintln(a.stdout, "starling", version())
		return err
	case !coded && len(args) == 0:
		if flag := s.unused(cmd.Flags()); flag != "" {
			return usagef("--%s is for a script, and none is named", flag)
		}
		a.listeners = s.listeners
		return a.repl(cmd.Context())
	case !coded && cmd.ArgsLenAtDash() != 0 && !isScript(args[0]):
		return noCommand(cmd, args[0])
	}
	return s.start(cmd, args)
}

// prepare turns the common flags into the environment of Kafka clients.
func (a *app) prepare() error {
	access, err := a.sandbox.access()
	if err != nil {
		return err
	}
	env := &kafka.Env{Env: client.Env{Alias: client.Alias{}, Defaults: client.Props{}, Files: access, Notify: a.notify}}
	for _, text := range a.aliases {
		if err := env.Alias.Add(text); err != nil {
			return fmt.Errorf("--alias: %w", err)
		}
	}
	if err := a.useProfile(env.Defaults); err != nil {
		return err
	}
	for _, text := range a.defaults {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return fmt.Errorf("-X: %q is not NAME=VALUE, as in bootstrap.servers=127.0.0.1:9092", secret.Mask(text))
		}
		env.Defaults[strings.TrimSpace(name)] = value
	}
	if a.brokers != "" {
		env.Defaults["bootstrap.servers"] = a.brokers
	}
	if a.cycle <= 0 {
		return fmt.Errorf("--cycle: %v is not more than 0", a.cycle)
	}
	if a.patience <= 0 {
		return fmt.Errorf("--shutdown-timeout: %v is not more than 0", a.patience)
	}
	if a.logLevel != "off" {
		var level slog.Level
		if err := level.UnmarshalText([]byte(a.logLevel)); err != nil {
			return fmt.Errorf("--log-level: %q is not one of off, error, warn, info, debug", a.logLevel)
		}
		env.Log = slog.New(slog.NewTextHandler(logs{a}, &slog.HandlerOptions{Level: level}))
	}
	if a.embedded {
		env.Embedded = a.broker.Start
	}
	a.env, a.started = env, true
	return nil
}

// notify prints a notice on a line of its own.
func (a *app) notify(msg string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	fmt.Fprintln(a.stderr, msg)
}

// logs writes the client's log between notices.
type logs struct{ a *app }

// Write writes a line of the log.
func (l logs) Write(b []byte) (int, error) {
	l.a.mu.Lock()
	defer l.a.mu.Unlock()
	return l.a.stderr.Write(b)
}

// complete offers the words as a flag's values.
func complete(cmd *cobra.Command, flag string, words func() []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words(), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the flag does not exist
	}
}
