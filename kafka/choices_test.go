package kafka

import (
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/simple"
)

// Each partition's numbers are read one way, whichever batch they come in, and that is said
// once.
func TestChoices(t *testing.T) {
	bubble(t, map[string]int{"t": 2}, func(r *rig) {
		r.feed("t", "0 - 1000", "0 - 7", "1 - 1000", "1 - \x00\x00\x00\x07")
		c := r.consume("t", from(SeekToBeginning), func(_ Props, o *Consume) {
			o.Key, o.Value = simple.Ignore, simple.Reader("V", column.Of(column.Int))
		})
		r.step()
		r.feed("t", "0 - 2024", "1 - 2024", "0 - \x00\x00\x00\x08", "1 - 8")
		r.step()
		view := func() string { return strings.Join(r.readCols(c.Table, "KafkaPartition", "KafkaOffset", "V"), "|") }
		for _, want := range []string{"0 0 1000", "0 1 7", "0 2 2024", "1 0 825241648", "1 1 7", "1 2 842019380"} {
			if !strings.Contains("|"+view()+"|", "|"+want+"|") {
				t.Errorf("no row %s in %s", want, view())
			}
		}
		if got := strings.Join(r.readCols(c.Errors(), "KafkaPartition", "Error"), "|"); !strings.Contains(got, `numbers are read as text; {"starling.simple.format": "binary"}`) ||
			!strings.Contains(got, `numbers are read as binary; {"starling.simple.format": "text"}`) {
			t.Errorf("bad records %s", got)
		}
		said := 0
		for _, line := range r.heard {
			if strings.Contains(line, `column "V": numbers are read as`) {
				said++
			}
		}
		if said != 2 {
			t.Errorf("said %d times: %q", said, r.heard)
		}
	})
}

// Keys have a choice of their own; records without a value say nothing and wait for one that
// does.
func TestChoicesOfKeys(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.feed("t", "0 1000 -")
		c := r.consume("t", from(SeekToBeginning), func(_ Props, o *Consume) {
			o.Key, o.Value = simple.Reader("K", column.Of(column.Int)), simple.Reader("V", column.Of(column.Long))
		})
		r.step()
		r.feed("t", "0 42 \x00\x00\x00\x00\x00\x00\x00\x09", "0 7 20240101")
		r.step()
		if got, want := strings.Join(r.readCols(c.Table, "K", "V"), "|"), "1000 -|42 9|7 3616445700506726449"; got != want {
			t.Errorf("rows %s, want %s", got, want)
		}
	})
}
