// Package session is a running graph with a host of scripts over it and Kafka's clients beside
// it, and their end in the one order in which nothing is lost. Package starling is what programs
// see of it; the command, which has a screen, signals and servers beside, asks for more by Adapt.
package session
