// Package metrics shows how a query does at an address: its tables, consumers and producers to
// Prometheus, and whether all is well to whoever restarts processes. What it shows it reads
// when it is asked; only where topics end is asked of the brokers beside, now and then.
package metrics
