// Package client makes the clients of Kafka clusters: what their properties mean
// (props_table.go is the table of names), files and references that these name, security,
// addresses, connections, and what is said and shown of all that.
//
// It knows no engine. Properties are settled here once, as a Config; who speaks to a broker
// or a registry has the way there from it.
package client
