package flinkcheck

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

// readAll is the records of a topic of one partition, in order.
func readAll(ctx context.Context, t *testing.T, broker, topic string) []*kgo.Record {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(broker), kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{topic: {0: kgo.NewOffset().AtStart()}}))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ends, err := kadm.NewClient(client).ListEndOffsets(ctx, topic)
	if err != nil {
		t.Fatal(err)
	}
	end, _ := ends.Lookup(topic, 0)
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var out []*kgo.Record
	for end.Offset > 0 && (len(out) == 0 || out[len(out)-1].Offset < end.Offset-1) {
		f := client.PollFetches(ctx)
		if err := f.Err(); err != nil {
			t.Fatalf("topic %s: %v", topic, err)
		}
		out = append(out, f.Records()...)
	}
	return out
}

// table is the rows of a topic: of each the text of its key, and its values.
type table map[string][]any

// upserts is a topic as kc.compacted shows it: the last value per key, without keys that are deleted, and
// without those of which one of keys columns is null.
func upserts(records []*kgo.Record, keys int) table {
	out := table{}
	for _, r := range records {
		if o, ok := decoded(r.Key).(map[string]any); r.Key == nil || ok && len(o) < keys {
			continue
		}
		k := text(decoded(r.Key))
		delete(out, k)
		if r.Value != nil {
			out[k] = []any{decoded(r.Value)}
		}
	}
	return out
}

// rows is a topic as a bag of its records, by their Seq if they have one.
func rows(records []*kgo.Record) table {
	out := table{}
	for _, r := range records {
		row := []any{decoded(r.Key), decoded(r.Value)}
		k := text(row)
		for _, part := range row {
			if o, ok := part.(map[string]any); ok && o["Seq"] != nil {
				k = text(o["Seq"])
			}
		}
		out[k] = append(out[k], row)
	}
	return out
}

// rounded makes the numbers in columns of values floats.
func (t table) rounded(columns []string) {
	for _, values := range t {
		for _, v := range values {
			row, _ := v.([]any)
			for _, part := range append(row, v) {
				o, _ := part.(map[string]any)
				for _, c := range columns {
					if x, ok := o[c].(float64); ok {
						o[c] = float64(float32(x))
					}
				}
			}
		}
	}
}

// decoded is the JSON of a key or value, in which fields that are null are as those that are not there; or the
// bytes as text where it is none.
func decoded(data []byte) any {
	if data == nil {
		return nil
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&v); err != nil || d.More() {
		return fmt.Sprintf("%q", data)
	}
	if o, ok := v.(map[string]any); ok {
		maps.DeleteFunc(o, func(_ string, x any) bool { return x == nil })
	}
	return v
}

func text(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// same reports whether values are equal, numbers to a part of themselves.
func same(a, b any, part float64) bool {
	switch a := a.(type) {
	case float64:
		b, ok := b.(float64)
		return ok && (a == b || math.Abs(a-b) <= part*max(math.Abs(a), math.Abs(b)))
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for k, x := range a {
			if y, ok := b[k]; !ok || !same(x, y, part) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, func(x, y any) bool { return same(x, y, part) })
	}
	return a == b
}

// differences is the first rows that differ, and how many there are.
func differences(starling, flink table, part float64) string {
	var list []string
	keys := map[string]bool{}
	for _, t := range []table{starling, flink} {
		for k := range t {
			keys[k] = true
		}
	}
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		a, b := starling[k], flink[k]
		if !same(a, b, part) {
			list = append(list, fmt.Sprintf("%s\n  starling %s\n  flink    %s", k, text(a), text(b)))
		}
	}
	n := len(list)
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d rows differ:\n%s", n, len(keys), strings.Join(list[:min(n, 5)], "\n"))
}
