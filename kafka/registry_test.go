package kafka

import (
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"starling/kafka/embedded"
	"starling/specs/wire"
)

const avroNumber = `{"type":"record","name":"R","fields":[{"name":"n","type":"int"}]}`

// registryOf is a registry by properties, in an Env of its own.
func registryOf(t *testing.T, p Props) (wire.Registry, *Env) {
	t.Helper()
	e := &Env{}
	r, err := e.Registry(p.With(Props{"bootstrap.servers": "127.0.0.1:1"}))
	if err != nil {
		t.Fatal(err)
	}
	return r, e
}

func register(t *testing.T, r wire.Registry, subject, text string) wire.Schema {
	t.Helper()
	s, err := r.Register(t.Context(), subject, wire.Schema{Type: wire.AvroSchema, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func wantErr(t *testing.T, err error, is error, texts ...string) {
	t.Helper()
	if err == nil || is != nil && !errors.Is(err, is) {
		t.Errorf("error %v, want %v", err, is)
		return
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("error %q, want %q", err, text)
		}
	}
}

// The whole of it against the registry in the process.
func TestRegistry(t *testing.T) {
	b, err := embedded.Start(embedded.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	p := Props{"schema.registry.url": b.RegistryURL()}
	r, e := registryOf(t, p)
	ctx := t.Context()

	one := register(t, r, "a/b c", avroNumber)
	if again := register(t, r, "a/b c", avroNumber); one.ID < 1 || again.ID != one.ID {
		t.Errorf("ids %d and %d", one.ID, again.ID)
	}
	got, err := r.Schema(ctx, "a/b c", wire.Latest)
	if err != nil || got.ID != one.ID || got.Version != 1 || got.Text != avroNumber || got.Type != wire.AvroSchema {
		t.Errorf("latest: %+v %v", got, err)
	}
	// What latest is stays the same for who has asked, and is new for others.
	two := register(t, r, "a/b c", strings.ReplaceAll(avroNumber, `"int"`, `"long"`))
	if same, err := r.Schema(ctx, "a/b c", wire.Latest); err != nil || same.ID != one.ID {
		t.Errorf("latest moved: %+v %v", same, err)
	}
	other, err := e.Registry(p.With(Props{"bootstrap.servers": "127.0.0.1:1"}))
	if err != nil {
		t.Fatal(err)
	}
	if next, err := other.Schema(ctx, "a/b c", wire.Latest); err != nil || next.ID != two.ID || next.Version != 2 {
		t.Errorf("latest for another: %+v %v", next, err)
	}
	if v1, err := r.Schema(ctx, "a/b c", 1); err != nil || v1.ID != one.ID {
		t.Errorf("version 1: %+v %v", v1, err)
	}
	ref, err := r.Register(ctx, "p", wire.Schema{Type: wire.ProtobufSchema, Text: `syntax = "proto3"; message M {}`, References: []wire.Reference{{Name: "x", Subject: "a/b c", Version: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	fresh, _ := registryOf(t, p)
	if byID, err := fresh.ByID(ctx, ref.ID); err != nil || byID.Type != wire.ProtobufSchema || !slices.Equal(byID.References, ref.References) {
		t.Errorf("by id: %+v %v", byID, err)
	}

	_, err = r.Schema(ctx, "no.such", wire.Latest)
	wantErr(t, err, wire.ErrNoSchema, `subject "no.such" is not in the schema registry`)
	_, err = r.Schema(ctx, "a/b c", 7)
	wantErr(t, err, wire.ErrNoSchema, `subject "a/b c" has no version 7, only 1, 2`)
	_, err = r.ByID(ctx, 99)
	wantErr(t, err, wire.ErrNoSchema, "schema id 99: schema not found")

	if none, err := (&Env{}).Registry(Props{"bootstrap.servers": "x:1"}); none != nil || err != nil {
		t.Errorf("without a URL: %v %v", none, err)
	}
}

// proxy counts requests on their way to a handler.
type proxy struct {
	*httptest.Server
	asked  atomic.Int32
	header atomic.Value // Authorization of the last request
}

func newProxy(t *testing.T, secure bool, answer func(n int, w http.ResponseWriter) bool) *proxy {
	p := &proxy{}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.header.Store(r.Header.Get("Authorization"))
		if answer != nil && answer(int(p.asked.Add(1)), w) {
			return
		}
		fmt.Fprintf(w, `{"subject":"s","version":1,"id":5,"schema":%q}`, avroNumber)
	})
	if secure {
		p.Server = httptest.NewTLSServer(h)
	} else {
		p.Server = httptest.NewServer(h)
	}
	t.Cleanup(p.Close)
	return p
}

func status(code int, body string) func(int, http.ResponseWriter) bool {
	return func(_ int, w http.ResponseWriter) bool {
		w.WriteHeader(code)
		fmt.Fprint(w, body)
		return true
	}
}

func TestRegistryAnswers(t *testing.T) {
	for _, c := range []struct {
		code        int
		body, want  string
		asked       int32 // at most
		unavailable bool
	}{
		{401, `{"error_code":401,"message":"Unauthorized"}`, "not authorized (401): set basic.auth.user.info or bearer.auth.token: Unauthorized", 1, false},
		{403, ``, "not authorized (403)", 1, false},
		{404, `<html>nothing here</html>`, "answered 404", 1, false},
		{422, `{"error_code":42202,"message":"bad version"}`, "answered 422: bad version", 1, false},
		{200, `<html>hello</html>`, "the answer is not a schema registry's", 1, false},
		{500, `{"error_code":50001,"message":"store down"}`, "does not answer (tried for 300ms, default.api.timeout.ms): schema registry", 9, true},
	} {
		p := newProxy(t, false, status(c.code, c.body))
		r, _ := registryOf(t, Props{"schema.registry.url": p.URL, "default.api.timeout.ms": "300"})
		_, err := r.Schema(t.Context(), "s", 1)
		wantErr(t, err, nil, `subject "s": schema registry `+p.URL, c.want)
		if errors.Is(err, wire.ErrNoSchema) {
			t.Errorf("%d: taken for a schema that is not there", c.code)
		}
		if c.unavailable != (p.asked.Load() > 1) || p.asked.Load() > c.asked {
			t.Errorf("%d: asked %d times", c.code, p.asked.Load())
		}
	}
}

func TestRegistryAddresses(t *testing.T) {
	down, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + down.Addr().String()
	down.Close()
	broken, good := newProxy(t, false, status(502, "")), newProxy(t, false, nil)
	r, _ := registryOf(t, Props{"schema.registry.url": closed + ", " + broken.URL + "/," + strings.TrimPrefix(good.URL, "http://")})
	if s, err := r.Schema(t.Context(), "s", 1); err != nil || s.ID != 5 {
		t.Errorf("%+v %v", s, err)
	}
	r, _ = registryOf(t, Props{"schema.registry.url": closed, "default.api.timeout.ms": "250"})
	_, err = r.Schema(t.Context(), "s", 1)
	wantErr(t, err, nil, "does not answer (tried for 250ms, default.api.timeout.ms): connection refused")

	_, port, _ := net.SplitHostPort(good.Listener.Addr().String())
	e := &Env{Alias: Alias{"redpanda": "127.0.0.1"}}
	aliased, err := e.Registry(Props{"bootstrap.servers": "x:1", "schema.registry.url": "http://redpanda:" + port})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := aliased.Schema(t.Context(), "s", 1); err != nil {
		t.Error(err)
	}
}

func TestRegistryCredentials(t *testing.T) {
	p := newProxy(t, false, nil)
	const secret = "s3cr:t"
	withUser := strings.Replace(p.URL, "http://", "http://ada:s3cr%3At@", 1)
	basic := "Basic YWRhOnMzY3I6dA=="
	t.Setenv("REGISTRY_SECRET", secret)
	for _, c := range []struct {
		props Props
		want  string
	}{
		{Props{"schema.registry.url": p.URL, "basic.auth.user.info": "ada:${env:REGISTRY_SECRET}"}, basic},
		{Props{"schema.registry.url": p.URL, "bearer.auth.token": "${env:REGISTRY_SECRET}"}, "Bearer " + secret},
		{Props{"schema.registry.url": withUser}, basic},
		{Props{"schema.registry.url": withUser, "basic.auth.credentials.source": "URL"}, basic},
		{Props{"schema.registry.url": p.URL, "basic.auth.credentials.source": "USER_INFO", "basic.auth.user.info": "ada:" + secret}, basic},
		{Props{"schema.registry.url": p.URL, "schema.registry.basic.auth.user.info": "ada:" + secret}, basic},
		{Props{"schema.registry.url": p.URL, "basic.auth.credentials.source": "SASL_INHERIT", "sasl.username": "ada", "sasl.password": secret}, basic},
		{Props{"schema.registry.url": p.URL, "basic.auth.credentials.source": "SASL_INHERIT", "sasl.jaas.config": `x.PlainLoginModule required username="ada" password="` + secret + `";`}, basic},
		{Props{"schema.registry.url": p.URL, "bearer.auth.credentials.source": "STATIC_TOKEN", "bearer.auth.token": secret}, "Bearer " + secret},
		{Props{"schema.registry.url": p.URL}, ""},
	} {
		r, _ := registryOf(t, c.props)
		_, err := r.Schema(t.Context(), "s", 1)
		if got := p.header.Load(); err != nil || got != c.want {
			t.Errorf("%v: %q %v, want %q", c.props, got, err, c.want)
		}
	}
	refusing := newProxy(t, false, status(401, ""))
	for _, c := range []struct {
		props Props
		want  string
	}{
		{Props{"schema.registry.url": "ftp://ada:" + "s3crt" + "@x"}, `schema.registry.url: "ftp://***@x" is not a URL like`},
		{Props{"schema.registry.url": "http://ada:s3cr t@x\x7f:1"}, `schema.registry.url: is not a URL like`},
		{Props{"schema.registry.url": " , "}, "names no address"},
		{Props{"schema.registry.url": p.URL, "basic.auth.user.info": "s3cr"}, "basic.auth.user.info: the value must be user:password"},
		{Props{"schema.registry.url": p.URL, "basic.auth.credentials.source": "MAGIC"}, "basic.auth.credentials.source"},
		{Props{"schema.registry.url": p.URL, "basic.auth.credentials.source": "SASL_INHERIT"}, "SASL_INHERIT: sasl.jaas.config: missing"},
		{Props{"schema.registry.url": p.URL, "bearer.auth.credentials.source": "OAUTHBEARER", "bearer.auth.token": "s3cr"}, "is not supported, only STATIC_TOKEN"},
		{Props{"schema.registry.url": p.URL, "bearer.auth.credentials.source": "STATIC_TOKEN"}, "bearer.auth.token: missing"},
		{Props{"schema.registry.url": withUser, "bearer.auth.token": "s3cr"}, "cannot both be given"},
		{Props{"schema.registry.url": strings.Replace(refusing.URL, "http://", "http://ada:s3cr%3At@", 1)}, "not authorized (401)"},
		{Props{"schema.registry.url": "http://ada:s3cr@127.0.0.1:1", "default.api.timeout.ms": "10"}, "connection refused"},
	} {
		r, err := (&Env{}).Registry(c.props.With(Props{"bootstrap.servers": "x:1"}))
		if err == nil {
			_, err = r.Schema(t.Context(), "s", 1)
		}
		wantErr(t, err, nil, c.want)
		if err != nil && strings.Contains(err.Error(), "s3cr") {
			t.Errorf("the error shows the secret: %v", err)
		}
	}
}

func TestRegistryTLS(t *testing.T) {
	p := newProxy(t, true, nil)
	ca := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.Certificate().Raw}))
	r, _ := registryOf(t, Props{"schema.registry.url": p.URL, "schema.registry.ssl.truststore.certificates": ca})
	if _, err := r.Schema(t.Context(), "s", 1); err != nil {
		t.Error(err)
	}
	r, _ = registryOf(t, Props{"schema.registry.url": p.URL})
	start := time.Now()
	_, err := r.Schema(t.Context(), "s", 1)
	wantErr(t, err, nil, "certificate signed by unknown authority")
	if time.Since(start) > 5*time.Second {
		t.Error("an unknown authority was waited for")
	}
}
