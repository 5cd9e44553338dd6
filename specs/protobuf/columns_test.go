package protobuf

import (
	"errors"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// namesSchema has fields that cannot name a column, and some that are there already.
const namesSchema = `syntax = "proto3";
message M {
  int32 i = 1; int32 in = 2; int32 class = 3; int32 double = 4; int32 ii = 5; int32 not = 6; int32 null = 7; int32 true = 8;
  repeated int32 int = 9; map<string, int32> new = 10; In k = 11; repeated In this = 12; map<string, In> enum = 13;
  string column_i = 14; int32 _ = 15; int32 x = 16; In inner = 17;
}
message In { int32 i = 1; int32 x = 2; }`

func namesReader(o ReaderOptions) (wire.Reader, wire.Env, error) {
	o.Schema = "m"
	r, err := Reader(o)
	return r, wire.Env{Part: "value", Registry: registry{"m": {Subject: "m", ID: 1, Type: wire.ProtobufSchema, Text: namesSchema}}}, err
}

// Fields are renamed where they cannot name a column, as those of JSON are; a mapping names
// them otherwise.
func TestColumns(t *testing.T) {
	m := func(pairs ...string) (out []wire.Mapping) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, wire.Mapping{Field: pairs[i], Column: pairs[i+1]})
		}
		return out
	}
	for _, c := range []struct {
		mapping []wire.Mapping
		include []string
		want    string
	}{
		{nil, nil, "column_i column_in column_class column_double column_ii column_not column_null column_true column_int column_new " +
			"k_i k_x this_i this_x enum_key enum_value_i enum_value_x column_i_2 _ x inner_i inner_x"},
		{m("i", "Id", "in", "In", "class", "Class"), []string{"/i", "/in", "/class", "/column_i"}, "Id In Class column_i"},
		{m("/inner/x", "x"), []string{"/x", "/inner/*"}, "x_2 inner_i x"},
		{m("inner.x", "X", "k", "Kay"), []string{"/k/*", "/inner/*"}, "Kay_i Kay_x inner_i X"},
		{m("inner", "In", "inner/i", "I"), []string{"/inner/*"}, "I In_x"},
		{m("x", "_", "_", "x"), []string{"/x", "/_"}, "x _"},
		{m("enum.value.x", "Xs", "new", "counts", "this", "T"), []string{"/enum/*", "/new", "/this/i"}, "counts T_i enum_key enum_value_i Xs"},
		{m("nope", "A"), []string{"/x", "/inner/*"}, `error: protobuf_spec: message M: mapping: no column is made of a field "nope"; there are inner.i, inner.x, x`},
		{m("i", "A"), []string{"/x"}, `error: protobuf_spec: message M: mapping: no column is made of a field "i"; there are x`},
		{m("i", "A", "x", "A"), nil, `error: mapping: fields "i" and "x" are both mapped to column "A"`},
		{m("i", "A", "/i", "B"), nil, `error: mapping: field "/i" is mapped to both "A" and "B"`},
		{m("i", ""), nil, `error: mapping: the column of field "i" has no name`},
		{m("/", "A"), nil, `error: mapping: the field of column "A" has no name`},
		{m("i", "in"), nil, `error: mapping: field "i": invalid column name "in"`},
	} {
		r, env, err := namesReader(ReaderOptions{Mapping: c.mapping, Include: c.include, CheckName: func(s string) error {
			if column.Reserved(s) {
				return errors.New(`invalid column name "` + s + `"`)
			}
			return nil
		}})
		var fields []column.Field
		if err == nil {
			fields, err = r.Fields(t.Context(), env)
		}
		got := strings.Join(fieldsOf(fields), " ")
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != c.want {
			t.Errorf("%v: %s, want %s", c.mapping, got, c.want)
		}
	}
}

func fieldsOf(fields []column.Field) (names []string) {
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}

// What a reader renamed is written to its field again.
func TestColumnsWritten(t *testing.T) {
	r, env, err := namesReader(ReaderOptions{Include: []string{"/i", "/class", "/inner/i"}})
	if err != nil {
		t.Fatal(err)
	}
	fields, err := r.Fields(t.Context(), env)
	if err != nil {
		t.Fatal(err)
	}
	w, err := Writer(WriterOptions{Schema: "m"})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(fieldsOf(fields), " "); got != "column_i column_class inner_i" {
		t.Fatal(got)
	}
	e, err := w.Encoder(t.Context(), env, []column.Field{wiretest.Field("column_class", column.Int), wiretest.Field("inner_i", column.Int)})
	if err != nil {
		t.Fatal(err)
	}
	five, six := &column.Vec[int32]{V: []int32{5}}, &column.Vec[int32]{V: []int32{6}}
	rec, _, err := e.Append(nil, []column.Vector{five, six}, 0)
	if err != nil {
		t.Fatal(err)
	}
	d, dst := wiretest.Builders(t, r, env)
	if err := d.Decode(rec); err != nil {
		t.Fatal(err)
	}
	if wiretest.Shown(dst[1], 0) != "5" || wiretest.Shown(dst[2], 0) != "6" {
		t.Errorf("class %s, inner.i %s", wiretest.Shown(dst[1], 0), wiretest.Shown(dst[2], 0))
	}
}
