package starlib

import (
	"bytes"
	"fmt"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/internal/bounds"
	"starling/starlib/py"
)

const readJSONDoc = "A table of a JSON file, an array of objects or lines of them; values tell the types, and fields of an object within are A_B. header={\"Price\": dht.double} names the columns to read, and their types."

// readJSONFile is read_json(path, header=None).
func readJSONFile(c *call) (starlark.Value, error) {
	var path string
	var header orNone[definitions, *definitions]
	if err := c.Unpack("path", &path, "header?", &header); err != nil {
		return nil, err
	}
	r := &jsonRows{header: header.v, max: bounds.Bounds{Bytes: c.host.cfg.Graph.MaxBytes}, beat: &py.Beat{Context: c.Context()}}
	return c.table(func() (*engine.Table, error) {
		if err := r.checkHeader(); err != nil {
			return nil, fmt.Errorf("header: %w", err)
		}
		var text bytes.Buffer
		from := textFile{path: c.host.file(path), array: true, max: r.max, ctx: r.beat.Context}
		if err := from.load(c.host.cfg.Files, &text); err != nil {
			return nil, err
		}
		t, err := r.table(c.host.cfg.Graph, text.Bytes())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return t, nil
	})
}
