// Command chaos reads, joins and writes back a topic of a real Apache Kafka broker that
// is killed, restarted, cut off and given partitions meanwhile, and then counts: every
// record exactly once and in order per partition, as a bare client reads them, last_by
// equal to a fold of them, the topic written equal to the table. Then runs of starling that publish from one broker to
// another are ended in every way, some while the target is away, some with -9, and what is
// missing at the target is counted. It starts the brokers itself (Java 17, Maven).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"
)

// plan is how much happens.
type plan struct {
	records int
	keys    int
	kills   int
	cuts    time.Duration // mean time between two cut connections
	ends    int           // of each kind
	port    int
	limit   time.Duration
}

func main() {
	var p plan
	flag.IntVar(&p.records, "records", 2_000_000, "records to produce; 0 leaves this part out")
	flag.IntVar(&p.keys, "keys", 50_000, "distinct keys")
	flag.IntVar(&p.kills, "kills", 5, "times to kill the broker with -9 and start it again")
	flag.DurationVar(&p.cuts, "cuts", 700*time.Millisecond, "mean time between two cut connections")
	flag.IntVar(&p.ends, "ends", 20, "ends of each kind of a starling that publishes; 0 leaves this part out")
	flag.IntVar(&p.port, "port", 29192, "port of the broker; others up to 30 above it are used too")
	flag.DurationVar(&p.limit, "limit", 30*time.Minute, "give up after this long")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), p.limit)
	defer cancel()
	for _, part := range []func(context.Context) error{p.survive, p.deliver} {
		if err := part(ctx); err != nil {
			fmt.Fprintln(os.Stderr, "chaos:", err)
			os.Exit(1)
		}
	}
}
