package avro

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"starling/specs/wire"
	"starling/specs/wire/wiretest"
)

// fields is fields of one type: f0, f1 …
func fields(n int, typ string) string {
	fields := make([]string, n)
	for i := range fields {
		fields[i] = fmt.Sprintf(`{"name":"f%d","type":%s}`, i, typ)
	}
	return strings.Join(fields, ",")
}

// recordOf is a record of fields given as text.
func recordOf(name, fields string) string {
	return fmt.Sprintf(`{"type":"record","name":%q,"fields":[%s]}`, name, fields)
}

// doubling is records each of which has the one before twice: T0 is as given, and Tn has
// it 2^n times. suffix follows the type of each field.
func doubling(n int, t0, suffix string) string {
	typ := t0
	for i := 1; i <= n; i++ {
		name := fmt.Sprintf("T%d", i)
		typ = recordOf(name, fmt.Sprintf(`{"name":"a","type":%s%s},{"name":"b","type":"T%d"%s}`, typ, suffix, i-1, suffix))
	}
	return typ
}

func varints(vs ...int64) string {
	var b []byte
	for _, v := range vs {
		b = binary.AppendVarint(b, v)
	}
	return string(b)
}

// Whatever a record says of lengths and numbers, it is refused before anything is done
// for them, in a column, within an object and where it is passed over; the next record
// is read.
func TestHostileRecords(t *testing.T) {
	const nothing = `{"type":"record","name":"Nothing","fields":[]}`
	wide := recordOf("Wide", `{"name":"i","type":"int"},`+fields(2000, `"null"`))
	list := recordOf("L", `{"name":"next","type":["null","L"]}`)
	many := strings.Repeat("\x02", 1<<14)
	for _, c := range []struct{ name, typ, data, want string }{
		{"bytes that are not there", `"bytes"`, varints(1 << 40), "a length of 1099511627776 where 0 bytes are left"},
		{"bytes of a negative length", `"bytes"`, varints(-1), "a length of -1"},
		{"a string of the greatest length", `"string"`, varints(1<<63-1) + "abc", "a length of 9223372036854775807 where 3 bytes are left"},
		{"a number without end", `"long"`, strings.Repeat("\x80", 20), "a number of more than 64 bits"},
		{"a number that is cut off", `"long"`, "\x80\x80", "the record ends before its value"},
		{"a fixed that is larger than memory", `{"type":"fixed","name":"F","size":1099511627776}`, "abc", "the record ends before its value"},
		{"a branch that is not there", `["null","int","string"]`, varints(3), "branch 3 of a union of 3"},
		{"a negative branch", `["null","int","string"]`, varints(-1), "branch -1 of a union of 3"},
		{"the least branch", `["null","int"]`, varints(-1 << 63), "branch -9223372036854775808 of a union of 2"},
		{"many items that are not there", `{"type":"array","items":"long"}`, varints(1 << 60), "the record ends before its value"},
		{"many entries that are not there", `{"type":"map","values":"long"}`, varints(1 << 60), "the record ends before its value"},
		{"the least number of items", `{"type":"array","items":"long"}`, varints(-1<<63, 0), "a number of items of more than 63 bits"},
		{"a block larger than the record", `{"type":"array","items":"long"}`, varints(-5, 1<<40), "a block of 1099511627776 bytes where 0 are left"},
		{"a block of less than no bytes", `{"type":"array","items":"long"}`, varints(-5, -1), "a block of -1 bytes"},
		{"items without bytes", `{"type":"array","items":"null"}`, varints(1<<60, 0), "more than 65536 items without content"},
		{"items without bytes, counted below zero", `{"type":"array","items":"null"}`, varints(-1<<60, 0, 0), "more than 65536 items without content"},
		{"blocks of items without bytes", `{"type":"array","items":"null"}`, strings.Repeat(varints(1<<10), 100), "more than 65536 items without content"},
		{"records without fields", `{"type":"array","items":` + nothing + `}`, varints(1<<60, 0), "more than 65536 items without content"},
		{"records of records without fields", `{"type":"array","items":` + doubling(40, nothing[:len(nothing)-len(`"Nothing","fields":[]}`)]+`"T0","fields":[]}`, "") + `}`, varints(1, 0), "more than 4194304 values"},
		{"small records of many nulls", `{"type":"array","items":` + wide + `}`, varints(1<<14) + many, "more than 4194304 values"},
		{"values within values", `["int",` + list + `]`, "\x02" + strings.Repeat("\x02", 100_000), "values nest deeper than 200 levels"},
		{"a decimal of many digits", `{"type":"array","items":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}}`, varints(1, 5000) + strings.Repeat("x", 5000) + varints(0), "a decimal of 5000 bytes, more than the 4153"},
		{"symbols that are not there", `{"type":"array","items":{"type":"enum","name":"E","symbols":["A"]}}`, varints(1, 9), "symbol 9 of an enum of 1"},
		{"a negative symbol", `{"type":"enum","name":"E","symbols":["A"]}`, varints(-1), "symbol -1 of an enum of 1"},
	} {
		write := recordOfField(c.typ)
		over := withDefault(`"int"`, "1")
		over = strings.Replace(over, `"name":"v"`, `"name":"other"`, 1)
		for _, read := range []string{write, over} {
			passed := read == over
			if passed && (strings.Contains(c.name, "symbol") || strings.Contains(c.name, "decimal") || strings.Contains(c.name, "below zero")) {
				continue // what the reader does not look at is taken
			}
			reg := wiretest.NewRegistry(wire.Schema{Type: wire.AvroSchema, Text: write}, wire.Schema{Type: wire.AvroSchema, Text: over})
			d, dst := wiretest.Builders(t, readerOf(t, ReaderOptions{Schema: read}), wire.Env{Registry: reg})
			wiretest.AtMost(t, 1<<29, func() {
				wiretest.Refused(t, c.name, d.Decode([]byte("\x00\x00\x00\x00\x01"+c.data)), c.want)
			})
			for i, b := range dst {
				if b.Len() != 0 {
					t.Errorf("%s: column %d has %d values", c.name, i, b.Len())
				}
			}
			if err := d.Decode([]byte("\x00\x00\x00\x00\x02\x02")); passed && err != nil {
				t.Errorf("after %s: %v", c.name, err)
			}
		}
	}
}

