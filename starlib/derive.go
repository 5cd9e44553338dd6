package starlib

import (
	"context"
	"time"

	"starling/engine"
	"starling/engine/plan"
)

// Derive is the rows of t for which a filter holds, all if it is "", in the order of the keys, if
// there are some: what a person asks for who looks at t, while a script waits. The caller
// releases it. The filter can name the script's variables.
func (h *Host) Derive(ctx context.Context, t *engine.Table, filter string, keys []engine.SortKey) (out *engine.Table, err error) {
	err = h.cfg.Graph.Within(ctx, func() error {
		out = t
		out.Retain()
		if filter != "" {
			if err := derive(&out, plan.Where{Filters: plan.Formulas(filter)}, h.scope(nil)); err != nil {
				return err
			}
		}
		if len(keys) > 0 {
			return derive(&out, plan.Sort{Keys: keys}, engine.Env{})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Make is the table of an operation over others, whose formulas can name the script's variables. The caller
// releases it. ctx ends the making.
func (h *Host) Make(ctx context.Context, op plan.Op, of ...*engine.Table) (out *engine.Table, err error) {
	err = h.cfg.Graph.Within(ctx, func() error {
		if out, err = engine.Build(op, h.scope(nil), of...); err == nil {
			out.Retain()
		}
		return err
	})
	return out, err
}

// derive puts the table of an operation in the place of the table that it is made of, which it
// holds from then on.
func derive(t **engine.Table, op plan.Op, env engine.Env) error {
	of := *t
	defer of.Release()
	made, err := engine.Build(op, env, of)
	if err != nil {
		return err
	}
	made.Retain()
	*t = made
	return nil
}

// lagLimit is how long a broker may take to say where topics end.
const lagLimit = 2 * time.Second

// Lag is how many records the topics have that feed t, through whatever operations, and that are
// not in it yet; it is not known of a table that no topic feeds, and while no broker answers.
func (h *Host) Lag(ctx context.Context, t *engine.Table) (n int64, known bool) {
	if h.cfg.Kafka == nil {
		return 0, false
	}
	ctx, cancel := context.WithTimeout(ctx, lagLimit)
	defer cancel()
	return h.cfg.Kafka.TableLag(ctx, t)
}
