package column

import (
	"math/big"
	"reflect"
	"sync"
)

// Class is what the objects of a column are: Java's name of it, and what there is to do
// with one. There is one Class per name, so that they are compared with ==. Only Compare
// is called with null.
type Class struct {
	Name string
	// Equal reports whether two values are equal: for numbers of any size by value.
	Equal func(x, y any) bool
	// Key is what identifies a value among those of the class, see Key; maps hash it.
	Key func(x any) (key any, ok bool)
	// Compare is the order of two values, null first; nil if they have none.
	Compare func(x, y any) int
	// Format is the text of a value, as Java's toString has it.
	Format func(x any) string
	// Order makes texts that stand for values, of a class that has Compare.
	Order *Order

	values reflect.Type // what values are, nil for anything
}

// Order is texts, order keys, that stand for the values of a class and order by bytes as
// the values do.
type Order struct {
	// Append appends the order key of a value.
	Append func(b []byte, x any) []byte
	// Value is the value that an order key stands for.
	Value func(key string) any
	// Same is the part of an order key that values have in common that are equal, as 1.5
	// and 1.50 are, which differ in the rest.
	Same func(key string) string
}

// Holds reports whether x is a value of the class; nil, of which nothing is known, holds all.
func (c *Class) Holds(x any) bool {
	return c == nil || c.values == nil || reflect.TypeOf(x) == c.values
}

// known is the table of classes that have values of their own.
var known = [...]*Class{
	orderedClass("java.math.BigDecimal", CompareBig, decimalOrder, Decimal.String, decimalKey),
	orderedClass("java.math.BigInteger", CompareBig, integerOrder, (*big.Int).String, integerKey),
	plainClass("java.math.MathContext", MathContext.String),
	plainClass("java.math.RoundingMode", Rounding.String),
	wholeClass("java.time.DayOfWeek", DayOfWeek.String),
	wholeClass("java.time.Duration", Duration.String),
	wholeClass("java.time.LocalDate", LocalDate.String),
	orderedClass("java.time.LocalDateTime", compareDateTimes, dateTimeOrder, LocalDateTime.String, itself),
	wholeClass("java.time.LocalTime", LocalTime.String),
	wholeClass("java.time.Month", Month.String),
	plainClass("java.time.Period", Period.String),
	keyedClass("java.time.ZoneId", ZoneID.String, zoneKey),
	orderedClass("java.time.ZonedDateTime", compareZoned, zonedOrder, ZonedDateTime.String, zonedKey),
}

// opened is the other classes that something has named.
var opened sync.Map // of *Class by name

// classOf is the class of the given name. The values of one that is not known tell by
// themselves what they are.
func classOf(name string) *Class {
	for _, c := range known {
		if c.Name == name {
			return c
		}
	}
	c, ok := opened.Load(name)
	if !ok {
		c, _ = opened.LoadOrStore(name, &Class{Name: name, Equal: equalAny, Key: Key, Format: formatAny})
	}
	return c.(*Class)
}

// ClassOf is the class of a value, nil if it is none of those that are known.
func ClassOf(x any) *Class {
	t := reflect.TypeOf(x)
	for _, c := range known {
		if c.values == t {
			return c
		}
	}
	return nil
}

// Equal reports whether two objects are equal, whatever they are, null or not: as Java's
// equals, but for what is Valued and for numbers of any size, which are the same by value.
func Equal(x, y any) bool {
	if v, ok := x.(Valued); ok && y != x {
		return v.EqualTo(y)
	}
	if v, ok := y.(Valued); ok && y != x {
		return v.EqualTo(x)
	}
	if x == nil || y == nil {
		return x == nil && y == nil
	}
	return equalAny(x, y)
}

// Valued is an object, such as one of JSON, that may equal a plain value, or null.
type Valued interface{ EqualTo(x any) bool }

func equalAny(x, y any) bool {
	if c := ClassOf(x); c != nil && c == ClassOf(y) {
		return c.Equal(x, y)
	}
	return reflect.DeepEqual(x, y)
}