// Small records whose schema or defaults make them large.
func TestHostileItems(t *testing.T) {
	long := strings.Repeat("S", 900)
	symbols := `{"type":"array","items":{"type":"enum","name":"E","symbols":["` + long + `"]}}`
	wide := `{"type":"array","items":` + recordOf("W", `{"name":"i","type":"int"}`) + `}`
	full := `{"type":"array","items":` + recordOf("W", `{"name":"i","type":"int"},{"name":"s","type":"string","default":"`+strings.Repeat("x", 60_000)+`"}`) + `}`
	n := int64(1 << 17)
	for _, c := range []struct{ name, write, read string }{
		{"long symbols", symbols, symbols},
		{"long defaults", wide, full},
	} {
		rec := "\x00\x00\x00\x00\x01" + varints(n) + strings.Repeat("\x00", int(n)+1)
		rows := readRows(t, ReaderOptions{Schema: recordOfField(c.read)}, []string{recordOfField(c.write)}, []byte(rec))
		if !strings.Contains(rows[0], "more than 4194304 values") {
			t.Errorf("%s: %s", c.name, wire.Clip(rows[0]))
		}
	}
}

// Schemas that would take all time or memory to parse, to lay out or to make defaults of.
func TestHostileSchemas(t *testing.T) {
	empty := `{"type":"record","name":"T0","fields":[]}`
	branches := make([]string, maxBranches+1)
	for i := range branches {
		branches[i] = fmt.Sprintf(`{"type":"fixed","name":"F%d","size":1}`, i)
	}
	chain := recordOf("T0", `{"name":"x","type":"int"}`)
	for i := 1; i <= maxDepth+1; i++ {
		chain = recordOf(fmt.Sprintf("T%d", i), `{"name":"x","type":`+chain+`}`)
	}
	wordy := recordOf("T0", `{"name":"`+strings.Repeat("x", 900)+`","type":"int"}`)
	for i := 1; i <= 3; i++ {
		wordy = recordOf(fmt.Sprintf("T%d", i), `{"name":"`+strings.Repeat("x", 900)+`","type":`+wordy+`}`)
	}
	for _, c := range []struct{ name, text, want string }{
		{"too much text", recordOfField(`{"type":"int","doc":"` + strings.Repeat("x", wire.MaxSchemaText) + `"}`), "more than the 4194304 that are taken"},
		{"brackets", `{"type":"record","name":"R","fields":` + strings.Repeat("[", 1_000_000), "nests deeper than 1000 levels"},
		{"arrays of arrays", recordOfField(strings.Repeat(`{"type":"array","items":`, 50_000) + `"int"` + strings.Repeat("}", 50_000)), "nests deeper than 1000 levels"},
		{"not JSON", `{"type":"record"`, "not JSON"},
		{"text after it", recordOfField(`"int"`) + "]", "not JSON"},
		{"a long name", recordOfField(`{"type":"fixed","size":1,"name":"` + strings.Repeat("x", 100_000) + `"}`), "has 100000 bytes, more than 1000"},
		{"a long field", recordOf("R", `{"name":"`+strings.Repeat("x", 100_000)+`","type":"int"}`), "has 100000 bytes, more than 1000"},
		{"a long symbol", recordOfField(`{"type":"enum","name":"E","symbols":["` + strings.Repeat("x", 100_000) + `"]}`), "has 100000 bytes, more than 1000"},
		{"a long path", wordy, "the path has 2702 bytes, more than 2000"},
		{"a large union", recordOfField("[" + strings.Join(branches, ",") + "]"), "a union of 1001 types, more than 1000"},
		{"records that double", recordOfField(doubling(40, empty, "")), "more than 10000 records within records"},
		{"columns that double", recordOfField(doubling(40, recordOf("T0", `{"name":"x","type":"int"}`), "")), "more than 10000"},
		{"records within records", chain, "records nest deeper than 200 levels"},
		{"a large decimal", recordOfField(`{"type":"bytes","logicalType":"decimal","precision":2000000000,"scale":1999999999}`), "a decimal of precision 2000000000, more than 10000"},
		{"a fixed of negative size", recordOfField(`{"type":"fixed","name":"F","size":-5}`), "the size of fixed F is -5, no number from 0 on"},
		{"a type that is not there", recordOfField(`"` + strings.Repeat("x", 1<<20) + `"`), "unknown type"},
	} {
		wiretest.AtMost(t, 1<<29, func() {
			_, err := Reader(ReaderOptions{Schema: c.text})
			wiretest.Refused(t, c.name, err, c.want)
		})
	}
}

