package arrow

import (
	"bytes"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"starling/engine"
	"starling/engine/column"
	"starling/internal/racing"
	"starling/starlib"
)

func decimal(s string) column.Decimal {
	d, err := column.ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}

// samples is values of each type, as Any gives them.
var samples = []struct {
	typ column.Type
	of  []any
}{
	{column.Of(column.Bool), []any{true, nil, false}},
	{column.Of(column.Byte), []any{int8(-5), nil, int8(127)}},
	{column.Of(column.Short), []any{int16(-300), nil, int16(300)}},
	{column.Of(column.Char), []any{uint16('x'), nil, uint16(0xd83d)}},
	{column.Of(column.Int), []any{int32(-70000), nil, int32(math.MaxInt32)}},
	{column.Of(column.Long), []any{int64(1) << 60, nil, int64(-1)}},
	{column.Of(column.Float), []any{float32(1.5), nil, float32(math.Inf(1))}},
	{column.Of(column.Double), []any{-0.1, nil, math.Inf(-1)}},
	{column.Of(column.Instant), []any{int64(1_700_000_000_123_456_789), nil, int64(-1)}},
	{column.Of(column.String), []any{"", nil, "äöü\x00🙂"}},
	{column.Of(column.Bytes), []any{[]byte{}, nil, []byte{0, 255}}},
	{localDate, []any{column.LocalDate(19000), nil, column.LocalDate(-1)}},
	{localTime, []any{column.LocalTime(1), nil, column.LocalTime(86_399_999_999_999)}},
	{localDateTime, []any{column.LocalDateTime{Date: 19000, Time: 5}, nil, column.LocalDateTime{Date: -3, Time: 86_399_000_000_001}}},
	{duration, []any{column.Duration(-5), nil, column.Duration(1 << 60)}},
	{column.BigDecimal, []any{decimal("1.50"), nil, decimal("-1e40")}},
	{column.BigInteger, []any{big.NewInt(-7), nil, new(big.Int).Lsh(big.NewInt(1), 200)}},
	{column.ArrayOf(column.Of(column.Int)), []any{[]int32{1, column.NullInt}, nil, []int32{}}},
	{column.ArrayOf(column.Of(column.String)), []any{[]string{"a", ""}, nil, []string{}}},
	{column.ArrayOf(column.ArrayOf(column.Of(column.Double))), nil},
	{column.Bools, []any{[]int8{1, 0}, nil, []int8{}}},
}

// sampled is a vector of n of a sample's values.
func sampled(t *testing.T, typ column.Type, of []any, n int) column.Vector {
	t.Helper()
	v := column.NewVector(typ)
	for i := range n {
		if len(of) == 0 {
			v.AppendNull()
		} else if x := of[i%len(of)]; x == nil {
			v.AppendNull()
		} else if !v.AppendAny(x) {
			t.Fatalf("%v is no %s", x, typ)
		}
	}
	return v
}

func frameOf(t *testing.T, n int) *engine.Frame {
	t.Helper()
	f := &engine.Frame{Size: n, Hi: n}
	for i, s := range samples {
		f.Schema = append(f.Schema, column.Field{Name: "C" + string(rune('A'+i)), Type: s.typ})
		f.Cols = append(f.Cols, sampled(t, s.typ, s.of, n))
	}
	return f
}

var writing = &Writing{Texts: column.Java}

// written is a frame as a file or a stream, with so many rows a batch.
func written(t testing.TB, f *engine.Frame, stream bool, rows int) ([]byte, error) {
	t.Helper()
	var out bytes.Buffer
	w, err := Files{}.Write(t.Context(), &out, f.Schema, column.Java, stream)
	if err != nil {
		t.Fatal(err)
	}
	w.(*writer).writing.Rows = rows
	err = errors.Join(w.Rows(f), w.Close())
	return out.Bytes(), err
}

// reading has names as they are, and the room of a test.
var reading = starlib.ArrowReading{
	Bytes: 1 << 24,
	Names: func(of []string) []string { return of },
	Room: func(rows, columns int) error {
		if rows*columns > 1<<20 {
			return errors.New("no room")
		}
		return nil
	},
}

