//go:build race

package racing

// On is whether the race detector is at work.
const On = true
