package recording

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/stable"
)

// ending is what the files of topics end with.
const ending = ".jsonl"

// schemasFile is the file of schemas.
const schemasFile = "@schemas" + ending

// Topic is the records of a topic.
type Topic struct {
	Name       string
	Partitions int
	Records    []*kgo.Record // with partition and time
}

// Write writes the topic, its records in the order of their times as far as each partition allows.
func (t *Topic) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	if err := e.Encode(head{t.Name, t.Partitions}); err != nil {
		return err
	}
	for _, r := range t.inOrder() {
		if err := e.Encode(lineOf(r)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// inOrder is the records of all partitions, by the time that each partition has come to.
func (t *Topic) inOrder() []*kgo.Record {
	type placed struct {
		*kgo.Record
		at int64
	}
	all := make([]placed, len(t.Records))
	come := map[int32]int64{}
	for i, r := range t.Records {
		come[r.Partition] = max(come[r.Partition], r.Timestamp.UnixNano())
		all[i] = placed{r, come[r.Partition]}
	}
	stable.Sort(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.Partition, b.Partition))
	})
	out := make([]*kgo.Record, len(all))
	for i, p := range all {
		out[i] = p.Record
	}
	return out
}

// readTopic reads what Write has written.
func readTopic(text []byte) (*Topic, error) {
	var t *Topic
	n := 0
	for row := range bytes.Lines(text) {
		n++
		if len(bytes.TrimSpace(row)) == 0 {
			continue
		}
		if t == nil {
			var h head
			if err := strict(row, &h); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			if h.Topic == "" || h.Partitions < 1 {
				return nil, fmt.Errorf(`line %d: it says no topic and partitions, as {"topic":"orders","partitions":1} does`, n)
			}
			t = &Topic{Name: h.Topic, Partitions: h.Partitions}
			continue
		}
		r, err := t.readRecord(row)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		t.Records = append(t.Records, r)
	}
	if t == nil {
		return nil, errors.New("there is nothing in it")
	}
	return t, nil
}

func (t *Topic) readRecord(row []byte) (*kgo.Record, error) {
	var l line
	if err := strict(row, &l); err != nil {
		return nil, err
	}
	if l.Partition < 0 || int(l.Partition) >= t.Partitions {
		return nil, fmt.Errorf("partition %d is none of the %d", l.Partition, t.Partitions)
	}
	r, err := l.record()
	if err == nil {
		r.Topic = t.Name
	}
	return r, err
}

// strict reads one JSON document, of which no field is unknown.
func strict(row []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(row))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if d.More() {
		return errors.New("there is something after the document")
	}
	return nil
}

// sortTopics puts topics in the order of their names.
func sortTopics(all []*Topic) {
	slices.SortFunc(all, func(a, b *Topic) int { return cmp.Compare(a.Name, b.Name) })
}