func read(t testing.TB, b []byte) ([]column.Field, []column.Vector, error) {
	t.Helper()
	return Files{}.Read(t.Context(), bytes.NewReader(b), reading)
}

// What is written as a file or as a stream is read as it was: each type, nulls, any number of batches.
func TestRoundTrip(t *testing.T) {
	for _, n := range []int{0, 1, 7, 64, 1000} {
		for _, rows := range []int{0, 1, 5, 64} {
			for _, stream := range []bool{false, true} {
				f := frameOf(t, n)
				b, err := written(t, f, stream, rows)
				if err != nil {
					t.Fatal(err)
				}
				fields, cols, err := read(t, b)
				if err != nil {
					t.Fatalf("stream %v of %d rows by %d: %v", stream, n, rows, err)
				}
				if !reflect.DeepEqual(fields, f.Schema) {
					t.Fatalf("stream %v: fields %v, want %v", stream, fields, f.Schema)
				}
				for i, v := range cols {
					if v.Len() != n {
						t.Fatalf("stream %v: column %s has %d values, want %d", stream, fields[i].Name, v.Len(), n)
					}
					for j := range n {
						if got, want := v.Any(j), f.Cols[i].Any(j); !reflect.DeepEqual(got, want) {
							t.Fatalf("stream %v: %s of type %s in row %d is %v, want %v", stream, fields[i].Name, fields[i].Type, j, got, want)
						}
					}
				}
			}
		}
	}
}

// NaN is no null, and the text of an object without a type of Arrow's is the style's.
func TestWhatIsNoNumber(t *testing.T) {
	v := sampled(t, column.Of(column.Double), []any{math.NaN(), nil}, 2)
	a, err := writing.values(column.Of(column.Double), v, 0, 2)
	if err != nil || a.NullN() != 1 || !math.IsNaN(a.(*array.Float64).Value(0)) {
		t.Errorf("NaN and null are %v, %v", a, err)
	}
	zone := column.ObjectOf("java.time.Period")
	v = sampled(t, zone, []any{column.Period{Years: 1}, nil}, 2)
	a, err = writing.values(zone, v, 0, 2)
	if err != nil || a.String() != `["P1Y" (null)]` {
		t.Errorf("a period is %v, %v", a, err)
	}
}

// What is beyond Arrow's range is an error that names the column.
func TestOutOfRange(t *testing.T) {
	f := &engine.Frame{Size: 1, Hi: 1, Schema: []column.Field{{Name: "When", Type: localDateTime}}}
	f.Cols = []column.Vector{sampled(t, localDateTime, []any{column.LocalDateTime{Date: 4_000_000}}, 1)}
	_, err := written(t, f, true, 0)
	if err == nil || !strings.Contains(err.Error(), "column When: +12921-") {
		t.Errorf("%v", err)
	}
}

