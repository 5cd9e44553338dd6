package main

import "github.com/spf13/cobra"

func (a *app) webCmd() *cobra.Command {
	s := &script{app: a, stays: true}
	cmd := &cobra.Command{
		Use:   "web [flags] SCRIPT [ARGUMENTS]",
		Short: "Run a script and show its tables in the browser",
		Long: `Run a script as starling run does, and show its tables in a browser until it is
interrupted: open the address that is printed. It is of this machine alone, and has a
token that nobody else knows; others see nothing without it.

The page shows any row of any table as it changes, sorted and filtered, charts of
tables, the graph of the query with what each step costs, and how consumers do. Programs
read GET /tables and GET /tables/NAME?lo=0&hi=100 with a header
"Authorization: Bearer TOKEN".

--token-file keeps the token, for an address that lasts. Other machines come in with
--remote and a certificate alone.`,
		Example: `  starling web query.py                          # web: http://127.0.0.1:40123/?token=…
  starling web --web :8080 --token-file ~/.starling-token query.py
  starling web --web 0.0.0.0:8443 --remote --tls-cert cert.pem --tls-key key.pem query.py
  starling --web :0                              # the prompt, with the page`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if s.listeners.web == "" {
				return usagef("--web: an address is missing, as 127.0.0.1:0")
			}
			return s.start(cmd, args)
		},
	}
	s.flags(cmd.Flags(), "127.0.0.1:0")
	complete(cmd, "format", shownFormats)
	return cmd
}
