// Package starling is Starling in a Go program: topics of Kafka become tables that update by
// themselves, and scripts in Python, with Deephaven's API, make further ones of them.
package starling
