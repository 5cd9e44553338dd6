package main

import (
	"strings"
	"testing"

	"starling/internal/tty"
)

const plottedTable = `t = empty_table(120).update(["Timestamp = '2026-11-27T10:00:00Z' + i * SECOND", "Sym = i % 2 == 0 ? ` + "`A` : `B`" + `", "Price = 100 + 20 * sin(i / 20.0)"])`

// TestPlotOnATerminal: a chart fits the window with the prompt below it, a live one ends with q.
func TestPlotOnATerminal(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 80, Rows: 24})
	s.Type(plottedTable + "\r")
	s.ready()
	s.Type("plot(t, x='Timestamp', y='Price')\r")
	s.Until("a chart and the prompt", func(x *tty.Screen) bool {
		return strings.Contains(x.String(), "Timestamp (UTC, 2026-11-27)\n>>>")
	})
	const want = `>>> plot(t, x='Timestamp', y='Price')
Price
`
	if screen := s.Screen(); !strings.Contains(screen, want) || !strings.Contains(screen, "⠉") {
		t.Errorf("the screen is\n%s", screen)
	}
	s.Type("live = time_table('PT0.1s').update('V = ii')\r")
	s.ready()
	s.Type("plot(live, x='Timestamp', y='V', live=True)\r")
	s.Wait("V\n", "Timestamp (UTC")
	s.Resize(tty.Size{Cols: 40, Rows: 16})
	s.Until("a chart for a smaller window", func(x *tty.Screen) bool {
		return strings.Contains(x.String(), "Timestamp (UTC") && strings.Contains(x.String(), "└")
	})
	s.Type("q")
	s.ready()
	s.Type("1 + 1\r")
	s.Wait("\n2\n>>>")
}

// TestPlotDumb: a dumb terminal gets letters.
func TestPlotDumb(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 60, Rows: 20}, "TERM=dumb")
	s.Type(plottedTable + "\r")
	s.Type("plot(t, x='Timestamp', y='Price', by='Sym', kind='scatter')\r")
	s.Wait("a A  b B", "+---")
}

// TestCompletionOnATerminal: Tab completes, shows what there is, and a call shows how it is written.
func TestCompletionOnATerminal(t *testing.T) {
	s := promptOf(t, tty.Size{Cols: 120, Rows: 40})
	s.Type(plottedTable + "\r")
	s.ready()
	s.Type("t.where('Sym = `A`').las\t")
	s.Wait(".last_by")
	s.Type("(")
	s.Wait("last_by(by=None)")
	s.Type("'Pr\t")
	s.Wait("last_by('Price")
	s.Type("')\r")
	s.ready()
	s.Type("kc.consume({'starling.on.e\t")
	s.Wait("'starling.on.error")
	s.Type("': 'fail'}, 'a', off\t")
	s.Wait("offsets=", "consume(…, partitions=None, offsets=None")
	s.Type("kc.ALL_PARTITIONS_SEEK_TO_B\t")
	s.Wait("kc.ALL_PARTITIONS_SEEK_TO_BEGINNING")
	s.Type("\x03")
	s.Wait("KeyboardInterrupt")
	s.Type("from deephaven.updateby import ema_\t")
	s.Wait("ema_tick", "ema_time", "The exponentially moving average.")
}
