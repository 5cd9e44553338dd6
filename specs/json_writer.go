package specs

import "starling/engine/column"

var jsonWriteKinds = []column.Kind{
	column.Bool, column.Byte, column.Short, column.Char, column.Int, column.Long,
	column.Float, column.Double, column.Instant, column.String, column.Bytes, column.Object,
}
