// Package cluster tells what a Kafka cluster has: topics, groups, and the last records of
// topics. It is what the commands and the builtins that list them share. It only looks:
// nothing here joins a group or changes anything.
package cluster
