package protobuf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/specs/wire"
)

// messageType says which message of a file a record holds: by indexes, its own and before it
// those of the messages around it, or by its name within the package.
type messageType struct {
	indexes []int
	name    string // "" if it is told by indexes
}

func (t messageType) String() string {
	if t.name != "" {
		return fmt.Sprintf("message %q", wire.Clip(t.name))
	}
	return "message index " + strings.Trim(strings.ReplaceAll(fmt.Sprint(t.indexes), " ", "."), "[]")
}

// Confluent's serializers write a count and as many indexes, zigzag varints, of which the
// one index 0 is written as the count 0. Apicurio's write a message before the message: its
// length, and as field 1 the name. Those go with ids of eight bytes.
const refField = 1<<3 | wireBytes

// maxType is how many bytes may say which message it is.
const maxType = 2000

var (
	firstType = []byte{0}
	errType   = errors.New("the indexes that say which message of the schema it is are cut off, or none")
)

// typeLen is how many bytes of b, from its beginning on, say which message it is.
func typeLen(b []byte, wide bool) (int, error) {
	if len(b) > 0 && b[0] == 0 { // most are so
		return 1, nil
	}
	b = b[:min(len(b), maxType)]
	if n := refLen(b); wide && n > 0 {
		return n, nil
	}
	count, n := binary.Varint(b)
	if n <= 0 || count < 0 || count > int64(len(b)-n) {
		return 0, errType
	}
	for ; count > 0; count-- {
		_, k := binary.Varint(b[n:])
		if k <= 0 {
			return 0, errType
		}
		n += k
	}
	return n, nil
}

// refLen is how many bytes of b are Apicurio's name of a message; 0 if it does not
// begin with one.
func refLen(b []byte) int {
	size, n := binary.Uvarint(b)
	if n <= 0 || size < 3 || size > uint64(len(b)-n) || b[n] != refField {
		return 0
	}
	length, k := binary.Uvarint(b[n+1:])
	if k <= 0 || length == 0 || uint64(1+k)+length != size {
		return 0
	}
	return n + int(size)
}

// parseType reads bytes that typeLen has measured.
func parseType(b []byte, wide bool) messageType {
	if wide && refLen(b) > 0 {
		_, n := binary.Uvarint(b)
		_, k := binary.Uvarint(b[n+1:])
		return messageType{name: string(b[n+1+k:])}
	}
	count, n := binary.Varint(b)
	if count == 0 {
		return messageType{indexes: []int{0}}
	}
	t := messageType{}
	for range count {
		i, k := binary.Varint(b[n:])
		t.indexes = append(t.indexes, int(i))
		n += k
	}
	return t
}

// head is what goes before messages of a schema and a type.
func head(f wire.Framing, id int, m *message) []byte {
	head := f.Head(id)
	switch {
	case f.Wide:
		ref := append(binary.AppendUvarint([]byte{refField}, uint64(len(m.local))), m.local...)
		return append(binary.AppendUvarint(head, uint64(len(ref))), ref...)
	case len(m.indexes) == 1 && m.indexes[0] == 0:
		return append(head, 0)
	}
	head = binary.AppendVarint(head, int64(len(m.indexes)))
	for _, i := range m.indexes {
		head = binary.AppendVarint(head, int64(i))
	}
	return head
}

// typed is the message of a type, nil if the file has none. Serializers in Java do not
// count the entries of maps among the messages within one, those in Go and Python do: where
// that makes a difference it is the message that is wanted, if it can be.
//
// Apicurio's serializers leave out the names of the messages around one.
func (f *file) typed(t messageType, want string) (found *message) {
	for _, m := range f.messages {
		switch {
		case t.name != "" && (m.local == t.name || m.name == t.name):
			return m
		case t.name != "" && !strings.HasSuffix(m.local, "."+t.name):
		case t.name == "" && !slices.Equal(m.indexes, t.indexes) && !(m.name == want && slices.Equal(m.positions, t.indexes)):
		case found == nil || m.name == want:
			found = m
		}
	}
	return found
}
