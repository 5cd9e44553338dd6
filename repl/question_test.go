package repl

import (
	"testing"

	"starling/engine"
	"starling/starlib"
)

func TestQuestion(t *testing.T) {
	h := starlib.New(starlib.Config{Graph: engine.NewGraph()})
	defer h.Close()
	for src, want := range map[string]string{
		"kc.consume?\n":        "help(kc.consume)\n",
		"?kc.consume\n":        "help(kc.consume)\n",
		" merge ?\n":           "help(merge)\n",
		"join?\n":              "help(\"join\")\n",
		"??natural_join\n":     "help(\"natural_join\")\n",
		"?\"dead letter\"\n":   "help(\"dead letter\")\n",
		"empty_table(1)?\n":    "help(empty_table(1))\n",
		"?\n":                  "help()\n",
		"x = 1 # is it?\n":     "x = 1 # is it?\n",
		"print(\"is it?\")\n":  "print(\"is it?\")\n",
		"\"\"\"a\nb?\"\"\"\n":  "\"\"\"a\nb?\"\"\"\n",
		"if x:\n    what?\n\n": "if x:\n    what?\n\n",
	} {
		if got := question(h, src); got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}
