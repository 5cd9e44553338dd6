// Package flinkcheck holds that a query means the same in Flink as in Starling: its tests run scripts both
// ways over the same topics and compare what they write, and have Flink take random queries. They need a
// Flink, a broker and the program:
//
//	internal/flink/with.sh 28100 env STARLING_KAFKA=127.0.0.1:9092 STARLING_BIN=$PWD/bin/starling \
//	  go test -v -timeout 30m ./internal/flinkcheck
//
// The broker, which Flink reaches at that address, may be that of starling broker. Without these the tests
// are skipped.
package flinkcheck
