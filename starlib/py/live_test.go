package py

import (
	"errors"
	"reflect"
	"testing"
	"unsafe"

	"go.starlark.net/starlark"
)

// TestEntries holds that what live.go knows of Starlark's entries is still so: their fields by offset and type,
// and that an iterator points to the first of them.
func TestEntries(t *testing.T) {
	table, ok := reflect.TypeFor[starlark.Dict]().FieldByName("ht")
	if !ok {
		t.Fatal("a dict has no field ht")
	}
	head, ok := table.Type.FieldByName("head")
	if !ok {
		t.Fatal("a hash table has no field head")
	}
	theirs, ours := head.Type.Elem(), reflect.TypeFor[entry]()
	if theirs.Size() != ours.Size() || theirs.NumField() != ours.NumField() {
		t.Fatalf("an entry is %v of %d bytes, not %d", theirs, theirs.Size(), ours.Size())
	}
	for name, our := range map[string]reflect.StructField{"key": ours.Field(1), "value": ours.Field(2), "next": ours.Field(3)} {
		their, ok := theirs.FieldByName(name)
		if !ok || their.Offset != our.Offset || their.Type.Kind() != our.Type.Kind() || their.Type.Size() != our.Type.Size() {
			t.Errorf("%s is %v at %d, not %v at %d", name, their.Type, their.Offset, our.Type, our.Offset)
		}
	}

	d, set := starlark.NewDict(0), starlark.NewSet(0)
	for _, seq := range []starlark.Iterable{d, set} {
		if firstEntry(seq) != nil {
			t.Errorf("an empty %s has an entry", seq.Type())
		}
		it := seq.Iterate()
		it.Done()
		iterator := reflect.TypeOf(it).Elem()
		if at := iterator.Field(1); at.Type != head.Type || at.Offset != unsafe.Sizeof(uintptr(0)) {
			t.Errorf("an iterator over a %s has %v at %d", seq.Type(), at.Type, at.Offset)
		}
	}
	for i := range 20 {
		if err := errors.Join(d.SetKey(starlark.MakeInt(i), starlark.MakeInt(-i)), set.Insert(starlark.MakeInt(i))); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for a, b := firstEntry(d), firstEntry(set); a != nil; a, b = a.next, b.next {
		if a.key != starlark.MakeInt(n) || a.value != starlark.MakeInt(-n) || b.key != a.key {
			t.Fatalf("entry %d is %v: %v, and %v", n, a.key, a.value, b.key)
		}
		n++
	}
	if n != 20 {
		t.Errorf("%d entries of 20", n)
	}
}
