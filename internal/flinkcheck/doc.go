// Package flinkcheck holds that a query means the same in Flink as in Starling. Its tests need a Flink, a broker
// and the program, see make flink; without these they are skipped.
package flinkcheck
