package expr

import (
	"fmt"
	"unicode/utf8"

	"starling/engine/column"
)

// objectFuncs are the methods of times and other objects, and the static functions of
// their classes.
var objectFuncs = table{
	"Map#containsKey":  {"whether there is a value for a key, null or not", []overload{{"boolean(Map#, Object)", r2(func(m, k any) int8 { _, ok := mapped(m, k); return bit(ok) }), present}}},
	"Map#get":          {"the value of a key, null if there is none; (String) before it makes it a String", []overload{{"Object(Map#, Object)", r2(func(m, k any) any { v, _ := mapped(m, k); return v }), 0}}},
	"Map#isEmpty":      {"whether there are no keys", []overload{{"boolean(Map#)", r1(func(m any) int8 { return bit(sizeOfMap(m) == 0) }), present}}},
	"Map#size":         {"the number of keys", []overload{{"int(Map#)", r1(sizeOfMap), present}}},
	"Object#equals":    {"whether the two are the same; false for null", []overload{{"boolean(Object#, Object)", r2(func(a, b any) int8 { return bit(column.Equal(a, b)) }), present}}},
	"Object#hashCode":  {"Java's hash of the value", []overload{{"int(Object#)", re1(javaHash), fails | present}}},
	"Object#toString":  {"its text", []overload{{"String(Object#)", textKernel(objectType), present}}},
	"boolean#equals":   {"whether the two are the same", []overload{{"boolean(boolean#, boolean)", r2(func(a, b int8) int8 { return bit(a == b) }), present}}},
	"boolean#toString": {"true or false", []overload{{"String(boolean#)", textKernel(boolType), present}}},
	"new String": {"the text of UTF-8 bytes, or of characters", []overload{
		{"String(byte[])", fe1(textOfBytes), fails},
		{"String(char[])", a1(fromUnits), 0},
		{"String(String)", f1(func(s string) string { return s }), 0},
	}},
}

// mapped is the value of a key in what an Object column holds as a java.util.Map.
func mapped(m, key any) (value any, ok bool) {
	return m.(interface{ Get(key any) (any, bool) }).Get(key)
}

func sizeOfMap(m any) int32 { return int32(m.(interface{ Len() int }).Len()) }

func textOfBytes(b string) (string, error) {
	if !utf8.ValidString(b) {
		return "", fmt.Errorf("the bytes are not UTF-8 text")
	}
	return b, nil
}
