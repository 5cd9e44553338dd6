package golden

// Why Starling differs. The how-to that it implements comes before the server that it
// takes after; docs/differences.md lists the same points for users.
const (
	simpleText    = "simple_spec reads numbers from text as well as from binary, so that the how-to's own feed works"
	defaultString = "without a type the column is a String named KafkaKey or KafkaValue, as the how-to says"
	badRecord     = "a bad record is kept out of the table and listed by kc.errors; it does not fail the table"
	nullRecord    = "a null key or value gives nulls under every spec"
	moreText      = "what follows a JSON document is not dropped unsaid: it makes a bad record, or rows by starling.json.documents"
	misfit        = "a value that does not fit its column is a bad record, not a 0 or a wrapped number"
	otherMessage  = "the schema of a Protobuf record is looked up, so that no other message is taken for the one asked for"
	serverBug     = "the server does not do what its documentation says: "
)

// differences is THE table of cases in which Starling deliberately gives something else
// than Deephaven did, and why. What it gives is in testdata/starling, by case.
var differences = map[string]string{
	"avro-bad-magic":                  badRecord,
	"avro-bad-magic7":                 badRecord,
	"avro-bad-short":                  badRecord,
	"avro-bad-truncated":              badRecord,
	"avro-bad-unknown-id":             badRecord,
	"avro-bytes":                      serverBug + "a column of ByteVector holds Java's buffers, which formulas cannot read; here it is byte[]",
	"avro-evolution-incompatible":     badRecord,
	"custom-parser-bad":               serverBug + "rows of the failing cycle show, unreadable; a failed table keeps the rows before",
	"from-properties-default-blink":   defaultString,
	"from-properties-defaults":        defaultString,
	"jackson-bad-malformed":           badRecord,
	"jackson-bad-not-object":          badRecord,
	"jackson-bad-string-for-float":    badRecord,
	"jackson-bad-type-int-for-string": badRecord,
	"jackson-bad-type-int-overflow":   badRecord,
	"jackson-bad-type-string-for-int": badRecord,
	"jackson-not-null":                badRecord,
	"jackson-options":                 serverBug + "on_missing=False is taken as not given",
	"json-bool-bad-double":            badRecord,
	"json-bool-bad-object":            badRecord,
	"json-bool-bad-two":               badRecord,
	"json-float-precision":            "a zero keeps the sign it is written with",
	"json-instant-bad-word":           badRecord,
	"json-key":                        nullRecord,
	"json-trailing":                   moreText,
	"json-wrap-and-strings":           misfit,
	"produce-avro":                    serverBug + "a Boolean column is published as bytes, and then cannot be written",
	"produce-avro-include-existing":   serverBug + "a schema with more fields than columns fails; the others are null or their default",
	"produce-avro-short":              serverBug + "short, byte and char columns are published as int, and then cannot be written",
	"produce-avro-timestamp-field":    serverBug + "timestamp_field is not among the fields of the schema that is published",
	"produce-json-exclude":            serverBug + "exclude_columns is refused",
	"produce-json-nested-nulls":       serverBug + "nested_delim=\".\" is read as a regular expression",
	"produce-partition-zero":          serverBug + "partition=0 is taken as not given",
	"protobuf-message-class":          "there are no Java classes here: message_class names a message of the .proto files in proto_path",
	"protobuf-nested":                 "an enum is a String of its symbol, which formulas can use, not an opaque object",
	"protobuf-raw-framed":             badRecord,
	"protobuf-serdes-truncated":       badRecord,
	"protobuf-serdes-unknown-id":      otherMessage,
	"seed-ignore-key-text":            simpleText,
	"seed-share-price-text":           simpleText,
	"seed-share-price-text8":          simpleText,
	"tombstone-json":                  nullRecord,
	"tombstone-protobuf":              nullRecord,
	"wrong-size-int32":                badRecord,
	"wrong-size-key":                  badRecord,
}