// What other programs write becomes the smallest type that has all of it.
func TestForeign(t *testing.T) {
	alloc := memory.DefaultAllocator
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "U8", Type: arrow.PrimitiveTypes.Uint8},
		{Name: "U32", Type: arrow.PrimitiveTypes.Uint32},
		{Name: "U64", Type: arrow.PrimitiveTypes.Uint64},
		{Name: "Sec", Type: &arrow.TimestampType{Unit: arrow.Second, TimeZone: "Europe/Berlin"}},
		{Name: "Naive", Type: &arrow.TimestampType{Unit: arrow.Millisecond}},
		{Name: "Dec", Type: &arrow.Decimal128Type{Precision: 10, Scale: 2}},
		{Name: "Dict", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}},
		{Name: "Large", Type: arrow.LargeListOf(arrow.PrimitiveTypes.Int16)},
		{Name: "D64", Type: arrow.FixedWidthTypes.Date64},
	}, nil)
	b := array.NewRecordBuilder(alloc, schema)
	b.Field(0).(*array.Uint8Builder).Append(200)
	b.Field(1).(*array.Uint32Builder).Append(math.MaxUint32)
	b.Field(2).(*array.Uint64Builder).Append(math.MaxUint64)
	b.Field(3).(*array.TimestampBuilder).Append(5)
	b.Field(4).(*array.TimestampBuilder).Append(1500)
	b.Field(5).(*array.Decimal128Builder).Append(decimal128.FromI64(-150))
	if err := b.Field(6).(*array.BinaryDictionaryBuilder).AppendString("x"); err != nil {
		t.Fatal(err)
	}
	list := b.Field(7).(*array.LargeListBuilder)
	list.Append(true)
	list.ValueBuilder().(*array.Int16Builder).AppendValues([]int16{1, 2}, []bool{true, false})
	b.Field(8).(*array.Date64Builder).Append(arrow.Date64(86_400_000 * 3))
	for i := range schema.NumFields() {
		b.Field(i).AppendNull()
	}
	var out bytes.Buffer
	w := ipc.NewWriter(&out, ipc.WithSchema(schema))
	if err := w.Write(b.NewRecordBatch()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	fields, cols, err := read(t, out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	max := new(big.Int).SetUint64(math.MaxUint64)
	for i, want := range []any{int16(200), int64(math.MaxUint32), max, int64(5e9), column.LocalDateTime{Time: 1_500_000_000}, decimal("-1.50"), "x", []int16{1, column.NullShort}, column.LocalDate(3)} {
		if got := cols[i].Any(0); !reflect.DeepEqual(got, want) || cols[i].Any(1) != nil || fields[i].Name != schema.Field(i).Name {
			t.Errorf("%s is %v and %v, want %v and null", fields[i].Name, got, cols[i].Any(1), want)
		}
	}
}

// What has no type here is an error that names it.
func TestNoType(t *testing.T) {
	schema := arrow.NewSchema([]arrow.Field{{Name: "S", Type: arrow.StructOf(arrow.Field{Name: "a", Type: arrow.PrimitiveTypes.Int32})}}, nil)
	var out bytes.Buffer
	if err := ipc.NewWriter(&out, ipc.WithSchema(schema)).Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := read(t, out.Bytes()); err == nil || !strings.Contains(err.Error(), "column S is of Arrow's type struct<a: int32") {
		t.Errorf("%v", err)
	}
}

// foreign is files to damage: of a type each, a dictionary, compressed.
func foreign(t testing.TB) [][]byte {
	t.Helper()
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "S", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}},
		{Name: "N", Type: arrow.Null},
		{Name: "L", Type: arrow.ListOf(arrow.PrimitiveTypes.Int64)},
	}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	for i := range 100 {
		if err := b.Field(0).(*array.BinaryDictionaryBuilder).AppendString(string(rune('a' + i%5))); err != nil {
			t.Fatal(err)
		}
		b.Field(1).AppendNull()
		list := b.Field(2).(*array.ListBuilder)
		list.Append(true)
		list.ValueBuilder().(*array.Int64Builder).Append(int64(i))
	}
	batch := b.NewRecordBatch()
	var all [][]byte
	for _, o := range []ipc.Option{ipc.WithZstd(), ipc.WithLZ4()} {
		var file, stream bytes.Buffer
		f, err := ipc.NewFileWriter(&file, ipc.WithSchema(schema), o)
		if err != nil {
			t.Fatal(err)
		}
		s := ipc.NewWriter(&stream, ipc.WithSchema(schema), o)
		if err := errors.Join(f.Write(batch), f.Close(), s.Write(batch), s.Close()); err != nil {
			t.Fatal(err)
		}
		all = append(all, file.Bytes(), stream.Bytes())
	}
	return all
}

// seeds is files and streams, whole.
func seeds(t testing.TB, f *engine.Frame) [][]byte {
	t.Helper()
	all := foreign(t)
	for _, stream := range []bool{false, true} {
		b, err := written(t, f, stream, 0)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b)
	}
	return all
}

