// Command chaos reads, joins and writes back a topic of a real Apache Kafka broker that
// is killed, restarted, cut off and given partitions meanwhile, and then counts: every
// record exactly once and in order per partition, last_by equal to an independent fold,
// the topic written equal to the table. It starts the broker itself (Java 17, Maven).
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
	port    int
	limit   time.Duration
}

func main() {
	var p plan
	flag.IntVar(&p.records, "records", 2_000_000, "records to produce")
	flag.IntVar(&p.keys, "keys", 50_000, "distinct keys")
	flag.IntVar(&p.kills, "kills", 5, "times to kill the broker with -9 and start it again")
	flag.DurationVar(&p.cuts, "cuts", 700*time.Millisecond, "mean time between two cut connections")
	flag.IntVar(&p.port, "port", 29192, "port of the broker; the one after it is used too")
	flag.DurationVar(&p.limit, "limit", 10*time.Minute, "give up after this long")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), p.limit)
	defer cancel()
	if err := p.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		os.Exit(1)
	}
}
