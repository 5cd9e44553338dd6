package kafka

import (
	"context"
	"sync"

	"starling/kafka/client"
	"starling/kafka/registry"
)

// Env is what surrounds all that reads and writes in a process: its clients' Env, and who
// there is. The zero value is usable. It must not be copied or changed once a client was made.
type Env struct {
	client.Env
	registries registry.Shared

	// Settle, if set before the Env is used, waits until listeners that are no producers have
	// handled the last cycle: their sources' groups hear of that.
	Settle func(ctx context.Context) error

	// Repeatable, if set before the Env is used, has the same topics give the same tables: rows
	// come in by partition where a cycle takes those of several, as many as there are, and
	// records are written with the time of package wall. It is for whoever steps the graph
	// after Fetched.
	Repeatable bool

	// Planning, if set before the Env is used, has nothing read and nothing written, for whoever
	// wants the plan of a script's tables and no rows: no broker is asked, tables of topics have
	// their columns and stay empty, and publishings are noted, see Planned. A registry is asked
	// for the schemas that make the columns.
	Planning bool

	mu        sync.Mutex // guards what follows; a leaf
	consumers []*Consumer
	producers []*Producer
	statuses  []*statusTable
	ending    []*Consumer // they are being closed

	slabs  slabs // of all consumers
	totals totals
}
