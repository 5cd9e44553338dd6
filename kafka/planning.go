package kafka

import (
	"context"

	"starling/engine/plan"
	"starling/kafka/client"
	"starling/specs/wire"
)

// readOnly is a schema registry in which nothing is put: who plans takes a schema to be there.
type readOnly struct{ wire.Registry }

func (readOnly) Register(_ context.Context, subject string, s wire.Schema) (wire.Schema, error) {
	s.Subject = subject
	return s, nil
}

// Planned is the publishings that were asked for, as data, where the Env plans; see Env.Planning.
func (e *Env) Planned() []*plan.Node {
	var out []*plan.Node
	for _, p := range e.Producers() {
		out = append(out, p.Plan())
	}
	return out
}

// Properties is the properties of the consumer or the publishing that a node of a plan stands for, with
// what references lead to and secrets; false if the node is of neither, or it has ended. What they give
// is not to be shown: a plan has the same properties as they may be.
func (e *Env) Properties(n *plan.Node) (client.Config, bool) {
	for _, p := range e.Producers() {
		if p.plan == n {
			return p.props, true
		}
	}
	for _, c := range e.Consumers() {
		for _, l := range c.allLanes() {
			if l.table.Plan() == n {
				return c.props, true
			}
		}
	}
	return client.Config{}, false
}
