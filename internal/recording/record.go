package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/twmb/franz-go/pkg/kgo"
)

// head is the first line of a topic.
type head struct {
	Topic      string `json:"topic"`
	Partitions int    `json:"partitions"`
}

// line is a record.
type line struct {
	Partition int32           `json:"partition"`
	Time      time.Time       `json:"timestamp"`
	Key       json.RawMessage `json:"key,omitempty"`
	KeyBytes  []byte          `json:"key_base64,omitempty"`
	Value     json.RawMessage `json:"value,omitempty"`
	Bytes     []byte          `json:"value_base64,omitempty"`
	Headers   []header        `json:"headers,omitempty"`
}

type header struct {
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value,omitempty"`
	Bytes []byte          `json:"value_base64,omitempty"`
}

// part is bytes as they are written: as a text if they are one; null is neither.
func part(b []byte) (text json.RawMessage, other []byte) {
	switch {
	case b == nil:
		return nil, nil
	case !utf8.Valid(b):
		return nil, b
	}
	var w bytes.Buffer
	e := json.NewEncoder(&w)
	e.SetEscapeHTML(false)
	if e.Encode(string(b)) != nil {
		panic("recording: a text that is none in JSON")
	}
	return bytes.TrimSpace(w.Bytes()), nil
}

// unpart is the bytes that part has written; of JSON that is no text, the JSON.
func unpart(text json.RawMessage, other []byte) ([]byte, error) {
	if text == nil || string(text) == "null" {
		return other, nil
	}
	if other != nil {
		return nil, errors.New("there is a text and base64")
	}
	if text[0] != '"' {
		var w bytes.Buffer
		err := json.Compact(&w, text)
		return w.Bytes(), err
	}
	var s string
	err := json.Unmarshal(text, &s)
	return []byte(s), err
}

// lineOf is the line of a record.
func lineOf(r *kgo.Record) line {
	l := line{Partition: r.Partition, Time: r.Timestamp.UTC()}
	l.Key, l.KeyBytes = part(r.Key)
	l.Value, l.Bytes = part(r.Value)
	for _, h := range r.Headers {
		text, other := part(h.Value)
		l.Headers = append(l.Headers, header{h.Key, text, other})
	}
	return l
}

// record is the record of a line.
func (l *line) record() (r *kgo.Record, err error) {
	r = &kgo.Record{Partition: l.Partition, Timestamp: l.Time}
	if r.Key, err = unpart(l.Key, l.KeyBytes); err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	if r.Value, err = unpart(l.Value, l.Bytes); err != nil {
		return nil, fmt.Errorf("value: %w", err)
	}
	for _, h := range l.Headers {
		value, err := unpart(h.Value, h.Bytes)
		if err != nil {
			return nil, fmt.Errorf("header %s: %w", h.Key, err)
		}
		r.Headers = append(r.Headers, kgo.RecordHeader{Key: h.Key, Value: value})
	}
	return r, nil
}
