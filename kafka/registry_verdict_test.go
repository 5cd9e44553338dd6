package kafka

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"

	"starling/specs/wire"
)

const (
	idPage  = "<html><body>Not here</body></html>"
	idError = `{"error_code":%d,"message":"no, not this one"}`
)

// What a registry answers for one id while it serves others is about that schema: a record
// that has it is bad, the others are read.
func TestRegistryRefusesOne(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   string // of the error
		stays  bool   // what the registry gave of an id holds
	}{
		{"400", 400, fmt.Sprintf(idError, 400), "answered 400: no, not this one", false},
		{"401", 401, fmt.Sprintf(idError, 401), "not authorized (401)", false},
		{"402", 402, "", "answered 402", false},
		{"403", 403, fmt.Sprintf(idError, 40301), "not authorized (403)", false},
		{"403 without a word", 403, "", "not authorized (403)", false},
		{"its own 404", 404, fmt.Sprintf(idError, 40403), "schema id 2: schema not found", false},
		{"another 404", 404, fmt.Sprintf(idError, 404), "answered 404: no, not this one", false},
		{"a page of 404", 404, idPage, "answered 404", false},
		{"405", 405, "", "answered 405", false},
		{"406", 406, idPage, "answered 406", false},
		{"409", 409, fmt.Sprintf(idError, 409), "answered 409", false},
		{"410", 410, "", "answered 410", false},
		{"422", 422, fmt.Sprintf(idError, 42201), "answered 422", false},
		{"451", 451, "", "answered 451", false},
		{"a page", 200, idPage, "the answer is not a schema registry's", false},
		{"nothing", 200, "", "the answer is not a schema registry's", false},
		{"no content", 204, "", "the answer is not a schema registry's", false},
		{"null", 200, "null", "the answer has no schema", false},
		{"an object without a schema", 200, "{}", "the answer has no schema", false},
		{"an empty schema", 200, `{"schema":""}`, "the answer has no schema", false},
		{"a list", 200, "[]", "the answer is not a schema registry's", false},
		{"a number as schema", 200, `{"schema":5}`, "the answer is not a schema registry's", false},
		{"half an answer", 200, `{"schema":"\"int`, "the answer is not a schema registry's", false},
		{"a language that nobody knows", 200, `{"schemaType":"THRIFT","schema":"struct R {}"}`, `unknown schema type "THRIFT"`, false},
		{"a language of another type", 200, `{"schemaType":7,"schema":"x"}`, "the answer is not a schema registry's", false},
		{"another language", 200, `{"schemaType":"JSON","schema":"{}"}`, "JSON", true},
		{"a schema that is none", 200, `{"schema":"{\"type\":\"recor\"}"}`, "schema id 2: ", true},
		{"a schema that breaks off", 200, `{"schema":"{\"type\":"}`, "schema id 2: ", true},
		{"a redirect to nowhere", 302, "", "answered 302", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				first, second := r.registers("s", avroNumber), r.registers("other", avroWider)
				table := r.consume("t", byAvro(r))
				r.broker.Registry.Answer(fmt.Sprintf("/schemas/ids/%d", second), c.status, c.body)
				r.feedAvro(first, 0)
				r.feedAvro(second, 1)
				r.feedAvro(first, 2)
				r.step()
				r.want(table.Table, "0 0", "2 2")
				bad := r.readCols(table.Errors(), "KafkaOffset", "Part", "Error")
				if len(bad) != 1 || !strings.HasPrefix(bad[0], "1 value schema id 2: ") || !strings.Contains(bad[0], c.want) {
					r.Errorf("bad records %q, want %q", bad, c.want)
				}
				r.broker.Registry.Answer(fmt.Sprintf("/schemas/ids/%d", second), 0, "")
				time.Sleep(refusedFor)
				r.feedAvro(second, 3)
				r.step()
				want := []string{"0 0", "2 2", "3 3"}
				if c.stays {
					want = want[:2]
				}
				r.want(table.Table, want...)
			})
		})
	}
}

