package repl

import "testing"

func TestShorthand(t *testing.T) {
	for src, want := range map[string]string{
		"watch t\n":                     "watch(t)\n",
		"watch  t, u.head(3) \n":        "watch(t, u.head(3))\n",
		"watch t.where('A > 1');\n":     "watch(t.where('A > 1'))\n",
		"watch(t)\n":                    "watch(t)\n",
		"watch (t)\n":                   "watch (t)\n",
		"watch = 3\n":                   "watch = 3\n",
		"watch\n":                       "watch\n",
		"watch in x\n":                  "watch in x\n",
		"watch if x else y\n":           "watch if x else y\n",
		"watch is None\n":               "watch is None\n",
		"watches t\n":                   "watches t\n",
		"x = 1\nwatch t\n":              "x = 1\nwatch t\n",
		"watch Größe\n":                 "watch(Größe)\n",
		"watch t # as it changes\n":     "watch(t # as it changes\n)\n",
		"watch - 1\n":                   "watch - 1\n",
		"watch t.view([\"A = B\"])\n":   "watch(t.view([\"A = B\"]))\n",
		"watch t.where(\"A == `b`\")\n": "watch(t.where(\"A == `b`\"))\n",
	} {
		if got := shorthand(src); got != want {
			t.Errorf("%q became %q, want %q", src, got, want)
		}
	}
}
