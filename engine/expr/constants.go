package expr

import (
	"math"
	"slices"

	"starling/engine/column"
)

// constant is a named constant of formulas.
type constant struct {
	typ   column.Type
	value any
}

// staticClasses are the classes that have only functions and constants.
var staticClasses = []string{"Math", "StrictMath", "Basic", "Numeric", "Cast", "Parse", "Logic", "Sort", "BinSearch", "Random", "Arrays", "DateTimeUtils", "StaticCalendarMethods", "Calendars", "QueryConstants", "Objects", "System", "Collections"}

func isConstant(name string) bool { _, ok := constants[name]; return ok }

// imported are the classes whose functions and constants formulas know without the class.
var imported = []string{"Basic", "Numeric", "Cast", "Parse", "Logic", "Sort", "BinSearch", "Random", "DateTimeUtils", "StaticCalendarMethods", "Calendars", "Color", "QueryConstants"}

// memberName is what the tables call a function or constant of a class, where has says whether they do.
func memberName(class, name string, has func(string) bool) string {
	simple := simpleName(class)
	if simple == "StrictMath" { // which has what Math has
		simple = "Math"
	}
	if full := simple + "." + name; has(full) || !slices.Contains(imported, simple) || !has(name) {
		return full
	}
	return name
}

const (
	second = int64(1e9)
	day    = 86400 * second
)

// constants are the auto-imported constants and those of classes.
var constants = map[string]constant{
	"BS_ANY":                    {searchType, searchAny},
	"BS_HIGHEST":                {searchType, searchHighest},
	"BS_LOWEST":                 {searchType, searchLowest},
	"Byte.MAX_VALUE":            {byteType, int8(math.MaxInt8)},
	"Byte.MIN_VALUE":            {byteType, nil},
	"Character.MAX_VALUE":       {charType, nil},
	"Character.MIN_VALUE":       {charType, uint16(0)},
	"DAY":                       {longType, day},
	"DAYS_PER_NANO":             {doubleType, 1 / float64(day)},
	"Double.MAX_VALUE":          {doubleType, math.MaxFloat64},
	"Double.MIN_VALUE":          {doubleType, math.SmallestNonzeroFloat64},
	"Double.NEGATIVE_INFINITY":  {doubleType, math.Inf(-1)},
	"Double.NaN":                {doubleType, math.NaN()},
	"Double.POSITIVE_INFINITY":  {doubleType, math.Inf(1)},
	"E":                         {doubleType, math.E},
	"Float.MAX_VALUE":           {floatType, float32(math.MaxFloat32)},
	"Float.NaN":                 {floatType, float32(math.NaN())},
	"Float.MIN_VALUE":           {floatType, float32(math.SmallestNonzeroFloat32)},
	"Float.NEGATIVE_INFINITY":   {floatType, float32(math.Inf(-1))},
	"Float.POSITIVE_INFINITY":   {floatType, float32(math.Inf(1))},
	"HOUR":                      {longType, 3600 * second},
	"HOURS_PER_NANO":            {doubleType, 1 / float64(3600*second)},
	"Integer.MAX_VALUE":         {intType, int32(math.MaxInt32)},
	"Integer.MIN_VALUE":         {intType, nil},
	"Long.MAX_VALUE":            {longType, int64(math.MaxInt64)},
	"Long.MIN_VALUE":            {longType, nil},
	"MAX_BYTE":                  {byteType, int8(math.MaxInt8)},
	"MAX_CHAR":                  {charType, uint16(math.MaxUint16 - 1)},
	"MAX_DOUBLE":                {doubleType, math.Inf(1)},
	"MAX_FINITE_DOUBLE":         {doubleType, math.MaxFloat64},
	"MAX_FINITE_FLOAT":          {floatType, float32(math.MaxFloat32)},
	"MAX_FLOAT":                 {floatType, float32(math.Inf(1))},
	"MAX_INT":                   {intType, int32(math.MaxInt32)},
	"MAX_LONG":                  {longType, int64(math.MaxInt64)},
	"MAX_SHORT":                 {shortType, int16(math.MaxInt16)},
	"MICRO":                     {longType, int64(1e3)},
	"MILLI":                     {longType, int64(1e6)},
	"MINUTE":                    {longType, 60 * second},
	"MINUTES_PER_NANO":          {doubleType, 1 / float64(60*second)},
	"MIN_BYTE":                  {byteType, int8(math.MinInt8 + 1)},
	"MIN_CHAR":                  {charType, uint16(0)},
	"MIN_DOUBLE":                {doubleType, math.Inf(-1)},
	"MIN_FINITE_DOUBLE":         {doubleType, math.Nextafter(-math.MaxFloat64, 0)},
	"MIN_FINITE_FLOAT":          {floatType, math.Nextafter32(-math.MaxFloat32, 0)},
	"MIN_FLOAT":                 {floatType, float32(math.Inf(-1))},
	"MIN_INT":                   {intType, int32(math.MinInt32 + 1)},
	"MIN_LONG":                  {longType, int64(math.MinInt64 + 1)},
	"MIN_POS_DOUBLE":            {doubleType, math.SmallestNonzeroFloat64},
	"MIN_POS_FLOAT":             {floatType, float32(math.SmallestNonzeroFloat32)},
	"MIN_SHORT":                 {shortType, int16(math.MinInt16 + 1)},
	"Math.E":                    {doubleType, math.E},
	"Math.PI":                   {doubleType, math.Pi},
	"NAN_DOUBLE":                {doubleType, math.NaN()},
	"NAN_FLOAT":                 {floatType, float32(math.NaN())},
	"NEG_INFINITY_DOUBLE":       {doubleType, math.Inf(-1)},
	"NEG_INFINITY_FLOAT":        {floatType, float32(math.Inf(-1))},
	"NULL_BOOLEAN":              {boolType, nil},
	"NULL_BYTE_BOXED":           {byteType, nil},
	"NULL_BYTE":                 {byteType, nil},
	"NULL_CHAR_BOXED":           {charType, nil},
	"NULL_CHAR":                 {charType, nil},
	"NULL_DOUBLE_BOXED":         {doubleType, nil},
	"NULL_DOUBLE":               {doubleType, nil},
	"NULL_FLOAT_BOXED":          {floatType, nil},
	"NULL_FLOAT":                {floatType, nil},
	"NULL_INT_BOXED":            {intType, nil},
	"NULL_INT":                  {intType, nil},
	"NULL_LONG_BOXED":           {longType, nil},
	"NULL_LONG":                 {longType, nil},
	"NULL_SHORT_BOXED":          {shortType, nil},
	"NULL_SHORT":                {shortType, nil},
	"PI":                        {doubleType, math.Pi},
	"POS_INFINITY_DOUBLE":       {doubleType, math.Inf(1)},
	"POS_INFINITY_FLOAT":        {floatType, float32(math.Inf(1))},
	"SECOND":                    {longType, second},
	"SECONDS_PER_NANO":          {doubleType, 1 / float64(second)},
	"Short.MAX_VALUE":           {shortType, int16(math.MaxInt16)},
	"Short.MIN_VALUE":           {shortType, nil},
	"WEEK":                      {longType, 7 * day},
	"YEARS_PER_NANO_365":        {doubleType, 1 / float64(365*day)},
	"YEARS_PER_NANO_AVG":        {doubleType, 1 / float64(31556952*second)},
	"YEAR_365":                  {longType, 365 * day},
	"ZERO_LENGTH_INSTANT_ARRAY": {column.ArrayOf(instantType), []int64{}},
	"YEAR_AVG":                  {longType, 31556952 * second},
}
