package specs

import (
	"fmt"
	"math"
	"slices"

	"starling/engine/column"
)

// avroLogical is the logical types that only name a meaning, by the type that they fit.
var avroLogical = map[avroKind][]string{
	avroString: {"uuid"},
	avroInt:    {"date", "time-millis"},
	avroLong: {
		"time-micros", "timestamp-millis", "timestamp-micros", "timestamp-nanos",
		"local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos",
	},
}

// setLogical takes a logical type over if it fits its type. One that does not fit says
// nothing, in Avro.
func (s *avroSchema) setLogical(said any, _ bool) error {
	x, _ := said.(map[string]any)
	name, _ := x["logicalType"].(string)
	switch {
	case slices.Contains(avroLogical[s.kind], name),
		s.kind == avroFixed && name == "uuid" && s.size == 16,
		s.kind == avroFixed && name == "duration" && s.size == 12:
		s.logical = name
	case name == "decimal" && (s.kind == avroBytes || s.kind == avroFixed):
		return s.setDecimal(x)
	}
	return nil
}

func (s *avroSchema) setDecimal(x map[string]any) error {
	prec, ok := wholeDefault(x["precision"])
	scale := int64(0)
	if x["scale"] != nil && ok {
		scale, ok = wholeDefault(x["scale"])
	}
	switch {
	case !ok || prec <= 0 || scale < 0 || scale > prec,
		s.kind == avroFixed && float64(prec) > math.Floor(math.Log10(2)*(8*float64(s.size)-1)):
		return nil
	case prec > column.MaxDigits:
		return fmt.Errorf("a decimal of precision %d, more than %d", prec, column.MaxDigits)
	}
	s.logical, s.prec, s.scale = "decimal", int(prec), int(scale)
	return nil
}
