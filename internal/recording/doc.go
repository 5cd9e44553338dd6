// Package recording keeps topics in a folder as JSON lines, with the schemas that their records
// name, and puts them into a broker again. It imports nothing of the module but the names of
// what records carry.
//
// A topic is the file NAME.jsonl: a line that says how many partitions it has, then one for each
// record, in the order of their times. Keys and values are texts, or base64 where they are none;
// who writes such a file by hand may write JSON in place of its text. The schemas are in
// @schemas.jsonl, which no topic can be called.
package recording
