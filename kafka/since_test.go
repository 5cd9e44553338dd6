package kafka

import (
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

func TestStartAtTime(t *testing.T) {
	at := func(s string) time.Time {
		t, err := time.Parse("15:04:05.999999", s)
		if err != nil {
			panic(err)
		}
		return t.AddDate(2026, 0, 0)
	}
	for _, c := range []struct {
		name    string
		offsets Offsets
		want    string // rows of partition 0, then of 1, then what comes later
	}{
		{"between two", Offsets{Since: at("00:00:01.5")}, "c z"},
		{"at one", Offsets{Since: at("00:00:01")}, "b c z"},
		{"a part of a millisecond after", Offsets{Since: at("00:00:01.000001")}, "c z"},
		{"before all", Offsets{Since: time.Unix(-5, 0)}, "a b c x y z"},
		{"after all", Offsets{Since: at("23:00:00")}, ""},
		{"by partition", Offsets{SinceEach: map[int32]time.Time{1: at("00:00:00")}, Each: map[int32]int64{0: 2}}, "c x y z"},
		{"beside a map of offsets", Offsets{Since: at("00:00:02"), Each: map[int32]int64{0: 1}}, "b c z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 2}, func(r *rig) {
				rec := func(part int32, clock, v string) *kgo.Record {
					return &kgo.Record{Topic: "t", Partition: part, Timestamp: at(clock), Value: []byte(v)}
				}
				r.ok(r.feeder.ProduceSync(r.Context(), rec(0, "00:00:00", "a"), rec(0, "00:00:01", "b"), rec(0, "00:00:02", "c"),
					rec(1, "00:00:00", "x"), rec(1, "00:00:00.5", "y"), rec(1, "00:00:03", "z")).FirstErr())
				table := r.consume("t", func(_ client.Props, o *Consume) { o.Offsets = c.offsets }).Table
				r.feed("t", "0 - new")
				r.step()
				var parts [2][]string
				for _, row := range r.rows(table) {
					f := strings.Fields(row)
					parts[f[0][0]-'0'] = append(parts[f[0][0]-'0'], f[3])
				}
				got := strings.Join(append(parts[0], parts[1]...), " ")
				if got = strings.Join(strings.Fields(strings.Replace(got, "new", "", 1)), " "); got != c.want {
					r.Errorf("rows %q, want %q", got, c.want)
				}
				if n := len(parts[0]); n == 0 || parts[0][n-1] != "new" {
					r.Errorf("what came later is missing: %v", parts[0])
				}
			})
		})
	}
}

// A topic that is still to come, and partitions of its that come later, start at the time too.
func TestTopicToComeAtTime(t *testing.T) {
	bubble(t, nil, func(r *rig) {
		table := r.consume("t", func(_ client.Props, o *Consume) { o.Offsets.Since = time.Now().Add(-time.Hour) }).Table
		r.ok(r.broker.CreateTopic("t", 1))
		r.ok(r.feeder.ProduceSync(r.Context(), &kgo.Record{Topic: "t", Timestamp: time.Now().Add(-2 * time.Hour), Value: []byte("old")},
			&kgo.Record{Topic: "t", Value: []byte("new")}).FirstErr())
		r.step()
		r.want(table, "0 1 - new")
	})
}
