package kafka

import (
	"fmt"

	"github.com/twmb/franz-go/pkg/kgo"
)

// maxRepeated bounds the bytes of a record's key in all rows of the record.
const maxRepeated = 64 << 20

// repeat appends the key of r, which was decoded once, for the rows of its value that lack
// it, and returns how many rows there are.
func (b *batch) repeat(r *kgo.Record) (rows int, err error) {
	rows = 1
	if b.many != nil {
		rows = b.many.Rows()
	}
	if rows > 1 && (rows-1)*len(r.Key) > maxRepeated {
		return 0, fmt.Errorf("%d rows with the record's key of %d bytes are more than %d bytes", rows, len(r.Key), maxRepeated)
	}
	for range rows - 1 {
		if err := decodePart(b.key, keySchema, r, r.Key); err != nil {
			return 0, err
		}
	}
	return rows, nil
}
