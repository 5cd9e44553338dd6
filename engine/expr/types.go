package expr

import (
	"strings"

	"starling/engine/column"
)

var (
	boolType    = column.Of(column.Bool)
	byteType    = column.Of(column.Byte)
	shortType   = column.Of(column.Short)
	charType    = column.Of(column.Char)
	intType     = column.Of(column.Int)
	longType    = column.Of(column.Long)
	floatType   = column.Of(column.Float)
	doubleType  = column.Of(column.Double)
	instantType = column.Of(column.Instant)
	stringType  = column.Of(column.String)
	bytesType   = column.Of(column.Bytes)
	objectType  = column.Anything
	nullType    = column.ObjectOf("null") // of the literal null, until it meets another type
)

// primitives are Java's primitive types and their names.
var primitives = map[string]column.Type{
	"boolean": boolType, "byte": byteType, "short": shortType, "char": charType,
	"int": intType, "long": longType, "float": floatType, "double": doubleType,
}

// classes are the classes known by their simple name.
var classes = map[string]column.Type{
	"Boolean": boolType, "Byte": byteType, "Short": shortType, "Character": charType,
	"Integer": intType, "Long": longType, "Float": floatType, "Double": doubleType,
	"String": stringType, "CharSequence": stringType, "Object": objectType, "Instant": instantType,
	"PyObject": column.PyObject, "Duration": durationType, "Period": periodType,
	"LocalDate": localDateType, "LocalTime": localTimeType, "LocalDateTime": localDateTimeType,
	"ZonedDateTime": zonedDateTimeType, "ZoneId": zoneIDType, "DayOfWeek": dayOfWeekType, "Map": column.Map,
	"BinSearchAlgo": searchType, "Comparator": comparatorType,
	"Month": monthType, "ZoneOffset": zoneOffsetType, "ChronoUnit": chronoUnitType, "ChronoField": chronoFieldType, "Date": dateType, "DateTimeFormatter": formatterType, "SimpleDateFormat": column.ObjectOf("java.text.SimpleDateFormat"),
	"Year": column.ObjectOf("java.time.Year"), "YearMonth": column.ObjectOf("java.time.YearMonth"),
	"OffsetDateTime":   column.ObjectOf("java.time.OffsetDateTime"),
	"BusinessCalendar": column.ObjectOf("io.deephaven.time.calendar.BusinessCalendar"), "CalendarDay": column.ObjectOf("io.deephaven.time.calendar.CalendarDay"),
	"Clock": column.ObjectOf("io.deephaven.base.clock.Clock"), "Color": colorType, "UUID": column.ObjectOf("java.util.UUID"), "Optional": column.ObjectOf("java.util.Optional"), "StringBuilder": column.ObjectOf("java.lang.StringBuilder"),
	"List": column.ObjectOf("java.util.List"), "Random": column.ObjectOf("java.util.Random"), "Thread": column.ObjectOf("java.lang.Thread"),
	"BigDecimal": decimalType, "BigInteger": bigIntegerType, "RoundingMode": roundingType, "MathContext": mathContextType,
}

// results are the classes of what methods give that formulas need not name.
var results = map[string]column.Type{
	"ArrayList": column.ObjectOf("java.util.ArrayList"), "Chars": charSequence,
	"Class": column.ObjectOf("java.lang.Class"), "IntStream": column.ObjectOf("java.util.stream.IntStream"), "Stream": column.ObjectOf("java.util.stream.Stream"),
	"Set": column.ObjectOf("java.util.Set"),
}

// packages whose classes are known by their full name too.
var packages = []string{"java.lang.", "java.math.", "java.time.", "java.time.temporal.", "java.time.format.", "java.util.", "java.text.", "org.jpy.", "io.deephaven.function.", "io.deephaven.time.", "io.deephaven.time.calendar.", "io.deephaven.base.clock.", "io.deephaven.util.", "io.deephaven.gui.color."}

// simpleName is a class name without its package, if the package is a known one.
func simpleName(class string) string {
	for _, p := range packages {
		if rest, ok := strings.CutPrefix(class, p); ok && !strings.Contains(rest, ".") {
			return rest
		}
	}
	return class
}

func primitive(name string) bool {
	_, ok := primitives[name]
	return ok
}

