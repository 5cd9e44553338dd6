package expr

import (
	"fmt"
	"math"
	"math/big"
	mathbits "math/bits"

	"starling/engine/column"
)

// hashSeconds is Java's hash of nanoseconds, which it holds as seconds and nanoseconds.
func hashSeconds(n int64) int32 { return hashLong(floorTo(n, second)) + 51*int32(mod(n, second)) }

func hashLong(n int64) int32 { return int32(n ^ int64(uint64(n)>>32)) }

func hashBool(b bool) int32 {
	if b {
		return 1231
	}
	return 1237
}

func hashDate(d LocalDate) int32 {
	y, m, day := ymd(d)
	return int32(y)&^0x7ff ^ (int32(y)<<11 + int32(m)<<6 + int32(day))
}

func hashTime(t LocalDateTime) int32 { return hashDate(t.Date) ^ hashLong(int64(t.Time)) }

func hashZone(z ZoneID) int32 {
	if column.FixedName(z.Name) {
		return ZoneOffset(z).seconds()
	}
	return hashCode(z.Name)
}

// javaHash is Java's hashCode of an object. Those that Java does not hash by value have
// none.
func javaHash(x any) (int32, error) {
	switch x := x.(type) {
	case bool:
		return hashBool(x), nil
	case int8:
		return int32(x), nil
	case int16:
		return int32(x), nil
	case uint16:
		return int32(x), nil
	case int32:
		return x, nil
	case int64:
		return hashLong(x), nil
	case float32:
		return int32(math.Float32bits(x)), nil
	case float64:
		return hashLong(int64(math.Float64bits(x))), nil
	case string:
		return hashCode(x), nil
	case *big.Int:
		return hashBig(x), nil
	case column.Decimal:
		return 31*hashBig(x.Number()) + int32(x.Scale()), nil
	case LocalDate:
		return hashDate(x), nil
	case LocalTime:
		return hashLong(int64(x)), nil
	case LocalDateTime:
		return hashTime(x), nil
	case ZonedDateTime:
		return hashTime(localOf(x)) ^ int32(offsetOf(x)) ^ int32(mathbits.RotateLeft32(uint32(hashZone(x.Zone)), 3)), nil
	case ZoneID:
		return hashZone(x), nil
	case ZoneOffset:
		return x.seconds(), nil
	case Duration:
		return hashSeconds(int64(x)), nil
	case Period:
		return x.Years + int32(mathbits.RotateLeft32(uint32(x.Months), 8)) + int32(mathbits.RotateLeft32(uint32(x.Days), 16)), nil
	}
	return 0, fmt.Errorf("hashCode of %s is not the same from run to run in Java", column.Java.Append(nil, x))
}

func hashBig(n *big.Int) int32 {
	h := int32(0)
	b := n.Bytes()
	for len(b)%4 != 0 {
		b = append([]byte{0}, b...)
	}
	for i := 0; i < len(b); i += 4 {
		h = 31*h + int32(uint32(b[i])<<24|uint32(b[i+1])<<16|uint32(b[i+2])<<8|uint32(b[i+3]))
	}
	return h * int32(n.Sign())
}
