package expr

import (
	"math/big"

	"starling/engine/column"
)

// bigConstants are the constants of the classes of java.math.
var bigConstants = map[string]constant{
	"BigDecimal.ONE":           {decimalType, column.NewDecimal(big.NewInt(1), 0)},
	"BigDecimal.TEN":           {decimalType, column.NewDecimal(big.NewInt(10), 0)},
	"BigDecimal.ZERO":          {decimalType, column.Decimal{}},
	"BigInteger.ONE":           {bigIntegerType, big.NewInt(1)},
	"BigInteger.TEN":           {bigIntegerType, big.NewInt(10)},
	"BigInteger.TWO":           {bigIntegerType, big.NewInt(2)},
	"BigInteger.ZERO":          {bigIntegerType, new(big.Int)},
	"MathContext.DECIMAL128":   {mathContextType, column.MathContext{Digits: 34, Mode: column.HalfEven}},
	"MathContext.DECIMAL32":    {mathContextType, column.MathContext{Digits: 7, Mode: column.HalfEven}},
	"MathContext.DECIMAL64":    {mathContextType, column.MathContext{Digits: 16, Mode: column.HalfEven}},
	"MathContext.UNLIMITED":    {mathContextType, column.MathContext{Digits: 0, Mode: column.HalfUp}},
	"RoundingMode.CEILING":     {roundingType, column.Ceiling},
	"RoundingMode.DOWN":        {roundingType, column.RoundDown},
	"RoundingMode.FLOOR":       {roundingType, column.Floor},
	"RoundingMode.HALF_DOWN":   {roundingType, column.HalfDown},
	"RoundingMode.HALF_EVEN":   {roundingType, column.HalfEven},
	"RoundingMode.HALF_UP":     {roundingType, column.HalfUp},
	"RoundingMode.UNNECESSARY": {roundingType, column.Unnecessary},
	"RoundingMode.UP":          {roundingType, column.RoundUp},
}
