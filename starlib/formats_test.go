package starlib

import (
	"slices"
	"strings"
	"testing"

	"starling/specs"
)

// Every format that reads is a spec of the consumer, every one that writes a spec of the
// producer, and there are no others.
func TestFormats(t *testing.T) {
	var read, write []string
	for _, f := range specs.Formats() {
		if f.Read != nil {
			read = append(read, f.Name)
		}
		if f.Write != nil {
			write = append(write, f.Name)
		}
	}
	for _, c := range []struct {
		module string
		in     []entry
		want   []string
	}{{"kc", kafkaConsumer(), read}, {"pk", kafkaProducer(), write}} {
		var got []string
		for _, e := range c.in {
			if name, is := strings.CutSuffix(strings.SplitN(e.sig, "(", 2)[0], "_spec"); is {
				got = append(got, name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s has specs of %v, the table of formats %v", c.module, got, c.want)
		}
	}
}
