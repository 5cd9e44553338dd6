package repl

import (
	"context"
	"slices"
	"testing"

	"starling/engine"
	"starling/kafka"
	"starling/starlib"
)

func TestWords(t *testing.T) {
	h := starlib.New(starlib.Config{Graph: engine.NewGraph(), Kafka: &kafka.Env{}})
	defer h.Close()
	setup := "prices = new_table({'Symbol': ['A'], 'Size': [1]})\nprint_all = 1\n_hidden = 1\ndef area(w, h=1):\n    return w * h\n"
	if _, err := h.Exec(context.Background(), "test", setup); err != nil {
		t.Fatal(err)
	}
	do := words{NewCompleter(func() *starlib.Host { return h })}
	for before, want := range map[string][]string{
		"pric":                         {"es"},
		"x = prices.natural_":          {"join"},
		"prices.natural_join(jo":       {"ins="},
		"area(h":                       nil, // help, hex and h= among others: see below
		"prices.where('Sy":             {"mbol"},
		"prices.where(['Size > 1', 'S": {"ymbol", "ize"},
		"kc.consume({}, 'pri":          nil,
		"prices.nothing.a":             nil,
		"(1 + 2).a":                    nil,
		"_hid":                         {"den"},
		"   ":                          {"    "},
		"retu":                         {"rn"},
	} {
		endings, n := do.Do([]rune(before), len([]rune(before)))
		var got []string
		for _, e := range endings {
			got = append(got, string(e))
		}
		if before == "area(h" {
			if !slices.Contains(got, "=") || !slices.Contains(got, "elp") {
				t.Errorf("%q: %q", before, got)
			}
			continue
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q after %d, want %q", before, got, n, want)
		}
	}
}
