package registry

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"starling/engine/column"
	"starling/kafka/client"
	"starling/kafka/kafkatest"
	"starling/specs/avro"
	"starling/specs/wire"
)

// endless writes an answer of so many bytes, or until nobody reads any more.
func endless(w http.ResponseWriter, head string, n int) {
	fmt.Fprint(w, head)
	for chunk := strings.Repeat("x", 1<<16); n > 0; n -= len(chunk) {
		if _, err := io.WriteString(w, chunk); err != nil {
			break
		}
	}
}

// An answer is read so far and no further, whatever its form; it is not asked for again.
func TestRegistryLargeAnswers(t *testing.T) {
	const far = 1 << 30
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write(make([]byte, 1<<20)) //nolint:errcheck // into memory
	z.Close()
	member := zipped.Bytes()
	for _, c := range []struct {
		name string
		h    func(w http.ResponseWriter)
	}{
		{"a schema", func(w http.ResponseWriter) { endless(w, `{"schema":"`, far) }},
		{"an error", func(w http.ResponseWriter) {
			w.WriteHeader(422)
			endless(w, `{"error_code":42201,"message":"`, far)
		}},
		{"a compressed schema", func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "gzip")
			for n := 0; n < far; n += 1 << 20 { // a gzip file may have several members
				if _, err := w.Write(member); err != nil {
					break
				}
			}
		}},
	} {
		p := newProxy(t, false, func(_ int, w http.ResponseWriter) bool {
			c.h(w)
			return true
		})
		r, _ := registryOf(t, client.Props{"schema.registry.url": p.URL})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := r.Schema(t.Context(), "s", 1)
		kafkatest.WantErr(t, err, wire.ErrTooLarge, `subject "s": schema registry `+p.URL+": the answer has more than 16 MB")
		for range 3 { // the second time it is remembered
			_, err = r.ByID(t.Context(), 5)
			kafkatest.WantErr(t, err, wire.ErrTooLarge, "schema id 5: schema registry "+p.URL+": the answer has more than 16 MB")
		}
		runtime.ReadMemStats(&after)
		if n := p.asked.Load(); n != 2 {
			t.Errorf("%s: asked %d times", c.name, n)
		}
		if got := after.TotalAlloc - before.TotalAlloc; got > 20*maxAnswer {
			t.Errorf("%s: %d bytes allocated", c.name, got)
		}
		// Records of a schema that refers to it are bad, and nobody waits for it.
		if c.name == "a schema" {
			kafkatest.WantErr(t, decodeOf(t, referring{r}), wire.ErrTooLarge, `schema id 1: reference "x"`, "the answer has more than 16 MB")
		}
	}
}

// referring is a registry whose schemas refer to one that another registry has.
type referring struct{ wire.Registry }

func (r referring) ByGUID(ctx context.Context, guid string) (wire.Schema, error) {
	return r.ByID(ctx, 0)
}

func (referring) ByID(context.Context, int) (wire.Schema, error) {
	return wire.Schema{ID: 1, Type: wire.AvroSchema, Text: avroNumber, References: []wire.Reference{{Name: "x", Subject: "s", Version: 1}}}, nil
}

func decodeOf(t *testing.T, r wire.Registry) error {
	t.Helper()
	reader, err := avro.Reader(avro.ReaderOptions{Schema: avroNumber})
	if err != nil {
		t.Fatal(err)
	}
	d, err := reader.Decoder(wire.Env{Registry: r, Life: t.Context()}, []column.Builder{column.NewBuilder(column.Of(column.Int))})
	if err != nil {
		t.Fatal(err)
	}
	return d.Decode([]byte("\x00\x00\x00\x00\x01\x02"))
}

// An answer of exactly as many bytes as may be is read, and what an error says is cut.
func TestRegistryAnswerFits(t *testing.T) {
	head, tail := `{"subject":"s","version":1,"id":5,"schema":"`, `"}`
	p := newProxy(t, false, func(_ int, w http.ResponseWriter) bool {
		fmt.Fprint(w, head, strings.Repeat("x", maxAnswer-len(head)-len(tail)), tail)
		return true
	})
	r, _ := registryOf(t, client.Props{"schema.registry.url": p.URL})
	if s, err := r.Schema(t.Context(), "s", 1); err != nil || len(s.Text) != maxAnswer-len(head)-len(tail) {
		t.Errorf("%d bytes, %v", len(s.Text), err)
	}
	for _, body := range []string{`{"error_code":42201,"message":"` + strings.Repeat("x", 1<<20) + `"}`, strings.Repeat("y", 1<<20)} {
		r, _ = registryOf(t, client.Props{"schema.registry.url": newProxy(t, false, status(422, body)).URL})
		if _, err := r.Schema(t.Context(), "s", 1); err == nil || len(err.Error()) > 1000 {
			t.Errorf("%v", err)
		}
	}
}

// Ids that are not there do not add up.
func TestRegistryManyIDs(t *testing.T) {
	p := newProxy(t, false, status(404, `{"error_code":40403,"message":"Schema not found"}`))
	r, _ := registryOf(t, client.Props{"schema.registry.url": p.URL})
	s := r.(*View).schemas
	for id := range 2 * refusedMost {
		s.refuse(schemaName{id: id}, wire.ErrNoSchema)
		s.refused[schemaName{id: id}] = refusedName{wire.ErrNoSchema, s.refused[schemaName{id: id}].until.Add(-2 * refusedFor)}
	}
	_, err := r.ByID(t.Context(), 1<<30)
	kafkatest.WantErr(t, err, wire.ErrNoSchema, "schema id 1073741824: schema not found")
	if n := len(s.refused); n > refusedMost+1 {
		t.Errorf("%d ids are remembered", n)
	}
}
