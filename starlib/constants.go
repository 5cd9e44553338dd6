package starlib

import (
	"math"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/starlib/py"
)

// constantEntries is the module deephaven.constants.
func constantEntries() []py.Entry {
	whole := func(name string, n int64) py.Entry { return py.Entry{Sig: name, Value: starlark.MakeInt64(n)} }
	float := func(name string, x float64) py.Entry { return py.Entry{Sig: name, Value: starlark.Float(x)} }
	return []py.Entry{
		whole("MAX_BYTE", math.MaxInt8),
		whole("MAX_CHAR", math.MaxUint16-1),
		float("MAX_DOUBLE", math.Inf(1)),
		float("MAX_FINITE_DOUBLE", math.MaxFloat64),
		float("MAX_FINITE_FLOAT", math.MaxFloat32),
		float("MAX_FLOAT", math.Inf(1)),
		whole("MAX_INT", math.MaxInt32),
		whole("MAX_LONG", math.MaxInt64),
		whole("MAX_SHORT", math.MaxInt16),
		whole("MIN_BYTE", math.MinInt8+1),
		whole("MIN_CHAR", 0),
		float("MIN_DOUBLE", math.Inf(-1)),
		float("MIN_FINITE_DOUBLE", math.Nextafter(-math.MaxFloat64, 0)),
		float("MIN_FINITE_FLOAT", float64(math.Nextafter32(-math.MaxFloat32, 0))),
		float("MIN_FLOAT", math.Inf(-1)),
		whole("MIN_INT", math.MinInt32+1),
		whole("MIN_LONG", math.MinInt64+1),
		float("MIN_POS_DOUBLE", math.SmallestNonzeroFloat64),
		float("MIN_POS_FLOAT", math.SmallestNonzeroFloat32),
		whole("MIN_SHORT", math.MinInt16+1),
		float("NAN_DOUBLE", math.NaN()),
		float("NAN_FLOAT", math.NaN()),
		float("NEG_INFINITY_DOUBLE", math.Inf(-1)),
		float("NEG_INFINITY_FLOAT", math.Inf(-1)),
		{Sig: "NULL_BOOLEAN", Value: starlark.None},
		whole("NULL_BYTE", int64(column.NullByte)),
		whole("NULL_CHAR", int64(column.NullChar)),
		float("NULL_DOUBLE", column.NullDouble),
		float("NULL_FLOAT", float64(column.NullFloat)),
		whole("NULL_INT", int64(column.NullInt)),
		whole("NULL_LONG", column.NullLong),
		whole("NULL_SHORT", int64(column.NullShort)),
		float("POS_INFINITY_DOUBLE", math.Inf(1)),
		float("POS_INFINITY_FLOAT", math.Inf(1)),
	}
}
