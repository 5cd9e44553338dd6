// Package web shows a query in the browser: a page, embedded here, and a WebSocket by which it has
// the rows that are seen, sorted and filtered by the engine, charts, the list of tables, the graph of
// the query and how consumers do; and tables as JSON for programs. Nothing of it is for sale to
// strangers: who comes in knows the token, see guard.
//
// A connection has one message at a time on its way, made when the one before is drawn. So a
// browser that is slow gets fewer and later ones, and one that stops costs what its tables hold
// until it is closed, a minute later.
package web
