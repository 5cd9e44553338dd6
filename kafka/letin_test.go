package kafka

import (
	"testing"
	"time"

	"starling/kafka/client"
)

// A client that speaks TLS to a port without it is never connected again, whatever others do.
func TestNeverLetIn(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		c := r.consume("t")
		p, o := r.consumeArgs("t", []func(client.Props, *Consume){set("security.protocol", "SSL"), set("default.api.timeout.ms", "5000")})
		failed := make(chan error)
		go func() {
			_, err := r.env.Consume(r.Context(), r.graph, p, o)
			failed <- err
		}()
		for range 4 {
			time.Sleep(time.Second)
			r.broker.CutOnce()
			r.feed("t", "0 - a")
			r.step()
		}
		if err := <-failed; err == nil {
			t.Error("TLS to a port without it passes")
		}
		if !r.told("retrying") || r.told("connected again") || c.Table.Size() != 4 {
			r.Errorf("%d rows, notices %q", c.Table.Size(), r.heard)
		}
	})
}
