package column

import (
	"math/big"
	"slices"
	"testing"
)

// classValues is values of each known class: those of a line are equal, and each line is
// above the one before it if the class has an order.
func classValues(t *testing.T) map[string][][]any {
	dec := func(s string) any {
		d, err := ParseDecimal(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	zone := func(name string) ZoneID {
		z, err := LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	huge := func(sign int64) any { return new(big.Int).Lsh(big.NewInt(sign), 100) }
	return map[string][][]any{
		"java.math.BigDecimal":    {{dec("-7.125")}, {dec("0"), dec("0.00")}, {dec("1.5"), dec("1.50")}, {dec("1E+3"), dec("1000")}},
		"java.math.BigInteger":    {{huge(-1), huge(-1)}, {big.NewInt(0), big.NewInt(0)}, {big.NewInt(7)}, {huge(1), huge(1)}},
		"java.math.MathContext":   {{MathContext{7, HalfUp}}, {MathContext{7, HalfEven}}},
		"java.math.RoundingMode":  {{HalfUp}, {HalfEven}},
		"java.time.DayOfWeek":     {{DayOfWeek(1)}, {DayOfWeek(7)}},
		"java.time.Duration":      {{Duration(-5)}, {Duration(0)}, {Duration(1 << 62)}},
		"java.time.LocalDate":     {{LocalDate(-1)}, {LocalDate(0), LocalDate(0)}, {LocalDate(19_675)}},
		"java.time.LocalDateTime": {{LocalDateTime{-1, 5}}, {LocalDateTime{0, 0}}, {LocalDateTime{0, 1}}, {LocalDateTime{1, 0}}},
		"java.time.LocalTime":     {{LocalTime(0)}, {LocalTime(1)}},
		"java.time.Month":         {{Month(1)}, {Month(12)}},
		"java.time.Period":        {{Period{1, 2, 3}, Period{1, 2, 3}}, {Period{1, 2, 4}}},
		"java.time.ZoneId":        {{zone("Europe/Berlin"), zone("Europe/Berlin")}, {zone("UTC")}, {zone("+01:00"), zone("+01:00")}},
		"java.time.ZonedDateTime": {
			{ZonedDateTime{-1, zone("UTC")}},
			{ZonedDateTime{5, zone("+01:00")}, ZonedDateTime{5, zone("+01:00")}},
			{ZonedDateTime{5, zone("America/New_York")}, ZonedDateTime{5, zone("America/New_York")}},
			{ZonedDateTime{5, zone("UTC")}},
		},
	}
}

// TestClasses: equality, keys, order and order keys of each class agree, and its values are
// of no other.
func TestClasses(t *testing.T) {
	all := classValues(t)
	for _, c := range known {
		lines := all[c.Name]
		if lines == nil {
			t.Errorf("%s has no values here", c.Name)
		}
		for i, line := range lines {
			for _, x := range line {
				if ClassOf(x) != c || ObjectOf(c.Name).Class != c || !c.Holds(x) {
					t.Errorf("%v is of class %v, want %s", x, ClassOf(x), c.Name)
				}
				for k, other := range lines {
					for _, y := range other {
						checkClass(t, c, x, y, i, k)
					}
				}
			}
		}
		for name, lines := range all {
			if name != c.Name && c.Holds(lines[0][0]) {
				t.Errorf("%s holds a %s", c.Name, name)
			}
		}
	}
}

// checkClass checks two values of class c, of which the first is on line i, the other on k.
func checkClass(t *testing.T, c *Class, x, y any, i, k int) {
	a, _ := c.Key(x)
	b, _ := c.Key(y)
	if same := i == k; (a == b) != same || c.Equal(x, y) != same || Equal(x, y) != same || Same(x, y) != same {
		t.Errorf("%s %v and %v: keys %v and %v, equal %v", c.Name, x, y, a, b, c.Equal(x, y))
	}
	if c.Compare == nil {
		return
	}
	order := func(n int) int { return max(-1, min(n, 1)) }
	if c.Compare(nil, x) >= 0 || c.Compare(x, nil) <= 0 || c.Compare(nil, nil) != 0 {
		t.Errorf("%s: null is not below %v", c.Name, x)
	}
	p, q := string(c.Order.Append(nil, x)), string(c.Order.Append(nil, y))
	if n := order(c.Compare(x, y)); n != order(i-k) || n != order(compareOrder(c.Order, p, q)) {
		t.Errorf("%s %v to %v: %d, by order keys %d", c.Name, x, y, n, compareOrder(c.Order, p, q))
	}
	if back := c.Order.Value(p); !c.Equal(back, x) || c.Format(back) != c.Format(x) {
		t.Errorf("%s %v: %v back from its order key", c.Name, x, back)
	}
}

func compareOrder(o *Order, p, q string) int {
	return slices.Compare([]byte(o.Same(p)), []byte(o.Same(q)))
}

// TestOpenClass: the values of a class that is not known tell what they are.
func TestOpenClass(t *testing.T) {
	c := ObjectOf("com.example.Thing").Class
	switch {
	case c != ObjectOf("com.example.Thing").Class || c == Anything.Class:
		t.Error("a name has not one class")
	case ObjectOf("com.example.Thing").Ordered():
		t.Error("things have an order")
	case !c.Holds(5) || !c.Equal(LocalDate(1), LocalDate(1)) || c.Equal(LocalDate(1), Duration(1)) || c.Format(LocalDate(1)) != "1970-01-02":
		t.Error("values within do not tell what they are")
	}
	if !Equal(nil, nil) || Equal(nil, 1) || Equal(1, nil) || !Equal([]any{1}, []any{1}) {
		t.Error("null, and what has no class, is not equal as Java has it")
	}
}
