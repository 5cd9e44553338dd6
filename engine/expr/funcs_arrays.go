package expr

// javaArrayFuncs are the static functions of java.util.Arrays.
var javaArrayFuncs = join(expand(
	kind{"byte", "", textLines[int8]("byte")}, kind{"short", "", textLines[int16]("short")}, kind{"int", "", textLines[int32]("int")},
	kind{"long", "", textLines[int64]("long")}, kind{"float", "", textLines[float32]("float")}, kind{"double", "", textLines[float64]("double")},
	kind{"char", "", textLines[uint16]("char")}, kind{"boolean", "", textLines[int8]("boolean")},
), expand(objectKinds(nil, textLines[int64]("Instant"), textLines[string]("String"), func(func(x, y any) int32) []line { return textLines[any]("Object") })...))

func textLines[T any](elem string) []line {
	return []line{{"Arrays.toString", "the array as [1, 2, null]", "String(T[])", arrayText(mustType(elem + "[]")), present}}
}