// What says nothing of a schema is waited for, however long: no record is given up for it,
// it is said at once, kc.status has it, and who wants to be done hears of it in time.
func TestRegistryWaitedFor(t *testing.T) {
	all := func(status int, body string) func(r *rig) {
		return func(r *rig) { r.broker.Registry.Answer("", status, body) }
	}
	one := func(status int) func(r *rig) {
		return func(r *rig) { r.broker.Registry.Answer("/schemas/ids/2", status, "") }
	}
	for _, c := range []struct {
		name   string
		strike func(r *rig)
		why    string
	}{
		{"down", func(r *rig) { r.broker.Registry.Down() }, "connection refused"},
		{"no answer", func(r *rig) { r.broker.Registry.Slow(time.Hour) }, "no answer yet"},
		{"401 for all", all(401, ""), "not authorized (401)"},
		{"403 for all", all(403, fmt.Sprintf(idError, 403)), "not authorized (403)"},
		{"401 for schemas, not for languages", func(r *rig) {
			r.broker.Registry.Answer("", 401, "")
			r.broker.Registry.Answer("/schemas/types", 200, `["AVRO"]`)
		}, "not authorized (401)"},
		{"a page for all", all(200, idPage), "the answer is not a schema registry's"},
		{"404 for all", all(404, idPage), "answered 404"},
		{"nothing for all", all(200, ""), "the answer is not a schema registry's"},
		{"a redirect for all", all(302, ""), "answered 302"},
		{"408", one(408), "answered 408"},
		{"425", one(425), "answered 425"},
		{"429", one(429), "answered 429"},
		{"500", one(500), "answered 500"},
		{"502", one(502), "answered 502"},
		{"503", one(503), "answered 503"},
		{"504", one(504), "answered 504"},
		{"599", one(599), "answered 599"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, map[string]int{"t": 1}, func(r *rig) {
				first, second := r.registers("s", avroNumber), r.registers("other", avroWider)
				table := r.consume("t", byAvro(r), set("default.api.timeout.ms", "20000"))
				status, err := table.Status(r.Context())
				r.ok(err)
				status.Retain()
				r.feedAvro(first, 0)
				r.step()
				c.strike(r)
				r.feedAvro(second, 1)
				time.Sleep(2 * time.Second)
				if !r.told("waiting for the schema registry http://localhost:8081, records stay unread meanwhile", c.why) {
					r.Errorf("nothing is said after two seconds: %q", r.heard)
				}
				r.ok(r.graph.Step(r.Context()))
				if got := r.readCols(status, "Lag", "Error"); len(got) != 1 || !strings.HasPrefix(got[0], "1 waits for the schema registry http://localhost:8081: ") {
					r.Errorf("status %q", got)
				}
				start := time.Now()
				err = r.env.CatchUp(r.Context())
				if d := time.Since(start); d < 17*time.Second || d > 19*time.Second {
					r.Errorf("it took %v", d)
				}
				wantErr(r.T, err, nil, "schema registry http://localhost:8081 does not answer (waited for 20s, default.api.timeout.ms): ")
				if n := table.BadRecords(); n != 0 {
					r.Errorf("%d bad records", n)
				}
				r.broker.Registry.Up()
				r.broker.Registry.Slow(0)
				for _, path := range []string{"", "/schemas/types", "/schemas/ids/2"} {
					r.broker.Registry.Answer(path, 0, "")
				}
				r.step()
				r.ok(r.env.CatchUp(r.Context()))
				r.want(table.Table, "0 0", "1 1")
				if len(r.heard) != 2 || !r.told("answers again") {
					r.Errorf("notices %q", r.heard)
				}
			})
		})
	}
}

// A refusal that passes while it is looked into is none.
func TestRegistryRefusesForAMoment(t *testing.T) {
	for _, status := range []int{http.StatusForbidden, http.StatusNotFound, http.StatusGone} {
		bubble(t, map[string]int{"t": 1}, func(r *rig) {
			r.registers("s", avroNumber)
			second := r.registers("other", avroWider)
			table := r.consume("t", byAvro(r))
			r.broker.Registry.Fail(status, 1)
			r.feedAvro(second, 1)
			r.step()
			r.want(table.Table, "0 1")
			if n := table.BadRecords(); n != 0 {
				r.Errorf("%d: %d bad records", status, n)
			}
		})
	}
}

