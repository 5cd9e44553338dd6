package kafka

import (
	"testing"

	"starling/specs"
)

// What the formats ask of properties, clients know.
func TestPropertiesOfFormats(t *testing.T) {
	for _, f := range specs.Formats() {
		for _, name := range f.Props {
			if _, ok := properties[name]; !ok {
				t.Errorf("format %s: property %s is not in the table", f.Name, name)
			}
		}
	}
}