// Files that are compressed or have dictionaries are read.
func TestCompressed(t *testing.T) {
	for _, b := range foreign(t) {
		fields, cols, err := read(t, b)
		if err != nil || len(fields) != 3 || cols[0].Any(99) != "e" || cols[1].Any(0) != nil || !reflect.DeepEqual(cols[2].Any(99), []int64{99}) {
			t.Errorf("%v %v", fields, err)
		}
	}
}

// Damaged files are errors and take no more memory than whole ones, whatever is damaged.
func TestDamaged(t *testing.T) {
	for _, whole := range append(seeds(t, frameOf(t, 50)), []byte{}, []byte("not arrow at all, but long enough to be read")) {
		rnd := rand.New(rand.NewPCG(1, 2))
		for range racing.Less(2000) {
			b := bytes.Clone(whole)
			if len(b) > 0 {
				switch rnd.IntN(4) {
				case 0:
					b = b[:rnd.IntN(len(b))]
				case 1: // a length, maybe
					at := rnd.IntN(max(len(b)/4, 1)) * 4
					copy(b[at:], []byte{0xff, 0xff, 0xff, byte(rnd.Uint32())})
				default:
					for range 1 + rnd.IntN(4) {
						b[rnd.IntN(len(b))] = byte(rnd.Uint32())
					}
				}
			}
			read(t, b) //nolint:errcheck // it may be none
		}
	}
	if _, _, err := read(t, nil); err == nil || !strings.Contains(err.Error(), "not a file or a stream of Arrow's") {
		t.Errorf("nothing: %v", err)
	}
}

// TestSchemaLengths: lists of the schema that say to be longer than the file are refused before the library
// makes them.
func TestSchemaLengths(t *testing.T) {
	f := frameOf(t, 3)
	for _, stream := range []bool{false, true} {
		whole, err := written(t, f, stream, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := checkSchema(bytes.NewReader(whole), int64(len(whole)), !stream); err != nil {
			t.Fatal(err)
		}
		refused := 0
		for at := range len(whole) - 4 { // one place in each is the number of fields
			if int(whole[at]) == len(f.Schema) && whole[at+1] == 0 && whole[at+2] == 0 && whole[at+3] == 0 {
				b := bytes.Clone(whole)
				b[at+3] = 0x7f
				if checkSchema(bytes.NewReader(b), int64(len(b)), !stream) != nil {
					refused++
				}
			}
		}
		if refused == 0 {
			t.Errorf("stream %v: no length of a list is refused", stream)
		}
	}
}

// FuzzRead: whatever a file has, reading it ends, with an error or columns of one length.
func FuzzRead(f *testing.F) {
	one := column.NewVector(column.Of(column.Int))
	one.AppendAny(int32(1))
	for _, b := range seeds(f, &engine.Frame{Size: 1, Hi: 1, Schema: []column.Field{{Name: "A", Type: column.Of(column.Int)}}, Cols: []column.Vector{one}}) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		_, cols, err := read(t, b)
		for _, v := range cols {
			if err == nil && v.Len() != cols[0].Len() {
				t.Errorf("columns of %d and %d values", cols[0].Len(), v.Len())
			}
		}
	})
}

func BenchmarkBatches(b *testing.B) {
	const n = 100_000
	f := &engine.Frame{Size: n, Hi: n}
	for i, k := range []column.Kind{column.Long, column.Double, column.Instant, column.Int, column.String} {
		v := column.NewVector(column.Of(k))
		for j := range n {
			switch v := v.(type) {
			case *column.Vec[int64]:
				v.Append(int64(j))
			case *column.Vec[int32]:
				v.Append(int32(j))
			case *column.Vec[float64]:
				v.Append(float64(j))
			case *column.Vec[string]:
				v.Append("BTC-USD")
			}
		}
		f.Schema, f.Cols = append(f.Schema, column.Field{Name: string(rune('A' + i)), Type: column.Of(k)}), append(f.Cols, v)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range writing.Batches(f) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
