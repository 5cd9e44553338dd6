package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"go.starlark.net/starlark"

	"starling/repl"
	"starling/serve/mcp"
)

func (a *app) mcpCmd() *cobra.Command {
	s := &script{app: a}
	s.listeners.assistant = true
	cmd := &cobra.Command{
		Use:   "mcp [flags] [SCRIPT [ARGUMENTS]]",
		Short: "Let an assistant read tables and topics, by the Model Context Protocol",
		Long: `Run a script, if one is named, and answer an assistant on standard input and output by
the Model Context Protocol, until the input ends. It can list tables, read rows of them,
describe topics and peek at their records; with --allow-run it can run scripts of its
own too, with all that yours may: --sandbox and --allow-read bound that.

What scripts print goes to the answer of the call that runs them, else to standard
error. In the configuration of an assistant:

  {"mcpServers": {"starling": {"command": "starling", "args": ["mcp", "-b", "127.0.0.1:9092", "query.py"]}}}`,
		Example: `  starling mcp query.py
  starling mcp -b 127.0.0.1:9092                     # topics alone
  starling mcp --sandbox --allow-run -b 127.0.0.1:9092`,
		RunE: func(cmd *cobra.Command, args []string) error { return s.assist(cmd.Context(), args) },
	}
	cmd.Flags().SetInterspersed(false)
	s.listeners.flags(cmd.Flags(), "")
	cmd.Flags().Lookup("allow-run").Usage = "let the assistant, and clients of --flight, run scripts"
	return cmd
}

// assist runs a script, if there is one, and answers an assistant.
func (s *script) assist(ctx context.Context, args []string) error {
	text, in, out, argv := "", s.stdin, s.stdout, []string{""}
	if len(args) > 0 {
		argv = args
		var err error
		if text, err = s.read("mcp", args[0]); err != nil {
			return err
		}
	}
	printed := &mcp.Output{Beside: s.stderr}
	s.app.stdout, s.app.listeners = printed, s.listeners
	c, err := s.newConsole(strings.NewReader(""), false, argv)
	if err != nil {
		return err
	}
	if len(args) > 0 {
		code, err := s.execute(ctx, c, args[0], text)
		if err != nil || code != exitOK {
			if code != exitOK {
				err = exitError{code}
			}
			return c.end(false, err)
		}
	}
	server := &mcp.Server{Host: c.host, Output: printed, Version: version(), AllowRun: s.listeners.allowRun, Show: func(v any) (string, error) {
		value, ok := v.(starlark.Value)
		if !ok || value == starlark.None {
			return "", nil
		}
		return repl.Show(c.host, value, c.layout())
	}}
	return c.end(false, server.Run(ctx, in, out))
}