// Defaults that would take all time or memory to make are bad where they are used, and
// nowhere else.
func TestHostileDefaults(t *testing.T) {
	empty := `{"type":"record","name":"T0","fields":[]}`
	// Each union has two records whose fields have the union again.
	tries := recordOf("Rec", `{"name":"f","type":["null",`+recordOf("a.N", `{"name":"x","type":["null","a.N",`+recordOf("b.N", `{"name":"x","type":["null","a.N","b.N"]}`)+`]}`)+`],"default":null},`+
		`{"name":"d","type":["a.N","b.N"],"default":`+strings.Repeat(`{"x":`, 60)+"5"+strings.Repeat("}", 60)+`}`)
	twice := func(t0, def string) string { return `["int",` + doubling(40, t0, `,"default":`+def) + `]` }
	for _, c := range []struct{ name, text, want string }{
		{"defaults that double", withDefault(twice(empty, `{}`), `{}`), "the defaults of the schema take more than 1048576 steps to make"},
		{"defaults of bytes that double", withDefault(twice(recordOf("T0", `{"name":"x","type":"long","default":5}`), `{}`), `{}`), "the default has more than 65536 bytes"},
		{"a default that has itself", recordOf("Rec", `{"name":"v","type":"Rec","default":{}}`), "nests deeper than 200 levels"},
		{"a default of many tries", tries, "the defaults of the schema take more than 1048576 steps to make"},
		{"a large default", withDefault(`"string"`, `"`+strings.Repeat("x", 1<<20)+`"`), "the default has more than 65536 bytes"},
		{"a default of another type", withDefault(`"string"`, `["`+strings.Repeat("x", 1<<20)+`"]`), "the default […] is no string"},
		{"a large fixed with a default", withDefault(`{"type":"fixed","name":"F","size":1099511627776}`, `""`), `the default "" is no fixed F`},
	} {
		reg := wiretest.NewRegistry(wire.Schema{Type: wire.AvroSchema, Text: recordOf("Rec", "")})
		wiretest.AtMost(t, 1<<29, func() {
			d, _ := wiretest.Builders(t, readerOf(t, ReaderOptions{Schema: c.text}), wire.Env{Registry: reg})
			wiretest.Refused(t, c.name, d.Decode([]byte("\x00\x00\x00\x00\x01")), c.want)
		})
	}
}

