// Package mcp is the tables and topics of a session for assistants, by the Model Context Protocol: they
// list tables, read rows, look at topics, and, where the user lets them, run scripts.
package mcp
