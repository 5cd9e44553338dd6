package py

import (
	endian "encoding/binary"
	"math"
	"math/big"
	"strings"

	"go.starlark.net/starlark"
)

// layout is a format of the module struct: fields one after the other.
type layout struct {
	ip     *Interp
	text   string
	order  endian.ByteOrder
	fields []layoutField
	values int // how many values there are
	size   int // in bytes
}

// layoutField is so many values of one kind, from a byte on.
type layoutField struct {
	code  byte
	count int // of s and p how long it is
	at    int
	size  int // of each value
}

// layoutSizes is the sizes of the kinds of values, with a prefix and natively.
var layoutSizes = map[byte][2]int{
	'x': {1, 1}, 'c': {1, 1}, 'b': {1, 1}, 'B': {1, 1}, '?': {1, 1}, 'h': {2, 2}, 'H': {2, 2}, 'i': {4, 4}, 'I': {4, 4}, 'l': {4, 8}, 'L': {4, 8},
	'q': {8, 8}, 'Q': {8, 8}, 'n': {0, 8}, 'N': {0, 8}, 'P': {0, 8}, 'e': {2, 2}, 'f': {4, 4}, 'd': {8, 8}, 's': {1, 1}, 'p': {1, 1},
}

// parseLayout reads a format. Without a prefix sizes and places are those of a C compiler.
func parseLayout(text string) (*layout, error) {
	l := &layout{text: text, order: endian.LittleEndian}
	rest, native := text, true
	if rest != "" && strings.IndexByte("@=<>!", rest[0]) >= 0 {
		native = rest[0] == '@'
		if rest[0] == '>' || rest[0] == '!' {
			l.order = endian.BigEndian
		}
		rest = rest[1:]
	}
	for i := 0; i < len(rest); i++ {
		if strings.IndexByte(" \t\n\r\v\f", rest[i]) >= 0 {
			continue
		}
		count, counted := 0, false
		for ; i < len(rest) && rest[i] >= '0' && rest[i] <= '9'; i++ {
			count, counted = count*10+int(rest[i]-'0'), true
			if count > math.MaxInt32 {
				return nil, Raise("struct.error", "total struct size too long")
			}
		}
		if i == len(rest) {
			return nil, Raise("struct.error", "repeat count given without format specifier")
		}
		if !counted {
			count = 1
		}
		sizes, known := layoutSizes[rest[i]]
		size := sizes[0]
		if native {
			size = sizes[1]
		}
		if !known || size == 0 {
			return nil, Raise("struct.error", "bad char in struct format")
		}
		l.add(rest[i], count, size, native)
		if l.size > math.MaxInt32 {
			return nil, Raise("struct.error", "total struct size too long")
		}
	}
	return l, nil
}

// add puts a field behind the others.
func (l *layout) add(code byte, count, size int, aligned bool) {
	if aligned {
		l.size = (l.size + size - 1) / size * size
	}
	l.fields = append(l.fields, layoutField{code, count, l.size, size})
	l.size += count * size
	switch code {
	case 'x':
	case 's', 'p':
		l.values++
	default:
		l.values += count
	}
}

// unpack is the values of the first bytes of b, which are enough.
func (l *layout) unpack(b string) starlark.Tuple {
	out := make(starlark.Tuple, 0, l.values)
	for _, f := range l.fields {
		switch f.code {
		case 'x':
		case 's':
			out = append(out, starlark.Bytes(b[f.at:f.at+f.count]))
		case 'p':
			s := b[f.at : f.at+f.count]
			if s != "" {
				s = s[1:][:min(int(s[0]), len(s)-1)]
			}
			out = append(out, starlark.Bytes(s))
		default:
			for i := range f.count {
				at := f.at + i*f.size
				out = append(out, f.value(l.order, []byte(b[at:at+f.size])))
			}
		}
	}
	return out
}

// value is the value of the bytes b.
func (f *layoutField) value(order endian.ByteOrder, b []byte) starlark.Value {
	var n uint64
	switch f.size {
	case 1:
		n = uint64(b[0])
	case 2:
		n = uint64(order.Uint16(b))
	case 4:
		n = uint64(order.Uint32(b))
	case 8:
		n = order.Uint64(b)
	}
	switch f.code {
	case 'c':
		return starlark.Bytes(b)
	case '?':
		return starlark.Bool(n != 0)
	case 'e':
		return starlark.Float(halfFloat(uint16(n)))
	case 'f':
		return starlark.Float(math.Float32frombits(uint32(n)))
	case 'd':
		return starlark.Float(math.Float64frombits(n))
	case 'b', 'h', 'i', 'l', 'q', 'n':
		shift := 64 - 8*f.size
		return starlark.MakeInt64(int64(n<<shift) >> shift)
	}
	return starlark.MakeUint64(n)
}

