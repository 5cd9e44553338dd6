package main

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"starling/flink/gateway"
	"starling/internal/safe"
)

// jobCmd is the commands for jobs that were submitted.
func (a *app) jobCmd() *cobra.Command {
	g := &gatewayFlag{}
	cmd := &cobra.Command{
		Use:   "job",
		Short: "List, watch, stop and resume jobs of Flink",
		Long: `Work with the jobs of a Flink cluster through its SQL gateway, those of starling submit
among them.`,
		Example: `  starling job list --gateway http://127.0.0.1:8083
  starling job status 3c5e…
  starling job stop --savepoint file:///savepoints 3c5e…
  starling job resume --savepoint file:///savepoints/savepoint-3c5e-… query.py`,
		Args: subcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.jobListCmd(g), a.jobStatusCmd(g), a.jobStopCmd(g), a.jobResumeCmd())
	return cmd
}

// within runs f in a session of the gateway with properties.
func (g *gatewayFlag) within(ctx context.Context, properties map[string]string, f func(*gateway.Session) error) error {
	if g.url() == "" {
		return usagef("the SQL gateway is missing, as --gateway http://127.0.0.1:8083")
	}
	session, err := g.session(ctx, properties)
	if err != nil {
		return err
	}
	defer session.Close()
	return f(session)
}

func (a *app) jobListCmd(g *gatewayFlag) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "list", Short: "List the jobs", Args: cobra.NoArgs,
		Example: "  starling job list --gateway http://127.0.0.1:8083",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			return g.within(cmd.Context(), nil, func(session *gateway.Session) error {
				jobs, err := session.Jobs(cmd.Context())
				if err != nil {
					return err
				}
				t := &listing{head: []string{"ID", "NAME", "STATE", "START"}}
				for _, j := range jobs {
					t.rows = append(t.rows, []any{j.ID, safe.Text(j.Name), string(j.State), j.Start.UTC().Format(time.RFC3339)})
				}
				return t.print(a.stdout, format)
			})
		},
	}
	g.flags(cmd.Flags())
	formatFlag(cmd, &format)
	return cmd
}

func (a *app) jobStatusCmd(g *gatewayFlag) *cobra.Command {
	cmd := &cobra.Command{
		Use: "status ID", Short: "Say how a job fares", Args: cobra.ExactArgs(1),
		Long: `Say how a job fares: its state, how many records each of its tasks took and gave, its last
checkpoint, and why it failed.`,
		Example: "  starling job status --gateway http://127.0.0.1:8083 3c5e…",
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.within(cmd.Context(), nil, func(session *gateway.Session) error {
				st, err := statusOf(cmd.Context(), session, args[0])
				if err != nil {
					return err
				}
				return a.printStatus(st)
			})
		},
	}
	g.flags(cmd.Flags())
	return cmd
}

// printStatus prints how a job fares.
func (a *app) printStatus(st gateway.Status) error {
	fmt.Fprintf(a.stdout, "job         %s\nname        %s\nstate       %s\nfor         %v\nrestarts    %d\n", st.ID, safe.Text(st.Name), st.State, st.Duration.Round(time.Second), st.Restarts)
	if c := st.Checkpoint; c != nil {
		fmt.Fprintf(a.stdout, "checkpoint  %s, %d bytes, %s\n", c.Done.UTC().Format(time.RFC3339), c.Size, cmp.Or(c.Path, "kept in memory"))
	}
	if st.Failure != "" {
		fmt.Fprintf(a.stdout, "failed      %s\n", safe.Text(st.Failure))
	}
	t := &listing{head: []string{"TASK", "STATE", "PARALLEL", "IN", "OUT"}}
	for _, v := range st.Vertices {
		t.rows = append(t.rows, []any{shortTask(safe.Text(v.Name)), string(v.State), v.Parallelism, v.In, v.Out})
	}
	return t.print(a.stdout, "text")
}

// shortTask is what Flink calls a task, as far as it fits a line.
func shortTask(name string) string {
	if r := []rune(name); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return name
}

func (a *app) jobStopCmd(g *gatewayFlag) *cobra.Command {
	var dir string
	var cancel bool
	cmd := &cobra.Command{
		Use: "stop [--savepoint DIR] ID", Short: "Stop a job with a savepoint", Args: cobra.ExactArgs(1),
		Long: `Stop a job with a savepoint in a folder that Flink's machines can write, and print the
savepoint's path, from which starling job resume goes on. Without --savepoint it is the folder
that the cluster's configuration names. With --cancel there is no savepoint, and what the job
knew is lost.`,
		Example: "  starling job stop --gateway http://127.0.0.1:8083 --savepoint file:///savepoints 3c5e…",
		RunE: func(cmd *cobra.Command, args []string) error {
			properties := map[string]string{}
			if dir != "" && cancel {
				return usagef("job stop: --savepoint and --cancel: a job is stopped with a savepoint, or without")
			}
			if dir != "" {
				properties["execution.checkpointing.savepoint-dir"] = dir
			}
			return g.within(cmd.Context(), properties, func(session *gateway.Session) error {
				if cancel {
					if err := session.Cancel(cmd.Context(), args[0]); err != nil {
						return err
					}
					fmt.Fprintf(a.stdout, "job %s is cancelled\n", args[0])
					return nil
				}
				path, err := session.Stop(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				if _, err := session.Wait(cmd.Context(), args[0]); err != nil {
					return fmt.Errorf("the savepoint is %s, but: %w", path, err)
				}
				fmt.Fprintln(a.stdout, path)
				return nil
			})
		},
	}
	g.flags(cmd.Flags())
	cmd.Flags().StringVar(&dir, "savepoint", "", "the folder for the savepoint, as file:///savepoints or s3://bucket/savepoints")
	cmd.Flags().BoolVar(&cancel, "cancel", false, "end the job at once, without a savepoint")
	return cmd
}

func (a *app) jobResumeCmd() *cobra.Command {
	s := &submission{script: &script{app: a}}
	cmd := &cobra.Command{
		Use: "resume --savepoint PATH SCRIPT [ARGUMENTS]", Short: "Go on with a script's job from a savepoint",
		Long: `Submit a script as starling submit does, with what its job knew when it was stopped: it reads
on from where that was. The script must be the one that was stopped.`,
		Example: "  starling job resume --gateway http://127.0.0.1:8083 --savepoint file:///savepoints/savepoint-3c5e-… query.py",
		RunE: func(cmd *cobra.Command, args []string) error {
			if s.savepoint == "" {
				return usagef("job resume: --savepoint is missing, the path that starling job stop printed")
			}
			s.nulls = cmd.Flags().Changed("null-key")
			return s.submit(cmd.Context(), "job resume", args)
		},
	}
	cmd.Flags().SetInterspersed(false)
	s.job(cmd)
	cmd.Flags().StringVar(&s.savepoint, "savepoint", "", "the path of the savepoint")
	s.after(cmd)
	return cmd
}
