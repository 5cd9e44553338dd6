// Package chart owns charts: what is drawn of a table's rows, with its ranges and the marks of
// its axes, and how that looks in a terminal. A chart is data, so that other ways of showing it
// stand beside this one: chart/picture writes files.
//
// It knows tables as the engine has them, and nothing of scripts.
package chart