// pack is the bytes of values.
func (l *layout) pack(values starlark.Tuple) ([]byte, error) {
	if len(values) != l.values {
		return nil, Raise("struct.error", "pack expected %d items for packing (got %d)", l.values, len(values))
	}
	b := make([]byte, l.size)
	next := 0
	for _, f := range l.fields {
		switch f.code {
		case 'x':
		case 's', 'p':
			s, ok := bytesLike(values[next])
			if !ok {
				return nil, Raise("struct.error", "argument for '%c' must be a bytes object", f.code)
			}
			next++
			if f.code == 's' {
				copy(b[f.at:f.at+f.count], s)
			} else if f.count > 0 {
				n := copy(b[f.at+1:f.at+f.count], s[:min(len(s), 255)])
				b[f.at] = byte(n)
			}
		default:
			for i := range f.count {
				at := f.at + i*f.size
				if err := f.put(l.order, b[at:at+f.size], values[next]); err != nil {
					return nil, err
				}
				next++
			}
		}
	}
	return b, nil
}

// put writes a value to the bytes b.
func (f *layoutField) put(order endian.ByteOrder, b []byte, v starlark.Value) error {
	var n uint64
	switch f.code {
	case 'c':
		s, ok := bytesLike(v)
		if !ok || len(s) != 1 {
			return Raise("struct.error", "char format requires a bytes object of length 1")
		}
		n = uint64(s[0])
	case '?':
		if v.Truth() {
			n = 1
		}
	case 'e', 'f', 'd':
		x, ok := starlark.AsFloat(asNumber(v))
		if !ok {
			return Raise("struct.error", "required argument is not a float")
		}
		switch f.code {
		case 'd':
			n = math.Float64bits(x)
		case 'f':
			s := float32(x)
			if math.IsInf(float64(s), 0) && !math.IsInf(x, 0) {
				return Raise("OverflowError", "float too large to pack with f format")
			}
			n = uint64(math.Float32bits(s))
		default:
			h, ok := toHalf(x)
			if !ok {
				return Raise("OverflowError", "float too large to pack with e format")
			}
			n = uint64(h)
		}
	default:
		var err error
		if n, err = f.whole(v); err != nil {
			return err
		}
	}
	switch f.size {
	case 1:
		b[0] = byte(n)
	case 2:
		order.PutUint16(b, uint16(n))
	case 4:
		order.PutUint32(b, uint32(n))
	case 8:
		order.PutUint64(b, n)
	}
	return nil
}

// whole is a whole number that has to fit.
func (f *layoutField) whole(v starlark.Value) (uint64, error) {
	i, ok := asNumber(v).(starlark.Int)
	if !ok {
		return 0, Raise("struct.error", "required argument is not an integer")
	}
	bits := uint(8 * f.size)
	low, high := new(big.Int), new(big.Int).Lsh(big.NewInt(1), bits)
	if strings.IndexByte("bhilqn", f.code) >= 0 {
		high.Rsh(high, 1)
		low.Neg(high)
	}
	high.Sub(high, big.NewInt(1))
	if n := i.BigInt(); n.Cmp(low) < 0 || n.Cmp(high) > 0 {
		return 0, f.misfit(low, high)
	}
	if n, ok := i.Int64(); ok {
		return uint64(n), nil
	}
	n, _ := i.Uint64()
	return n, nil
}

// misfit is the error of a whole number that does not fit.
func (f *layoutField) misfit(low, high *big.Int) error {
	switch f.code {
	case 'b':
		return Raise("struct.error", "byte format requires -128 <= number <= 127")
	case 'B':
		return Raise("struct.error", "ubyte format requires 0 <= number <= 255")
	case 'h':
		return Raise("struct.error", "short format requires (-0x7fff -1) <= number <= 0x7fff")
	case 'H':
		return Raise("struct.error", "ushort format requires 0 <= number <= 0xffff")
	}
	return Raise("struct.error", "'%c' format requires %s <= number <= %s", f.code, low, high)
}

// halfFloat is a number of 16 bits.
func halfFloat(h uint16) float64 {
	sign, exp, part := 1.0, int(h>>10&31), float64(h&1023)
	if h>>15 == 1 {
		sign = -1
	}
	switch exp {
	case 0:
		return sign * math.Ldexp(part, -24)
	case 31:
		if part != 0 {
			return math.NaN()
		}
		return math.Inf(int(sign))
	}
	return sign * math.Ldexp(1024+part, exp-25)
}

// toHalf is x in 16 bits, if it is not too large; the even one of two that are as near.
func toHalf(x float64) (uint16, bool) {
	sign := uint16(0)
	if math.Signbit(x) {
		sign = 1 << 15
	}
	x = math.Abs(x)
	switch {
	case x != x:
		return sign | 0x7e00, true
	case math.IsInf(x, 0):
		return sign | 0x7c00, true
	case x < math.Ldexp(1, -14):
		return sign | uint16(math.RoundToEven(math.Ldexp(x, 24))), true
	}
	frac, exp := math.Frexp(x) // x = frac * 2^exp, frac from 0.5
	n := math.RoundToEven(math.Ldexp(frac, 11))
	h := (exp+14)<<10 + int(n) - 1024
	return sign | uint16(h), h < 0x7c00
}
