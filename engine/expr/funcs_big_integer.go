package expr

import (
	"errors"
	"fmt"
	"math/big"

	"starling/engine/column"
)

// bigIntegerFuncs are the constructors and methods of BigInteger.
var bigIntegerFuncs = table{
	"BigInteger#abs":             {"without its sign", ofBigInteger((*big.Int).Abs)},
	"BigInteger#add":             {"the sum", ofBigIntegers((*big.Int).Add)},
	"BigInteger#and":             {"the bits that both have", ofBigIntegers((*big.Int).And)},
	"BigInteger#bitLength":       {"how many bits it has, without its sign", []overload{{"int(BigInteger#)", r1(bitLength), present}}},
	"BigInteger#byteValue":       {"the low 8 bits", bigCast("byte", "BigInteger")},
	"BigInteger#compareTo":       {"-1, 0 or 1 by the order of the two", []overload{{"int(BigInteger#, BigInteger)", re2(compareToBig), fails | present}}},
	"BigInteger#divide":          {"the quotient, cut off", bigDivision((*big.Int).Quo)},
	"BigInteger#doubleValue":     {"the nearest double", bigCast("double", "BigInteger")},
	"BigInteger#equals":          {"whether the two are the same", []overload{{"boolean(BigInteger#, Object)", r2(func(a, b any) int8 { return bit(column.BigInteger.Class.Holds(b) && column.Equal(a, b)) }), present}}},
	"BigInteger#floatValue":      {"the nearest float", bigCast("float", "BigInteger")},
	"BigInteger#gcd":             {"the greatest common divisor", ofBigIntegers(gcd)},
	"BigInteger#intValue":        {"the low 32 bits", bigCast("int", "BigInteger")},
	"BigInteger#intValueExact":   {"its value as an int; an error if it is none", []overload{{"int(BigInteger#)", re1(exactly[int32]), fails | present}}},
	"BigInteger#isProbablePrime": {"whether it is a prime, to a certainty", []overload{{"boolean(BigInteger#, int)", re2(probablePrime), fails | present}}},
	"BigInteger#longValue":       {"the low 64 bits", bigCast("long", "BigInteger")},
	"BigInteger#longValueExact":  {"its value as a long; an error if it is none", []overload{{"long(BigInteger#)", re1(exactly[int64]), fails | present}}},
	"BigInteger#max":             {"the larger of two", choice("BigInteger", 1)},
	"BigInteger#min":             {"the smaller of two", choice("BigInteger", -1)},
	"BigInteger#mod":             {"the remainder, never negative", []overload{{"BigInteger(BigInteger#, BigInteger)", re2(modulo), fails | present}}},
	"BigInteger#multiply":        {"the product", ofBigIntegers((*big.Int).Mul)},
	"BigInteger#negate":          {"with the other sign", ofBigInteger((*big.Int).Neg)},
	"BigInteger#not":             {"its bits the other way round", ofBigInteger((*big.Int).Not)},
	"BigInteger#or":              {"the bits that either has", ofBigIntegers((*big.Int).Or)},
	"BigInteger#pow": {"to the power n", []overload{{"BigInteger(BigInteger#, int)", re2(func(x any, n int32) (any, error) {
		r, err := column.PowInt(x.(*big.Int), int(n))
		return r, tooLarge(err)
	}), fails | present}}},
	"BigInteger#remainder":  {"what is left of a division, with the sign of the first", bigDivision((*big.Int).Rem)},
	"BigInteger#shiftLeft":  {"the number times 2 to the power n", []overload{{"BigInteger(BigInteger#, int)", re2(func(x any, n int32) (any, error) { return shiftBits(x.(*big.Int), int64(n)) }), fails | present}}},
	"BigInteger#shiftRight": {"the number divided by 2 to the power n, rounded down", []overload{{"BigInteger(BigInteger#, int)", re2(func(x any, n int32) (any, error) { return shiftBits(x.(*big.Int), -int64(n)) }), fails | present}}},
	"BigInteger#shortValue": {"the low 16 bits", bigCast("short", "BigInteger")},
	"BigInteger#signum":     {"-1, 0 or 1 by the sign", []overload{{"int(BigInteger#)", r1(func(x any) int32 { return int32(x.(*big.Int).Sign()) }), present}}},
	"BigInteger#subtract":   {"the difference", ofBigIntegers((*big.Int).Sub)},
	"BigInteger#testBit":    {"whether bit n is set", []overload{{"boolean(BigInteger#, int)", re2(testBit), fails | present}}},
	"BigInteger#toString":   {"its text, in digits of a radix", []overload{{"String(BigInteger#)", textKernel(bigIntegerType), present}, {"String(BigInteger#, int)", r2(inRadix), present}}},
	"BigInteger#xor":        {"the bits that one of them has", ofBigIntegers((*big.Int).Xor)},
	"BigInteger.valueOf":    {"the BigInteger of a number", []overload{{"BigInteger(long)", f1(func(x int64) any { return big.NewInt(x) }), 0}}},
	"new BigInteger": {"the whole number in a text, in digits of a radix", []overload{
		{"BigInteger(String)", fe1(func(s string) (any, error) { return parseBigInteger(s, 10) }), fails},
		{"BigInteger(String, int)", fe2(parseBigInteger), fails},
	}},
}

