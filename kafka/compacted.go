package kafka

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/nearest"
)

// Compacted is the latest row per key of the consumer's table, without the keys that were
// deleted: whose latest record has no value (a tombstone). It is what a broker keeps of a
// compacted topic. When the topic is deleted and created again, the old one's keys go with the
// first record of the new one, but of several topics. The key is the columns by, which a record without a value has, so those
// of its key, its topic or its partition; nil is the columns of the key, of several topics
// after that of the topic.
func (c *Consumer) Compacted(by []engine.Pair) (*engine.Table, error) {
	if c.Table == nil {
		return nil, errors.New("the table is partitioned; kc.consume makes one table of all partitions")
	}
	if c.tables.derived != nil {
		return nil, errors.New("the table has no deleted keys: it is not one of kc.consume")
	}
	if by == nil {
		by = unrenamed(c.keyColumns())
	}
	if err := c.checkKey(by); err != nil {
		return nil, err
	}
	return c.compact(c.Table, by)
}

// compact is Compacted for a table with the rows of the consumer's, whatever its columns.
func (c *Consumer) compact(t *engine.Table, by []engine.Pair) (*engine.Table, error) {
	deleted := &c.allLanes()[0].deleted
	var lives column.Column
	if c.wipes() {
		lives = &deleted.lives
	}
	out, err := t.CompactedSince(by, deleted, lives)
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "compacted: "))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tables.keyed = true
	return out, nil
}

// wipes reports whether something may delete all keys: a change of a database's table, or that
// the topic is deleted and created again. Of several topics one alone would go.
func (c *Consumer) wipes() bool { return c.want.changes || !c.topics.several() }

// unrenamed is columns as they are.
func unrenamed(names []string) []engine.Pair {
	pairs := make([]engine.Pair, len(names))
	for i, name := range names {
		pairs[i] = engine.Pair{New: name, Old: name}
	}
	return pairs
}

// keyColumns is the columns of a record's key, after that of its topic where there are several.
func (c *Consumer) keyColumns() (names []string) {
	l := c.layout
	for i, own := range l.own {
		if own == topicColumn && c.topics.several() {
			names = append(names, l.fields[i].Name)
		}
	}
	return append(names, fieldNames(l.keyFields())...)
}

// checkKey refuses columns that a record without a value does not have, or a later
// record of the key does not share.
func (c *Consumer) checkKey(by []engine.Pair) error {
	l := c.layout
	lasting := fieldNames(l.keyFields())
	if len(lasting) == 0 {
		return errors.New("the table has no column of the record's key, by which deletions go: give kc.consume a key_spec")
	}
	for i, own := range l.own {
		if own == topicColumn || own == partitionColumn {
			lasting = append(lasting, l.fields[i].Name)
		}
	}
	for _, p := range by {
		switch name := p.Old; {
		case c.Table.Position(name) < 0:
			return fmt.Errorf("by: the table has no column %s; the columns of the key are %s%s", name, strings.Join(fieldNames(l.keyFields()), ", "), nearest.Hint(name, fieldNames(c.Table.Schema)))
		case !slices.Contains(lasting, name):
			return fmt.Errorf("by: a record that deletes has no %s; the columns of the key are %s", name, strings.Join(fieldNames(l.keyFields()), ", "))
		}
	}
	if len(by) == 0 {
		return errors.New("by: no column is given")
	}
	return nil
}

// keyFields is the columns of the record's key.
func (l *layout) keyFields() []column.Field {
	n := len(l.own)
	return l.fields[n : n+l.key]
}

// valueFields is the columns of the record's value.
func (l *layout) valueFields() []column.Field { return l.fields[len(l.own)+l.key:] }

func fieldNames(fields []column.Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}
