package avro

import (
	"fmt"
	"math"
	"slices"

	"starling/engine/column"
)

// logical is the logical types that only name a meaning, by the type that they fit.
var logical = map[kind][]string{
	stringKind: {"uuid"},
	intKind:    {"date", "time-millis"},
	longKind: {
		"time-micros", "timestamp-millis", "timestamp-micros", "timestamp-nanos",
		"local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos",
	},
}

// setLogical takes the logical type that x describes over if it fits its type. One that
// does not fit says nothing, in Avro.
func (s *schema) setLogical(x map[string]any) error {
	name, _ := x["logicalType"].(string)
	switch {
	case slices.Contains(logical[s.kind], name),
		s.kind == fixedKind && name == "uuid" && s.size == 16,
		s.kind == fixedKind && name == "duration" && s.size == 12:
		s.logical = name
	case name == "decimal" && (s.kind == bytesKind || s.kind == fixedKind):
		return s.setDecimal(x)
	}
	return nil
}

func (s *schema) setDecimal(x map[string]any) error {
	prec, ok := wholeDefault(x["precision"])
	scale := int64(0)
	if x["scale"] != nil && ok {
		scale, ok = wholeDefault(x["scale"])
	}
	switch {
	case !ok || prec <= 0 || scale < 0 || scale > prec,
		s.kind == fixedKind && float64(prec) > math.Floor(math.Log10(2)*(8*float64(s.size)-1)):
		return nil
	case prec > column.MaxDigits:
		return fmt.Errorf("a decimal of precision %d, more than %d", prec, column.MaxDigits)
	}
	s.logical, s.prec, s.scale = "decimal", int(prec), int(scale)
	return nil
}