func ofBigInteger(f func(z, x *big.Int) *big.Int) []overload {
	return []overload{{"BigInteger(BigInteger#)", r1(func(x any) any { return f(new(big.Int), x.(*big.Int)) }), present}}
}

func ofBigIntegers(f func(z, x, y *big.Int) *big.Int) []overload {
	return []overload{{"BigInteger(BigInteger#, BigInteger)", re2(unlessNull(bigIntegers(f))), fails | present}}
}

func bigDivision(f func(z, x, y *big.Int) *big.Int) []overload {
	return []overload{{"BigInteger(BigInteger#, BigInteger)", re2(unlessNull(divided(f))), fails | present}}
}

func parseBigInteger(s string, radix int32) (any, error) {
	if radix < 2 || radix > 36 {
		return nil, fmt.Errorf("the radix %d is not from 2 to 36", radix)
	}
	if len(s) > column.MaxDigitBytes*8 {
		return nil, fmt.Errorf("%.40q… %w", s, column.ErrDigits)
	}
	n, ok := new(big.Int).SetString(s, int(radix))
	if !ok {
		return nil, fmt.Errorf("%.40q is no whole number", s)
	}
	return n, tooLarge(column.CheckDigits(n))
}

func bitLength(x any) int32 {
	n := x.(*big.Int)
	if n.Sign() < 0 {
		n = new(big.Int).Not(n)
	}
	return int32(n.BitLen())
}

func gcd(z, x, y *big.Int) *big.Int {
	return z.GCD(nil, nil, new(big.Int).Abs(x), new(big.Int).Abs(y))
}

func modulo(x, y any) (any, error) {
	switch {
	case y == nil:
		return nil, errNullNumber
	case y.(*big.Int).Sign() <= 0:
		return nil, errors.New("the modulus is not positive")
	}
	return new(big.Int).Mod(x.(*big.Int), y.(*big.Int)), nil
}

func shiftBits(x *big.Int, left int64) (any, error) {
	switch {
	case left <= 0:
		return new(big.Int).Rsh(x, uint(-left)), nil
	case x.Sign() != 0 && left > 8*column.MaxDigitBytes:
		return nil, tooLarge(column.ErrDigits)
	case x.Sign() == 0:
		return x, nil
	}
	n := new(big.Int).Lsh(x, uint(left))
	return n, tooLarge(column.CheckDigits(n))
}

func testBit(x any, n int32) (int8, error) {
	if n < 0 {
		return 0, fmt.Errorf("bit %d", n)
	}
	return int8(x.(*big.Int).Bit(int(n))), nil
}

func inRadix(x any, radix int32) string {
	if radix < 2 || radix > 36 {
		radix = 10
	}
	return x.(*big.Int).Text(int(radix))
}

// primeBits bounds the numbers that are tried for primes: it takes time by the cube of them.
const primeBits = 4096

func probablePrime(x any, certainty int32) (int8, error) {
	n := x.(*big.Int)
	if n.BitLen() > primeBits {
		return 0, fmt.Errorf("the number has more than %d bits", primeBits)
	}
	if certainty <= 0 {
		return 1, nil
	}
	return bit(new(big.Int).Abs(n).ProbablyPrime(int(min(certainty, 64)))), nil
}
