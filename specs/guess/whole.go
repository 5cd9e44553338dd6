package guess

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"unicode"
	"unicode/utf8"

	"starling/engine/column"
	"starling/specs/simple"
	"starling/specs/wire"
)

// ignored is a part that no record of the sample has.
func ignored() Part {
	return Part{Format: Nothing, Spec: simple.Ignore, Script: "kc.KeyValueSpec.IGNORE", Note: "always null"}
}

// whole is the part as one column.
func (p *part) whole(format Format, k column.Kind, dtype string) Part {
	name := "Value"
	if p.name == "key" {
		name = "Key"
	}
	name = p.taken.Unique(name)
	t := column.Of(k)
	return Part{
		Format: format, Spec: simple.Reader(name, t), Script: fmt.Sprintf("kc.simple_spec(%s, dht.%s)", quoted(name), dtype),
		Fields: []Field{{Field: column.Field{Name: name, Type: t}}},
	}
}

// text is text, and of values text that is all numbers: an id that is digits today may not be
// so tomorrow, a price will.
func (p *part) text(context.Context) (Part, bool) {
	texts, whole, decimal, some := 0, 0, 0, 0
	var n wire.Number
	for _, r := range p.recs {
		if r.bytes == nil {
			continue
		}
		some++
		if !isText(r.bytes) {
			continue
		}
		texts++
		b := bytes.TrimSpace(r.bytes)
		if n.Parse(b) && len(b) < 19 && !zeroFirst(b) {
			decimal++
			if bytes.IndexFunc(b, func(c rune) bool { return c != '-' && !unicode.IsDigit(c) }) < 0 {
				whole++
			}
		}
	}
	switch values := p.name == "value"; {
	case texts*20 < some*19:
		return Part{}, false
	case values && whole == some:
		return p.whole(Number, column.Long, "long"), true
	case values && decimal == some:
		return p.whole(Number, column.Double, "double"), true
	}
	return p.whole(Text, column.String, "string"), true
}

// zeroFirst tells digits that are no number, such as a postal code.
func zeroFirst(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte{'-'})
	return len(b) > 1 && b[0] == '0' && b[1] != '.'
}

// isText reports whether b is UTF-8 without control characters.
func isText(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
			return false
		}
	}
	return true
}

// number is binary numbers of four or eight bytes, as Java's serializers write them: all that
// are so long and of which not all are text.
func (p *part) number(context.Context) (Part, bool) {
	width, text := 0, true
	var bits []uint64
	for _, r := range p.recs {
		switch n := len(r.bytes); {
		case r.bytes == nil:
			continue
		case width != 0 && n != width || n != 4 && n != 8:
			return Part{}, false
		case n == 4:
			bits = append(bits, uint64(binary.BigEndian.Uint32(r.bytes)))
		default:
			bits = append(bits, binary.BigEndian.Uint64(r.bytes))
		}
		width, text = len(r.bytes), text && isText(r.bytes)
	}
	if text {
		return Part{}, false
	}
	small, decimal := true, true
	for _, b := range bits {
		v, x := int64(b), math.Float64frombits(b)
		if width == 4 {
			v, x = int64(int32(b)), float64(math.Float32frombits(uint32(b)))
		}
		small = small && v > -smallMost[width] && v < smallMost[width]
		decimal = decimal && (x == 0 || math.Abs(x) > 1e-12 && math.Abs(x) < 1e15)
	}
	switch {
	case width == 4 && small:
		return p.whole(Number, column.Int, "int32"), true
	case width == 4 && decimal:
		return p.whole(Number, column.Float, "float32"), true
	case width == 4:
		return p.whole(Number, column.Int, "int32"), true
	case small:
		return p.whole(Number, column.Long, "long"), true
	case decimal:
		return p.whole(Number, column.Double, "double"), true
	}
	return Part{}, false
}

// smallMost is, by their bytes, below what whole numbers are no floating-point numbers: those
// that are not tiny begin higher.
var smallMost = map[int]int64{4: 0x30000000, 8: 1 << 53}
