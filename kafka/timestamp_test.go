package kafka

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine/column"
)

func TestInstantOf(t *testing.T) {
	const year2262 = 9223372036854
	for _, c := range []struct {
		ms   int64
		want string
	}{
		{0, "1970-01-01T00:00:00Z"},
		{1_700_000_000_123, "2023-11-14T22:13:20.123Z"},
		{-2, "1969-12-31T23:59:59.998Z"},
		{-1, "null"},
		{year2262, "2262-04-11T23:47:16.854Z"},
		{year2262 + 1, "beyond"},
		{-year2262, "1677-09-21T00:12:43.146Z"},
		{-year2262 - 1, "beyond"},
		{253402300799999, "beyond"},
		{1_700_000_000_000_000, "beyond"},
		{1_700_000_000_000_000_000, "beyond"},
		{-1_700_000_000_000_000, "beyond"},
		{1<<57 - 1, "beyond"},
		{-1 << 57, "beyond"},
	} {
		ns, ok := instantOf(&kgo.Record{Timestamp: time.UnixMilli(c.ms)})
		got := string(column.AppendInstant(nil, ns))
		switch {
		case !ok && ns == column.NullLong:
			got = "beyond"
		case ns == column.NullLong:
			got = "null"
		}
		if got != c.want {
			t.Errorf("%d: %s, want %s", c.ms, got, c.want)
		}
	}
	old := &kgo.Record{Timestamp: time.UnixMilli(5), Attrs: kgo.NewRecordAttrs(kgo.RecordAttrsOpts{TimestampType: -1})}
	if ns, ok := instantOf(old); ns != column.NullLong || !ok {
		t.Errorf("of a record older than timestamps: %d, %v", ns, ok)
	}
}

// A timestamp that is no Instant is null and said, in the table as in that of bad records.
func TestTimestampsBeyond(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		for i, ms := range []int64{1000, 1_700_000_000_000_000, 253402300799999, 2000, 1_800_000_000_000_000} {
			r.stamped("t", []string{"1", "2", "3", "4", "bad"}[i], ms)
		}
		c := r.consume("t", from(SeekToBeginning), ints, set("deephaven.timestamp.column.name", "At"), set("starling.simple.format", "text"))
		r.step()
		if got := strings.Join(r.readCols(c.Table, "V", "At"), "|"); got != "1 1000000000|2 -|3 -|4 2000000000" {
			t.Errorf("rows %s", got)
		}
		if got := strings.Join(r.readCols(c.Errors(), "KafkaOffset", "KafkaTimestamp"), "|"); got != "4 -" {
			t.Errorf("bad records %s", got)
		}
		if !r.told("topic t partition 0 offset", "is beyond what an Instant holds (1677 to 2262): null in its place") {
			t.Errorf("said %q", r.heard)
		}
	})
}

// stamped produces a record with any timestamp; the client itself would cut some.
func (r *rig) stamped(topic, value string, ms int64) {
	r.Helper()
	record := kmsg.Record{Value: []byte(value)}
	record.Length = int32(len(record.AppendTo(nil))) - 1 // the length itself is a byte
	batch := kmsg.RecordBatch{
		Magic: 2, FirstTimestamp: ms, MaxTimestamp: ms, ProducerID: -1, ProducerEpoch: -1, FirstSequence: -1,
		PartitionLeaderEpoch: -1, NumRecords: 1, Records: record.AppendTo(nil),
	}
	const lengthEnds, crcEnds = 12, 21
	raw := batch.AppendTo(nil)
	binary.BigEndian.PutUint32(raw[8:], uint32(len(raw)-lengthEnds))
	binary.BigEndian.PutUint32(raw[17:], crc32.Checksum(raw[crcEnds:], crc32.MakeTable(crc32.Castagnoli)))
	req := kmsg.NewPtrProduceRequest()
	req.Acks, req.TimeoutMillis = -1, 1000
	part := kmsg.NewProduceRequestTopicPartition()
	part.Records = raw
	known, err := kadm.NewClient(r.feeder).ListTopics(r.Context(), topic)
	r.ok(err)
	to := kmsg.NewProduceRequestTopic()
	to.Topic, to.TopicID, to.Partitions = topic, known[topic].ID, append(to.Partitions, part)
	req.Topics = append(req.Topics, to)
	resp, err := req.RequestWith(r.Context(), r.feeder)
	r.ok(err)
	r.ok(kerr.ErrorForCode(resp.Topics[0].Partitions[0].ErrorCode))
}
