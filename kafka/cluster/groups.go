package cluster

import (
	"context"
	"fmt"
	"slices"

	"github.com/twmb/franz-go/pkg/kadm"
)

// Group is a consumer group and how far it is.
type Group struct {
	Name, State string
	Members     int
	Err         error // why the broker does not show it
	Parts       []GroupPart
}

// GroupPart is a partition that a group has committed offsets of, or reads. A number that is
// unknown is -1.
type GroupPart struct {
	Topic          string
	Partition      int32
	Committed, End int64
	Lag            int64
	Member, Client string // who reads it; "" if nobody does
	Host           string
}

// Lag is how many records the group has not committed yet, over the partitions of a topic;
// of all topics for "". -1 is unknown.
func (g *Group) Lag(topic string) (n int64) {
	for _, p := range g.Parts {
		switch {
		case topic != "" && p.Topic != topic:
		case p.Lag < 0:
			return -1
		default:
			n += p.Lag
		}
	}
	return n
}

// Topics is the topics of the group's partitions, in order.
func (g *Group) Topics() []string {
	var out []string
	for _, p := range g.Parts {
		if !slices.Contains(out, p.Topic) {
			out = append(out, p.Topic)
		}
	}
	return out
}

// Groups is the groups of these names, or all, by name. A name that is not there is a *Missing.
func (c *Conn) Groups(ctx context.Context, names ...string) (_ []Group, err error) {
	defer c.conf.Env().Veiled(&err)
	ctx, cancel := context.WithTimeout(ctx, Limit)
	defer cancel()
	listed, err := c.adm.ListGroups(ctx)
	if err != nil && len(listed) == 0 {
		return nil, fmt.Errorf("listing groups: %w", err)
	}
	there := listed.Groups()
	for _, name := range names {
		if !slices.Contains(there, name) {
			return nil, missing("group", name, there)
		}
	}
	if len(names) == 0 {
		names = there
	}
	if len(names) == 0 {
		return nil, nil
	}
	lags, err := c.adm.Lag(ctx, slices.Clone(names)...)
	if err != nil && len(lags) == 0 {
		return nil, fmt.Errorf("describing groups: %w", err)
	}
	var out []Group
	for _, l := range lags.Sorted() {
		out = append(out, groupOf(&l))
	}
	return out, nil
}

func groupOf(l *kadm.DescribedGroupLag) Group {
	g := Group{Name: l.Group, State: l.State, Members: len(l.Members), Err: l.Error()}
	for _, m := range l.Lag.Sorted() {
		p := GroupPart{Topic: m.Topic, Partition: m.Partition, Committed: m.Commit.At, End: m.End.Offset, Lag: m.Lag}
		if m.Commit.At < 0 {
			p.Committed = -1
		}
		if m.End.Err != nil {
			p.End = -1
		}
		if m.Member != nil {
			p.Member, p.Client, p.Host = m.Member.MemberID, m.Member.ClientID, m.Member.ClientHost
		}
		g.Parts = append(g.Parts, p)
	}
	return g
}
