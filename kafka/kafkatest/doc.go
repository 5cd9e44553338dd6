// Package kafkatest has brokers and a schema registry on a network in memory, for tests of
// programs that read and write Kafka while something goes wrong: connections that break, a
// broker that is away, errors, delays, answers that are lost, records that are deleted,
// partitions that are added or move, a registry that is down. In a bubble of testing/synctest
// no wait costs time. Brokers are franz-go's kfake, the registry is its srfake.
//
//	synctest.Test(t, func(t *testing.T) {
//		b, err := kafkatest.Start(kafkatest.Config{Topics: map[string]int{"orders": 1}})
//		if err != nil {
//			t.Fatal(err)
//		}
//		defer b.Close()
//		env := &kafka.Env{Env: client.Env{DialFunc: b.Dial}}
//		props := client.Props{"bootstrap.servers": b.Addr(), "schema.registry.url": b.Registry.URL()}
//		…
//		b.Cut()
//
// The package imports nothing of Starling.
package kafkatest
