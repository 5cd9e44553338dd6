package kafka

import (
	"context"

	"starling/engine/plan"
	"starling/kafka/client"
	"starling/specs/wire"
)

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

// unregistered is a registry where nothing is registered: a schema that would be has no number.
type unregistered struct{ wire.Registry }

// Register gives the schema back.
func (unregistered) Register(_ context.Context, _ string, s wire.Schema) (wire.Schema, error) {
	return s, nil
}
