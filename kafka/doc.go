// Package kafka reads topics into tables and writes tables to topics: the consumers that
// feed tables, bad records, offsets and groups, and the producers.
//
// It must not import starlib or anything above it, and nothing below the engine's sources and
// sinks knows of Kafka. Properties, security and connections are kafka/client's, schemas come
// by kafka/registry.
package kafka
