package expr

import (
	"crypto/md5" //nolint:gosec // what Java's nameUUIDFromBytes is made of
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/internal/wall"
)

// javaFuncs are the static functions of small classes of java.util and java.lang, and the
// methods of what they give.
var javaFuncs = joinedTables(methods(table{
	"List#contains":      {"whether a value is among them", j2(func(l ObjectList, x any) bool { return l.indexOf(x) >= 0 })},
	"List#get":           {"the value at an index from 0", je2(ObjectList.get)},
	"List#indexOf":       {"the index of a value, -1 if it is not there", j2(func(l ObjectList, x any) int32 { return int32(l.indexOf(x)) })},
	"List#isEmpty":       {"whether there are none", j1(func(l ObjectList) bool { return len(l) == 0 })},
	"List#size":          {"how many there are", j1(func(l ObjectList) int32 { return int32(len(l)) })},
	"Optional#get":       {"the value; an error if there is none", je1(Optional.get)},
	"Optional#isEmpty":   {"whether there is no value", j1(func(o Optional) bool { return o.x == nil })},
	"Optional#isPresent": {"whether there is a value", j1(func(o Optional) bool { return o.x != nil })},
	"StringBuilder#append": {"with the text of a value behind it", []overload{
		{"StringBuilder(StringBuilder, Object)", r2(appendTo), fails | present},
	}},
	"StringBuilder#length":         {"the number of characters", j1(func(b StringBuilder) int32 { return length(string(b)) })},
	"StringBuilder#reverse":        {"the characters from the last to the first", j1(backwards)},
	"UUID#getLeastSignificantBits": {"the last 64 bits", j1(func(u UUID) int64 { return int64(binary.BigEndian.Uint64(u[8:])) })},
	"UUID#getMostSignificantBits":  {"the first 64 bits", j1(func(u UUID) int64 { return int64(binary.BigEndian.Uint64(u[:8])) })},
	"UUID#version":                 {"how it was made, 4 at random", j1(func(u UUID) int32 { return int32(u[6] >> 4) })},
	"Thread#getName":               {"the name of the thread, main", j1(func(t Thread) string { return string(t) })},
}), table{
	"Optional#orElse": {"the value, or another if there is none", []overload{
		{"String(Optional#, String)", re2(func(o any, s string) (string, error) {
			if x, ok := o.(Optional).x.(string); ok {
				return x, nil
			}
			return s, nil
		}), fails},
		{"Object(Optional#, Object)", r2(func(o, x any) any {
			if v := o.(Optional).x; v != nil {
				return v
			}
			return x
		}), 0},
	}},

	"Arrays.asList":         {"a list of values", listFunc},
	"Collections.emptyList": {"a list of nothing", j0(func() (ObjectList, error) { return ObjectList{}, nil })},
	"List.of":               {"a list of values", listFunc},

	"Objects.equals":   {"whether the two are the same, or both null", []overload{{"boolean(Object, Object)", r2(func(x, y any) int8 { return bit(column.Equal(x, y)) }), present}}},
	"Objects.hash":     {"a hash of all values", []overload{{"int(Object...)", hashAll, fails | present}}},
	"Objects.hashCode": {"the hash of the value, 0 of null", []overload{{"int(Object)", re1(hashOrZero), fails | present}}},
	"Objects.isNull":   {"whether it is null", []overload{{"boolean(Object)", isNullObject, present}}},
	"Objects.nonNull":  {"whether it is not null", []overload{{"boolean(Object)", r1(func(x any) int8 { return bit(!column.Equal(x, nil)) }), present}}},
	"Objects.requireNonNull": {"the value; an error if it is null", []overload{
		{"String(String)", re1(func(s string) (string, error) {
			if column.IsNullString(s) {
				return s, errNullObject
			}
			return s, nil
		}), fails | present},
		{"Object(Object)", re1(func(x any) (any, error) {
			if x == nil {
				return x, errNullObject
			}
			return x, nil
		}), fails | present},
	}},
	"Objects.requireNonNullElse": {"the value, or another if it is null", []overload{
		{"String(String, String)", r2(replaceIfNull[string]), 0},
		{"Object(Object, Object)", r2(replaceIfNull[any]), 0},
	}},
	"Objects.toString": {"the text of the value, null as text or as is given", []overload{
		{"String(Object)", textKernel(objectType), present},
		{"String(Object, String)", r2(func(x any, s string) string {
			if x == nil {
				return s
			}
			return string(column.Java.Append(nil, x))
		}), 0},
	}},

	"Optional.empty":      {"no value", j0(func() (Optional, error) { return Optional{}, nil })},
	"Optional.of":         {"a value, which is not null", je1(func(x any) (Optional, error) { return Optional{x}, nil })},
	"Optional.ofNullable": {"a value, or none of null", []overload{{"Optional(Object)", r1(func(x any) any { return Optional{x} }), present}}},

	"System.currentTimeMillis": {"the time of now in milliseconds since 1970", []overload{{"long()", r0(func() int64 { return wall.Now().UnixMilli() }), impure | present}}},
	"System.lineSeparator":     {"what ends a line", j0(func() (string, error) { return "\n", nil })},
	"System.nanoTime":          {"a number of nanoseconds to measure by", []overload{{"long()", r0(func() int64 { return wall.Now().Sub(began).Nanoseconds() }), impure | present}}},

	"Thread.currentThread": {"the thread that computes, main", j0(func() (Thread, error) { return "main", nil })},

	"UUID.fromString":        {"the UUID that a text is", je1(parseUUID)},
	"UUID.nameUUIDFromBytes": {"the UUID of bytes (version 3)", []overload{{"UUID(byte[])", r1(nameUUID), present}}},
	"UUID.randomUUID":        {"a new UUID (version 4)", []overload{{"UUID()", r0(randomUUID), impure | present}}},

	"new UUID": {"the UUID of its two halves", je2(func(most, least int64) (u UUID, err error) {
		binary.BigEndian.PutUint64(u[:8], uint64(most))
		binary.BigEndian.PutUint64(u[8:], uint64(least))
		return u, nil
	})},
	"new ArrayList":     {"a list of nothing", []overload{{"ArrayList()", r0(func() any { return ObjectList{} }), present}}},
	"new Object":        {"an object that equals nothing else", []overload{{"Object()", r0(func() any { return &object{} }), impure | present}}},
	"new StringBuilder": {"text to append to", joined(j0(func() (StringBuilder, error) { return "", nil }), je1(func(s string) (StringBuilder, error) { return StringBuilder(s), nil }))},
})

