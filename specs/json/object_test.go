package json

import (
	"math/big"
	"testing"

	"starling/engine/column"
	"starling/specs/wire"
)

// TestOfObjects: what an Object column holds is JSON of its own kind.
func TestOfObjects(t *testing.T) {
	v := column.NewVec[any](column.Object)
	v.V = append(v.V,
		column.NewDecimal(big.NewInt(-1250), 2),
		&wire.Map{Keys: []any{"a", "b"}, Values: []any{int32(1), nil}},
		&wire.Record{Names: []string{"x", "d"}, Values: []any{[]string{"p"}, column.NewDecimal(big.NewInt(5), 0)}},
	)
	w, err := Writer(WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := w.Encoder(t.Context(), wire.Env{}, []column.Field{{Name: "O", Type: column.Anything}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{`{"O":-12.50}`, `{"O":{"a":1,"b":null}}`, `{"O":{"x":["p"],"d":5}}`} {
		got, _, err := e.Append(nil, []column.Vector{v}, i)
		if err != nil || string(got) != want {
			t.Errorf("%s, %v; want %s", got, err, want)
		}
	}
}