// A schema that another refers to may be refused as well.
func TestRegistryRefusesReference(t *testing.T) {
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		first := r.registers("s", avroNumber)
		r.registers("in", `{"type":"record","name":"In","fields":[{"name":"x","type":"int"}]}`)
		refers, err := r.broker.Registry.Register("out", sr.Schema{
			Schema:     `{"type":"record","name":"R","fields":[{"name":"n","type":"int"},{"name":"in","type":["null","In"]}]}`,
			References: []sr.SchemaReference{{Name: "In", Subject: "in", Version: 1}},
		})
		r.ok(err)
		table := r.consume("t", byAvro(r))
		r.broker.Registry.Answer("/subjects/in/versions/1", 403, "")
		rec := &kgo.Record{Topic: "t", Value: []byte{0, 0, 0, 0, byte(refers), 2, 0}}
		r.ok(r.feeder.ProduceSync(r.Context(), rec).FirstErr())
		r.feedAvro(first, 1)
		r.step()
		r.want(table.Table, "1 1")
		bad := r.readCols(table.Errors(), "Error")
		if len(bad) != 1 || !strings.Contains(bad[0], `subject "in"`) || !strings.Contains(bad[0], "not authorized (403)") {
			r.Errorf("bad records %q", bad)
		}
	})
}

// A registry that has refused the only schema so far is asked which others it has.
func TestRegistryServes(t *testing.T) {
	for _, c := range []struct {
		name    string
		status  int
		others  map[string]int
		refused bool
	}{
		{"subjects", 403, map[string]int{"/subjects": 200}, true},
		{"languages do not tell who is let in", 403, map[string]int{"/subjects": 403, "/schemas/types": 200}, false},
		{"languages tell a registry", 410, map[string]int{"/subjects": 403, "/schemas/types": 200}, true},
		{"nothing", 410, map[string]int{"/subjects": 410, "/schemas/types": 410}, false},
		{"another 404", 404, map[string]int{"/subjects": 404, "/schemas/types": 404}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, nil, func(r *rig) {
				id := r.registers("s", avroNumber)
				reg, err := r.env.Registry(r.props.With(Props{"schema.registry.url": r.broker.Registry.URL()}))
				r.ok(err)
				r.broker.Registry.Answer(fmt.Sprintf("/schemas/ids/%d", id), c.status, "")
				for path, status := range c.others {
					body := ""
					if status == 200 {
						body = "[]"
					}
					r.broker.Registry.Answer(path, status, body)
				}
				heard := make(chan error, 1)
				go func() {
					_, err := reg.ByID(r.Context(), id)
					heard <- err
				}()
				time.Sleep(time.Minute)
				select {
				case err := <-heard:
					if !c.refused || !errors.Is(err, wire.ErrNoSchema) {
						r.Errorf("refused: %v", err)
					}
				default:
					if c.refused {
						r.Errorf("not refused: %q", r.heard)
					}
					r.broker.Registry.Answer(fmt.Sprintf("/schemas/ids/%d", id), 0, "")
					r.ok(<-heard)
				}
			})
		})
	}
}

// What a table cannot begin with is said at once, and a registry that may come back too.
func TestRegistryAtStart(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   string
	}{
		{"a language that nobody knows", 200, `{"subject":"s","version":1,"id":1,"schemaType":"THRIFT","schema":"x"}`, `unknown schema type "THRIFT"`},
		{"a page", 200, idPage, "the answer is not a schema registry's"},
		{"nothing", 200, "", "the answer is not a schema registry's"},
		{"no schema", 200, `{"subject":"s","version":1,"id":1}`, "the answer has no schema"},
		{"403", 403, "", "not authorized (403)"},
		{"410", 410, "", "answered 410"},
	} {
		bubble(t, map[string]int{"t": 1}, func(r *rig) {
			r.registers("s", avroNumber)
			r.broker.Registry.Answer("/subjects/s/versions/latest", c.status, c.body)
			p, o := r.consumeArgs("t", []func(Props, *Consume){byAvro(r)})
			start := time.Now()
			_, err := r.env.Consume(r.Context(), r.graph, p, o)
			wantErr(r.T, err, nil, "value_spec: ", c.want)
			if d := time.Since(start); d != 0 {
				r.Errorf("%s: it took %v", c.name, d)
			}
		})
	}
	bubble(t, map[string]int{"t": 1}, func(r *rig) {
		r.broker.Registry.Down()
		p, o := r.consumeArgs("t", []func(Props, *Consume){byAvro(r)})
		failed := make(chan error)
		go func() {
			_, err := r.env.Consume(r.Context(), r.graph, p, o)
			failed <- err
		}()
		time.Sleep(time.Second)
		if !r.told("waiting for the schema registry http://localhost:8081: connection refused") {
			r.Errorf("nothing is said after a second: %q", r.heard)
		}
		wantErr(r.T, <-failed, nil, "does not answer (tried for 1m0s, default.api.timeout.ms): connection refused")
	})
}
