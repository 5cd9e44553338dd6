package column

import "math/big"

// The order key of a number is a text of ASCII characters that stands for a number of any size and
// orders, by bytes, as the numbers do; those that are equal are in the order of their
// scales. It is the sign, how many digits are before the point, the digits without the
// zeros at the end, and the scale.
const (
	keyBelow, keyZero, keyAbove = '1', '2', '3'
	keyEnd, keyEndBelow         = ' ', '~' // below and above all digits
	keyPlaces                   = 6        // of an exponent or scale, six bits each
	keyBias                     = 1 << 34
)

// The orders of BigDecimal and BigInteger.
var (
	decimalOrder = &Order{
		Append: appendOrderKey, Same: orderKeyValue,
		Value: func(key string) any { return NewDecimal(orderKeyNumber(key)) },
	}
	integerOrder = &Order{
		Append: appendOrderKey, Same: orderKeyValue,
		Value: func(key string) any { n, _ := orderKeyNumber(key); return n },
	}
)

// appendOrderKey appends the order key of x, a Decimal or a *big.Int.
func appendOrderKey(b []byte, x any) []byte {
	d, _ := DecimalOf(x)
	var buf [24]byte
	digits := d.digits(buf[:0])
	point := int64(len(digits) - d.Scale())
	digits = digits[:significant(digits)]
	switch d.Sign() {
	case 0:
		b = append(b, keyZero)
	case 1:
		b = append(append(appendPlaces(append(b, keyAbove), point), digits...), keyEnd)
	default:
		b = appendPlaces(append(b, keyBelow), -point)
		for _, c := range digits {
			b = append(b, '0'+'9'-c)
		}
		b = append(b, keyEndBelow)
	}
	return appendPlaces(b, int64(d.scale))
}

// orderKeyValue is the order key without the scale.
func orderKeyValue(key string) string { return key[:len(key)-keyPlaces] }

// orderKeyNumber is the number that an order key stands for, n / 10^scale.
func orderKeyNumber(key string) (n *big.Int, scale int) {
	value, scale := orderKeyValue(key), int(places(key[len(key)-keyPlaces:]))
	n = new(big.Int)
	if value[0] != keyZero {
		point := int(places(value[1 : 1+keyPlaces]))
		digits := []byte(value[1+keyPlaces : len(value)-1])
		if value[0] == keyBelow {
			point = -point
			for i, c := range digits {
				digits[i] = '0' + '9' - c
			}
		}
		n.SetString(string(digits), 10)
		n.Mul(n, tenTo(point+scale-len(digits)))
		if value[0] == keyBelow {
			n.Neg(n)
		}
	}
	return n, scale
}

func appendPlaces(b []byte, x int64) []byte {
	x += keyBias
	for i := keyPlaces - 1; i >= 0; i-- {
		b = append(b, '0'+byte(x>>(6*i)&63))
	}
	return b
}

func places(s string) (x int64) {
	for i := range len(s) {
		x = x<<6 | int64(s[i]-'0')
	}
	return x - keyBias
}
