package wire_test

import (
	"fmt"
	"math"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// What has no place in a column is not appended, and its sentinel is null.
func TestColumn(t *testing.T) {
	const big = "is out of range"
	for _, c := range []struct {
		kind column.Kind
		put  func(c *wire.Column) (why string)
		want any // the value, or why there is none
	}{
		{column.Byte, fit(127), int8(127)},
		{column.Byte, fit(-128), nil},
		{column.Byte, fit(128), wiretest.Bad(big)},
		{column.Short, fit(-32769), wiretest.Bad(big)},
		{column.Char, fit(65), uint16('A')},
		{column.Char, fit(65535), nil},
		{column.Char, fit(-1), wiretest.Bad(big)},
		{column.Int, fit(math.MinInt32), nil},
		{column.Int, fit(1 << 31), wiretest.Bad(big)},
		{column.Long, fit(math.MinInt64), nil},
		{column.Instant, fit(5), int64(5)},
		{column.Int, text(" 12 "), int32(12)},
		{column.Int, text("1.20e1"), int32(12)},
		{column.Int, text("1.5"), wiretest.Bad("is not a whole number")},
		{column.Int, text("99999999999"), wiretest.Bad(big)},
		{column.Long, text("NaN"), wiretest.Bad("is not a number")},
		{column.Double, text("-Infinity"), math.Inf(-1)},
		{column.Double, text("1e400"), math.Inf(1)},
		{column.Double, text("x"), wiretest.Bad("is not a number")},
		{column.Float, text("0.1"), float32(0.1)},
		{column.Float, text("1e39"), float32(math.Inf(1))},
		{column.String, func(c *wire.Column) string { c.UTF8([]byte("a\xe2\x82b")); return "" }, "a\ufffdb"},
		{column.String, func(c *wire.Column) string { c.Any("x"); return "" }, "x"},
		{column.String, func(c *wire.Column) string { c.Any(nil); return "" }, nil},
		{column.Bool, func(c *wire.Column) string { c.Any(true); return "" }, true},
		{column.Object, func(c *wire.Column) string { c.Any(wire.Instant(1)); return "" }, wire.Instant(1)},
	} {
		b := wire.Bind(column.NewBuilder(column.Of(c.kind)))
		var err error
		if why := c.put(&b); why != "" {
			err = fmt.Errorf("%s", why)
		}
		wiretest.CheckDecoded(t, fmt.Sprintf("%s, want %v", c.kind, c.want), err, b.Dst, c.want)
	}
}

func fit(v int64) func(c *wire.Column) string {
	return func(c *wire.Column) string { return c.FitWhole(v) }
}

func text(s string) func(c *wire.Column) string {
	return func(c *wire.Column) string { return c.NumberText([]byte(s), new(wire.Number)) }
}