var began = wall.Now()

// object is a java.lang.Object of its own.
type object struct{ _ byte }

// String is Java's text of an object that says no more, with its address.
func (o *object) String() string { return fmt.Sprintf("java.lang.Object@%x", hashOfAddress(o)) }

func hashOfAddress(o *object) uint32 {
	var n uint64
	_, _ = fmt.Sscanf(fmt.Sprintf("%p", o), "0x%x", &n)
	return uint32(n) ^ uint32(n>>32)
}

// ObjectList is a java.util.List of values of any types.
type ObjectList []any

// String is the values in brackets.
func (l ObjectList) String() string {
	texts := make([]string, len(l))
	for i, x := range l {
		if texts[i] = "null"; x != nil {
			texts[i] = string(column.Java.Append(nil, x))
		}
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func (l ObjectList) get(i int32) (any, error) {
	if i < 0 || int(i) >= len(l) {
		return nil, fmt.Errorf("index %d is out of bounds for length %d", i, len(l))
	}
	return l[i], nil
}

func (l ObjectList) indexOf(x any) int {
	for i, y := range l {
		if column.Equal(x, y) {
			return i
		}
	}
	return -1
}

// listFunc makes a List of its arguments.
var listFunc = []overload{{"List(Object...)", func(c *call) error {
	out, in := grow[any](c.out, c.n), arraysOf[any](c.args[0])
	for i := range out {
		s, _ := in.at(i)
		out[i] = ObjectList(append([]any{}, s...))
	}
	return nil
}, present}}

// Optional is a java.util.Optional; x is nil if there is no value.
type Optional struct{ x any }

// String is Optional[x], or Optional.empty.
func (o Optional) String() string {
	if o.x == nil {
		return "Optional.empty"
	}
	return "Optional[" + string(column.Java.Append(nil, o.x)) + "]"
}

func (o Optional) get() (any, error) {
	if o.x == nil {
		return nil, fmt.Errorf("there is no value; ask isPresent() first, or give another with orElse")
	}
	return o.x, nil
}

// StringBuilder is a java.lang.StringBuilder that each method makes anew.
type StringBuilder string

// String is the text.
func (b StringBuilder) String() string { return string(b) }

func appendTo(b, x any) any {
	text := "null"
	if x != nil {
		text = string(column.Java.Append(nil, x))
	}
	return b.(StringBuilder) + StringBuilder(text)
}

func backwards(b StringBuilder) StringBuilder {
	r := []rune(b)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return StringBuilder(r)
}

// Thread is a java.lang.Thread, by its name.
type Thread string

// String is what Java shows of it.
func (t Thread) String() string { return "Thread[#1," + string(t) + ",5,main]" }

// UUID is a java.util.UUID.
type UUID [16]byte

// String is the usual text of it.
func (u UUID) String() string {
	h := hex.EncodeToString(u[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

func (u UUID) version(v byte) UUID {
	u[6], u[8] = u[6]&0x0f|v<<4, u[8]&0x3f|0x80
	return u
}

func parseUUID(s string) (u UUID, err error) {
	parts := strings.Split(s, "-")
	if len(parts) != 5 {
		return u, fmt.Errorf("%q is not a UUID such as 123e4567-e89b-12d3-a456-426614174000", s)
	}
	var digits string
	for i, n := range []int{8, 4, 4, 4, 12} {
		if len(parts[i]) > n || parts[i] == "" {
			return u, fmt.Errorf("%q is not a UUID such as 123e4567-e89b-12d3-a456-426614174000", s)
		}
		digits += strings.Repeat("0", n-len(parts[i])) + parts[i]
	}
	if _, err := hex.Decode(u[:], []byte(digits)); err != nil {
		return u, fmt.Errorf("%q is not a UUID such as 123e4567-e89b-12d3-a456-426614174000", s)
	}
	return u, nil
}

func nameUUID(b string) any { return UUID(md5.Sum([]byte(b))).version(3) } //nolint:gosec // see above

func randomUUID() any {
	var u UUID
	_, _ = rand.Read(u[:]) // never an error
	return u.version(4)
}

func hashOrZero(x any) (int32, error) {
	if x == nil {
		return 0, nil
	}
	return javaHash(x)
}

// hashAll is Java's hash of an array.
func hashAll(c *call) error {
	out, in := grow[int32](c.out, c.n), arraysOf[any](c.args[0])
	for i := range out {
		s, _ := in.at(i)
		out[i] = 1
		for _, x := range s {
			h, err := hashOrZero(x)
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			out[i] = 31*out[i] + h
		}
	}
	return nil
}
