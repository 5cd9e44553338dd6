package flinkcheck

import (
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"
)

func record(key, value string) *kgo.Record {
	r := &kgo.Record{Key: []byte(key)}
	if value != "" {
		r.Value = []byte(value)
	}
	return r
}

// TestDifferences holds what counts as a difference, by which the other tests stand.
func TestDifferences(t *testing.T) {
	a := []*kgo.Record{record(`{"K":"a"}`, `{"X":1}`), record(`{"K":"b"}`, `{"X":2,"Y":null}`), record(`{"K":"a"}`, `{"X":3.0}`), record(`{"K":"c"}`, `{"X":1}`), record(`{"K":"c"}`, ""), record(`{}`, `{"X":9}`)}
	b := []*kgo.Record{record(`{"K":"b"}`, `{"X":2}`), record(`{"K":"a"}`, `{"X":3}`)}
	if d := differences(upserts(a, 1), upserts(b, 1), 0); d != "" {
		t.Error(d)
	}
	for _, other := range [][]*kgo.Record{b[:1], {b[0], record(`{"K":"a"}`, `{"X":4}`)}, {b[0], record(`{"K":"a"}`, `{"X":3,"Z":1}`)}, append(b[:2:2], record(`{"K":"c"}`, `{"X":1}`)), {b[1], record(`{"K":"b"}`, `{}`)}} {
		if d := differences(upserts(a, 1), upserts(other, 1), 1e-9); !strings.Contains(d, "1 of ") {
			t.Errorf("the difference is %q", d)
		}
	}
	if d := differences(rows(a[:2]), rows([]*kgo.Record{a[1], a[0]}), 0); d != "" {
		t.Error(d)
	}
	if d := differences(rows(a[:1]), rows([]*kgo.Record{a[0], a[0]}), 0); !strings.Contains(d, "1 of 1") {
		t.Errorf("a row that comes twice makes the difference %q", d)
	}
	if text(decoded([]byte("null x"))) != `"\"null x\""` {
		t.Error("what is no JSON must be text")
	}
}