// A schema that records are written with is refused record by record, and so is one whose
// ways to the columns multiply.
func TestHostileWriters(t *testing.T) {
	// Ten records of the same last name in a union, each with the next union in field f.
	types, read := `"int"`, recordOf("N0", `{"name":"x","type":"int","default":1}`)
	again := types
	for level := range 12 {
		var defs, names []string
		for i := range 10 {
			name := fmt.Sprintf("s%d.N%d", i, level)
			inner := again
			if i == 0 {
				inner = types
			}
			defs = append(defs, recordOf(name, `{"name":"f","type":`+inner+`}`))
			names = append(names, `"`+name+`"`)
		}
		types, again = "["+strings.Join(defs, ",")+"]", "["+strings.Join(names, ",")+"]"
		if level > 0 {
			read = recordOf(fmt.Sprintf("N%d", level), `{"name":"f","type":`+read+`}`)
		}
	}
	// Two rings of records, of 211 and 223 types, which meet in 47053 pairs.
	ring := func(n int) string {
		s := fmt.Sprintf(`["null","R%d"]`, 0)
		for i := n - 1; i > 0; i-- {
			s = `["null",` + recordOf(fmt.Sprintf("R%d", i), `{"name":"next","type":`+s+`},{"name":"a","type":"int"}`) + `]`
		}
		return recordOf("R0", `{"name":"next","type":`+s+`},{"name":"a","type":"int"}`)
	}
	defaults := fields(3, `"int"`) + `,` + strings.ReplaceAll(fields(3, `"string","default":"`+strings.Repeat("x", 30_000)+`"`), `"f`, `"g`)
	for _, c := range []struct{ name, write, read, want string }{
		{"ways that multiply", recordOfField(types), recordOfField(read), "more than 100000 steps"},
		{"types that meet in pairs", recordOfField(`{"type":"array","items":` + ring(211) + `}`), recordOfField(`{"type":"array","items":` + ring(223) + `}`), "more than 100000 steps"},
		{"defaults that add up", recordOf("R", fields(3, `"int"`)), recordOf("R", defaults), "the defaults of a record have more than 65536 bytes"},
		{"too much text", recordOfField(`{"type":"int","doc":"` + strings.Repeat("x", wire.MaxSchemaText) + `"}`), recordOfField(`"int"`), "more than the 4194304 that are taken"},
		{"a writer's decimal", recordOfField(`{"type":"bytes","logicalType":"decimal","precision":2000000000}`), recordOfField(`"int"`), "a decimal of precision 2000000000"},
	} {
		if len(c.write) > 300_000 && c.name != "too much text" {
			t.Errorf("%s: a schema of %d bytes", c.name, len(c.write))
		}
		reg := wiretest.NewRegistry(wire.Schema{Type: wire.AvroSchema, Text: c.write})
		d, _ := wiretest.Builders(t, readerOf(t, ReaderOptions{Schema: c.read}), wire.Env{Registry: reg})
		wiretest.AtMost(t, 1<<29, func() {
			for range 3 {
				wiretest.Refused(t, c.name, d.Decode([]byte("\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00")), c.want)
			}
		})
		if len(reg.Asked) != 1 {
			t.Errorf("%s: the registry was asked %d times", c.name, len(reg.Asked))
		}
	}
	names := doubling(40, recordOf("T0", `{"name":"x","type":"int"}`), "")
	reg := wiretest.NewRegistry(wire.Schema{Subject: "s", Type: wire.AvroSchema, Text: names})
	w, err := Writer(WriterOptions{Subject: "s"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Encoder(t.Context(), wire.Env{Registry: reg}, nil)
	wiretest.Refused(t, "a schema to write", err, "more than 262144 fields within records")
	_, err = Reader(ReaderOptions{Schema: names, Mapping: []wire.Mapping{{Field: "no", Column: "No"}}, Only: true})
	wiretest.Refused(t, "a mapping", err, "")
}