// classType is the type a formula names: int, String, java.time.Instant, int[] …
func classType(name string) (column.Type, bool) {
	if elem, ok := strings.CutSuffix(name, "[]"); ok {
		t, ok := classType(elem)
		switch {
		case !ok:
			return column.Type{}, false
		case elem == "Boolean":
			return column.ArrayOf(t), true
		}
		return arrayOf(t), true
	}
	if t, ok := primitives[name]; ok {
		return t, true
	}
	t, ok := classes[simpleName(name)]
	return t, ok
}

// typeName is how errors and signatures name a type: int, String, int[].
func typeName(t column.Type) string {
	switch {
	case t == nullType:
		return "null"
	case t.Kind == column.Bool:
		return "boolean"
	}
	if e, ok := elemOf(t); ok {
		return typeName(e) + "[]"
	}
	s := t.String()
	return s[strings.LastIndexByte(s, '.')+1:]
}

// arrayOf is the type of arrays of t; those of boolean are of Java's primitive.
func arrayOf(t column.Type) column.Type {
	if t.Kind == column.Bool {
		return column.Bools
	}
	return column.ArrayOf(t)
}

// elemOf is the type of the elements of an array type.
func elemOf(t column.Type) (column.Type, bool) {
	if t.Group() {
		return column.Type{}, false
	}
	return t.Elem()
}

// isArrayOf reports whether t goes as the array of a parameter T...: Object... takes
// arrays of any objects.
func isArrayOf(t, param column.Type) bool {
	if t == param {
		return true
	}
	elem, ok := elemOf(t)
	of, _ := elemOf(param)
	return ok && of == objectType && isObject(elem) || sameBooleans(t, param)
}

// sameBooleans reports whether x and y are arrays of booleans, be they primitive or objects.
func sameBooleans(x, y column.Type) bool {
	a, ok := elemOf(x)
	b, some := elemOf(y)
	return ok && some && a == boolType && b == boolType
}

func isObject(t column.Type) bool { return t.Kind == column.Object || t.Kind == column.List }

// isJSON reports whether t is that of JSON values of any type.
func isJSON(t column.Type) bool {
	return t.Kind == column.Object && strings.HasPrefix(t.String(), "com.fasterxml.jackson.")
}

// equalsJSON reports whether values of type t may equal JSON values.
func equalsJSON(t column.Type) bool {
	return arithmetic(t) || t.Kind == column.String || t.Kind == column.Bool || t == objectType || isJSON(t)
}

func isScript(t column.Type) bool { return t == column.PyObject }

// arithmetic reports whether t takes part in arithmetic: numbers and char.
func arithmetic(t column.Type) bool { return t.Kind.Numeric() || t.Kind == column.Char }

// integral reports whether t is a whole number or char.
func integral(t column.Type) bool { return t.Kind.Integral() || t.Kind == column.Char }

// widths order the numeric kinds by Java's widening.
var widths = [...]int{column.Byte: 1, column.Short: 2, column.Char: 2, column.Int: 3, column.Long: 4, column.Float: 5, column.Double: 6}

func width(t column.Type) int {
	if int(t.Kind) < len(widths) {
		return widths[t.Kind]
	}
	return 0
}

// promote is the type of x + y for numbers: int at least, otherwise the wider.
func promote(x, y column.Type) column.Type {
	switch w := max(width(x), width(y)); w {
	case 6:
		return doubleType
	case 5:
		return floatType
	case 4:
		return longType
	}
	return intType
}

// widens reports whether a value of type from is taken where to is wanted, and how far
// apart they are.
func widens(from, to column.Type) (cost int, ok bool) {
	switch {
	case from == to:
		return 0, true
	case from == nullType:
		if isObject(to) || to.Kind == column.String || to.Kind == column.Instant || to.Kind == column.Bytes {
			return 1, true
		}
		return 2, true
	case from == zoneOffsetType && to == zoneIDType:
		return 1, true
	case arithmetic(from) && arithmetic(to):
		if width(from) < width(to) && to.Kind != column.Char || from.Kind == column.Char && to.Kind == column.Int {
			return width(to) - width(from), true
		}
	case to == objectType:
		return 20, true
	case sameBooleans(from, to):
		return 1, true
	}
	return 0, false
}
