package py

import (
	"errors"
	"testing"
)

// TestIteratorsOverIterators holds that values that ask one another for theirs without an end are
// an error of the script.
func TestIteratorsOverIterators(t *testing.T) {
	for _, src := range []string{
		"from itertools import chain\nit = [1]\nfor i in range(200000):\n    it = chain.from_iterable([it])\nprint(list(it))",
		"from itertools import groupby\nit = [1]\nfor i in range(200000):\n    for k, it in groupby(it):\n        break\nprint(list(it))",
		"from collections import defaultdict\nd = defaultdict(lambda: d['z'])\nd['z']",
		"from functools import cache\nf = cache(lambda x: f(x + 1))\nf(0)",
	} {
		got, err := newWorld(t).script(t, "x.py", src)
		var e *Error
		if !errors.As(err, &e) || e.Kind != "RecursionError" {
			t.Errorf("%s\ngave %.300s %.300v", src, got, err)
		}
	}
}
