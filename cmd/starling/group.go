package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"starling/internal/safe"
	"starling/kafka/cluster"
)

func (a *app) groupCmd() *cobra.Command {
	t := &topicFlag{a}
	cmd := &cobra.Command{
		Use:   "group",
		Short: "List and describe consumer groups",
		Long: `Consumer groups: where they stand in the topics that they read, and how far behind.
The broker is 127.0.0.1:9092 unless -b or -X bootstrap.servers= says otherwise.`,
		Example: `  starling group list
  starling group describe billing`,
		Args: subcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(t.groupListCmd(), t.groupDescribeCmd())
	return cmd
}

func (t *topicFlag) groupListCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:               "list [GROUP...]",
		Aliases:           []string{"ls"},
		Short:             "List groups with their state, members and lag",
		Example:           "  starling group list\n  starling group list --format json",
		ValidArgsFunction: t.groupNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			groups, err := t.groups(cmd.Context(), args)
			if err != nil {
				return err
			}
			out := listing{head: []string{"GROUP", "STATE", "MEMBERS", "TOPICS", "LAG"}}
			for _, g := range groups {
				if g.Err != nil {
					return fmt.Errorf("group %q: %w", g.Name, g.Err)
				}
				out.rows = append(out.rows, []any{g.Name, g.State, g.Members, strings.Join(g.Topics(), ","), cluster.Known(g.Lag(""))})
			}
			return out.print(t.stdout, format)
		},
	}
	formatFlag(cmd, &format)
	return cmd
}

func (t *topicFlag) groupDescribeCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:               "describe GROUP...",
		Aliases:           []string{"info"},
		Short:             "Show where groups stand, partition by partition",
		Example:           "  starling group describe billing",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: t.groupNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			groups, err := t.groups(cmd.Context(), args)
			if err != nil {
				return err
			}
			return t.describeGroups(groups, format)
		},
	}
	formatFlag(cmd, &format)
	return cmd
}

// describeGroups prints groups one after the other, or all partitions as JSON.
func (t *topicFlag) describeGroups(groups []cluster.Group, format string) error {
	all := listing{head: []string{"GROUP", "STATE", "TOPIC", "PARTITION", "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG", "MEMBER-ID", "CLIENT-ID", "HOST"}}
	const own = 2 // of the columns are the group's
	for i, g := range groups {
		if g.Err != nil {
			return fmt.Errorf("group %q: %w", g.Name, g.Err)
		}
		one := listing{head: all.head[own:]}
		for _, p := range g.Parts {
			row := []any{g.Name, g.State, p.Topic, int(p.Partition), cluster.Known(p.Committed), cluster.Known(p.End), cluster.Known(p.Lag), p.Member, p.Client, p.Host}
			all.rows, one.rows = append(all.rows, row), append(one.rows, row[own:])
		}
		if format != "text" {
			continue
		}
		if i > 0 {
			fmt.Fprintln(t.stdout)
		}
		w := columns(t.stdout)
		fmt.Fprintf(w, "GROUP\t%s\nSTATE\t%s\nMEMBERS\t%d\nTOTAL-LAG\t%s\n", safe.Text(g.Name), g.State, g.Members, cell(cluster.Known(g.Lag(""))))
		if err := w.Flush(); err != nil {
			return err
		}
		fmt.Fprintln(t.stdout)
		if err := one.print(t.stdout, format); err != nil {
			return err
		}
	}
	if format == "text" {
		return nil
	}
	return all.print(t.stdout, format)
}

// groups is the groups of these names, or all.
func (t *topicFlag) groups(ctx context.Context, names []string) ([]cluster.Group, error) {
	conn, err := t.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return conn.Groups(ctx, names...)
}

// groupNames completes the names of groups.
func (t *topicFlag) groupNames(cmd *cobra.Command, _ []string, prefix string) ([]string, cobra.ShellCompDirective) {
	return t.offer(cmd, prefix, func(ctx context.Context, c *cluster.Conn) (names []string, err error) {
		groups, err := c.Groups(ctx)
		for _, g := range groups {
			names = append(names, g.Name)
		}
		return names, err
	})
}

// subcommand is the check of what stands where the name of a command belongs.
func subcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return noCommand(cmd, args[0])
}
