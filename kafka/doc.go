// Package kafka owns everything that speaks to a Kafka cluster: the clients'
// properties, the connections, the consumers that feed tables and the
// producers that write them.
//
// It must not import starlib or anything above it, and nothing below it knows
// of Kafka. Properties (props_table.go is the table of names), security and
// addresses are settled here once; the rest of the package takes its clients
// from Env.
package kafka
