// Package scripts holds the runnable examples: text, no code. Each runs by
//
//	starling run --embedded scripts/NAME
//
// It imports nothing of Starling.
package scripts

import "embed"

// Files is the examples by file name.
//
//go:embed *.star *.py
var Files embed.FS

// TotalNotional is the example that starling demo runs.
const TotalNotional = "total_notional.star"
