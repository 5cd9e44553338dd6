package json

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"starling/specs/wire"
)

// objectFields is an object's fields. It remembers in which order they came, so that
// the name of a field is mostly one comparison.
type objectFields struct {
	path   string
	fields []objectField
	nodes  []*objectNode
	byName map[string]*objectKey // names and aliases as they are
	folded map[string]*objectKey // those in any case, as fold gives them
	first  *objectKey            // the field that came first in the object before
	closed bool
	fold   []byte // scratch
}

type objectField struct {
	node  *objectNode
	name  string
	gen   uint64 // the object that had it last
	first bool   // see Field
}

// objectKey is a name of a field.
type objectKey struct {
	quoted string // as in the text, with the colon, if it needs no escapes; else "\x00", which no text has
	field  *objectField
	next   *objectKey // the one that came after it
}

// object reads the object at i.
func (d *objectDecoder) object(o *objectFields, i, depth int) int {
	d.gen++
	gen, seen := d.gen, 0
	guess, follows := o.first, &o.first
	i = d.blank(i + 1)
	more := true
	if i < len(d.p) && d.p[i] == '}' {
		i, more = i+1, false
	}
	for more {
		var key *objectKey
		if guess != nil && len(d.p)-i > len(guess.quoted) && string(d.p[i:i+len(guess.quoted)]) == guess.quoted {
			key = guess
			if i += len(guess.quoted); d.p[i] <= ' ' {
				i = d.blank(i)
			}
		} else if key, i = d.field(o, i); i < 0 {
			return -1
		}
		if key == nil || key.field.gen == gen {
			if i = d.extra(o, key, i, depth); i < 0 {
				return -1
			}
		} else {
			if key != guess {
				*follows = key
			}
			guess, follows = key.next, &key.next
			key.field.gen = gen
			seen++
			if i = d.value(key.field.node, i, depth); i < 0 {
				return -1
			}
		}
		if i < len(d.p) && d.p[i] == ',' {
			if i++; i < len(d.p) && d.p[i] <= ' ' {
				i = d.blank(i)
			}
			continue
		}
		i, more = d.next(i, '}')
	}
	if i < 0 || seen == len(o.fields) {
		return i
	}
	return d.end(d.absent(o, gen), i)
}

// absent takes for the fields that the object lacked that they are missing.
func (d *objectDecoder) absent(o *objectFields, gen uint64) bool {
	for k := range o.fields {
		if f := &o.fields[k]; f.gen != gen && !d.missing(f.node) {
			return false
		}
	}
	return true
}

// field reads a field's name and the colon, and finds the field.
func (d *objectDecoder) field(o *objectFields, i int) (*objectKey, int) {
	if i >= len(d.p) || d.p[i] != '"' {
		return nil, d.fail(i, "expected a field")
	}
	end := d.str(i)
	if end < 0 || !d.utf8(i, end) {
		return nil, -1
	}
	name := d.unquote(i, end)
	key := o.find(name)
	if key == nil && o.closed {
		d.bad = unexpected(o.path, fmt.Sprintf("unknown field %s, which needs allow_unknown_fields=True", wire.Quote(name)))
		return nil, -1
	}
	return key, d.colon(end)
}

// extra reads the value of a field that is unknown, if key is nil, or comes again.
func (d *objectDecoder) extra(o *objectFields, key *objectKey, i, depth int) int {
	if key != nil && !key.field.first {
		d.bad = unexpected(o.path, fmt.Sprintf("field %q is there twice, which needs RepeatedFieldBehavior.USE_FIRST", key.field.name))
		return -1
	}
	return d.skip(i, depth, &d.num)
}

func unexpected(path, what string) error {
	if path == "" {
		return fmt.Errorf("%s", what)
	}
	return fmt.Errorf("field %q: %s", path, what)
}

// find is the field of that name, nil if there is none.
func (o *objectFields) find(name []byte) *objectKey {
	if k := o.byName[string(name)]; k != nil || o.folded == nil {
		return k
	}
	o.fold = appendFold(o.fold[:0], name)
	return o.folded[string(o.fold)]
}

// appendFold appends a name so that names that differ in case only are the same.
func appendFold[T []byte | string](dst []byte, name T) []byte {
	for _, r := range string(name) {
		dst = utf8.AppendRune(dst, unicode.ToLower(unicode.ToUpper(r)))
	}
	return dst
}
