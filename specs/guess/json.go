package guess

import (
	"context"
	"strings"

	"starling/specs/json"
)

// jsonBytes is how much JSON of a sample is looked through; one record always is.
const jsonBytes = 16 << 20

// json is objects of JSON.
func (p *part) json(context.Context) (Part, bool) { return p.objects(p.recs) }

// objects is the fields of JSON objects, if most records are such.
func (p *part) objects(recs []one) (Part, bool) {
	root := &node{}
	some, objects, other, left := 0, 0, 0, jsonBytes
	for _, r := range recs {
		if r.bytes == nil || left < 0 {
			continue
		}
		some++
		left -= len(r.bytes)
		switch ok, object := root.add(r.bytes); {
		case object:
			objects++
		case ok:
			other++
		}
	}
	if objects == 0 || objects*10 < some*9 {
		if other*2 > some && p.name == "value" && root.kinds[anArray] > 0 {
			return Part{Note: "JSON arrays, which stay text"}, false
		}
		return Part{}, false
	}
	note := ""
	if root.enveloped() {
		root.children["schema"].hidden = true
		note = "Kafka Connect's envelope: the fields are those of payload"
		if pay := root.children["payload"]; pay.child("op") && (pay.child("before") || pay.child("after")) {
			note = "changes of a database table, as Debezium writes them: kafka.cdc reads them as the table"
		}
	}
	f := &fieldList{taken: p.taken, most: mostColumns, enveloped: true}
	f.below(root, nil, 0)
	if len(f.columns) == 0 {
		return Part{}, false
	}
	if f.left > 0 {
		note = strings.TrimPrefix(note+"; more fields than columns are made of", "; ")
	}
	spec, err := json.Reader(f.columns, f.mapping)
	if err != nil {
		return Part{}, false
	}
	return Part{Format: JSON, Spec: spec, Script: f.script(), Fields: f.fields, Note: note}, true
}
