package client

import (
	"bytes"
	"context"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/kafka/kafkatest"
)

// tokenBroker accepts OAUTHBEARER with the token good; it keeps what it was sent first.
func tokenBroker(t *testing.T, good string, sent *atomic.Value) Props {
	t.Helper()
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "a"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	cluster.ControlKey(int16(kmsg.SASLHandshake), func(req kmsg.Request) (kmsg.Response, error, bool) {
		cluster.KeepControl()
		resp := req.ResponseKind().(*kmsg.SASLHandshakeResponse)
		resp.SupportedMechanisms = []string{"OAUTHBEARER"}
		if req.(*kmsg.SASLHandshakeRequest).Mechanism != "OAUTHBEARER" {
			resp.ErrorCode = kerr.UnsupportedSaslMechanism.Code
		}
		return resp, nil, true
	})
	cluster.ControlKey(int16(kmsg.SASLAuthenticate), func(req kmsg.Request) (kmsg.Response, error, bool) {
		cluster.KeepControl()
		resp := req.ResponseKind().(*kmsg.SASLAuthenticateResponse)
		switch first := req.(*kmsg.SASLAuthenticateRequest).SASLAuthBytes; {
		case bytes.Equal(first, []byte{1}):
			why := "the token was refused"
			resp.ErrorCode, resp.ErrorMessage = kerr.SaslAuthenticationFailed.Code, &why
		case bytes.Contains(first, []byte("\x01auth=Bearer "+good+"\x01")):
			sent.Store(string(first))
		default:
			resp.SASLAuthBytes = []byte(`{"status":"invalid_token"}`)
		}
		return resp, nil, true
	})
	return Props{
		"bootstrap.servers": cluster.ListenAddrs()[0], "default.api.timeout.ms": "3000",
		"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "OAUTHBEARER",
	}
}

func TestToken(t *testing.T) {
	var sent atomic.Value
	p := tokenBroker(t, "g00d.token", &sent)
	t.Setenv("STARLING_TOKEN", "g00d.token")
	path := write(t, "token", "g00d.token\n")
	for _, c := range []Props{
		{"sasl.oauthbearer.token": "g00d.token"},
		{"sasl.oauthbearer.token": "${env:STARLING_TOKEN}"},
		{"sasl.oauthbearer.token": "${file:" + path + "}"},
		{"sasl.oauthbearer.token.endpoint.url": "file://" + path},
		{"sasl.oauthbearer.token": "g00d.token", "sasl.jaas.config": `org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required extension_logicalCluster="lkc-1";`},
		{"sasl.oauthbearer.token": "g00d.token", "sasl.oauthbearer.extensions": "logicalCluster=lkc-1"},
	} {
		if got, err := new(Env).Topics(t.Context(), p.With(c)); err != nil || len(got) != 1 {
			t.Errorf("%v: %q, %v", c, got, err)
		}
		if has := strings.Contains(sent.Load().(string), "\x01logicalCluster=lkc-1\x01"); has != (len(c) == 2) {
			t.Errorf("%v: sent %q", c, sent.Load())
		}
	}
	start := time.Now()
	_, err := new(Env).Topics(t.Context(), p.With(Props{"sasl.oauthbearer.token": "S3CRET"}))
	kafkatest.WantErr(t, err, kerr.SaslAuthenticationFailed, "the token was refused")
	if strings.Contains(err.Error(), "S3CRET") || time.Since(start) > 2*time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}

// tokenIssuer gives numbered tokens to the client "ada" with the secret "S3CRET/+".
func tokenIssuer(t *testing.T, seconds int, asked *atomic.Int32) *httptest.Server {
	t.Helper()
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, pass, _ := r.BasicAuth()
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Path == "/busy" && asked.Add(1) < 3:
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/token", http.StatusTemporaryRedirect)
		case r.URL.Path == "/page":
			fmt.Fprint(w, "<html>")
		case r.Method != http.MethodPost || r.FormValue("grant_type") != "client_credentials":
			w.WriteHeader(http.StatusBadRequest)
		case user != "ada" || pass != url.QueryEscape("S3CRET/+"):
			w.WriteHeader(http.StatusUnauthorized)
			pass, _ = url.QueryUnescape(pass)
			fmt.Fprintf(w, `{"error":"invalid_client","error_description":"%s is wrong"}`, pass)
		default:
			asked.Add(1)
			fmt.Fprintf(w, `{"access_token":"g00d.token","token_type":"bearer","expires_in":%d,"scope":%q}`, seconds, r.FormValue("scope"))
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func TestTokenIssuer(t *testing.T) {
	var sent atomic.Value
	var asked atomic.Int32
	s := tokenIssuer(t, 3600, &asked)
	trust := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	p := tokenBroker(t, "g00d.token", &sent).With(Props{
		"ssl.truststore.certificates": trust, "sasl.oauthbearer.token.endpoint.url": "https://example.com:" + port + "/token",
	})
	jaas := Props{"sasl.jaas.config": `x.OAuthBearerLoginModule required clientId="ada" clientSecret="${env:STARLING_CLIENT}" scope="kafka";`}
	t.Setenv("STARLING_CLIENT", "S3CRET/+")
	for _, c := range []Props{
		jaas,
		{"sasl.oauthbearer.client.credentials.client.id": "ada", "sasl.oauthbearer.client.credentials.client.secret": "S3CRET/+"},
		{"sasl.oauthbearer.method": "oidc", "sasl.oauthbearer.client.id": "ada", "sasl.oauthbearer.client.secret": "S3CRET/+", "sasl.oauthbearer.scope": "s"},
		jaas.With(Props{"sasl.oauthbearer.token.endpoint.url": "https://example.com:" + port + "/busy"}),
	} {
		e := &Env{Alias: Alias{"example.com": "127.0.0.1"}}
		asked.Store(0)
		if got, err := e.Topics(t.Context(), p.With(c)); err != nil || len(got) != 1 {
			t.Errorf("%v: %q, %v", c, got, err)
		}
		if n := asked.Load(); n != 1 && n != 4 {
			t.Errorf("%v: the issuer was asked %d times", c, n)
		}
	}
	for name, c := range map[string]struct {
		p    Props
		want string
	}{
		"secret":  {jaas.With(Props{"sasl.jaas.config": `x.OAuthBearerLoginModule required clientId="ada" clientSecret="WR0NG";`}), "/token: the issuer answered 401: invalid_client: *** is wrong"},
		"moved":   {jaas.With(Props{"sasl.oauthbearer.token.endpoint.url": "https://example.com:" + port + "/moved"}), "/moved: the issuer answered 307"},
		"page":    {jaas.With(Props{"sasl.oauthbearer.token.endpoint.url": "https://example.com:" + port + "/page"}), "is not JSON with an access_token"},
		"unknown": {without(p, "ssl.truststore.certificates").With(jaas), "certificate signed by unknown authority"},
		"nobody":  {jaas.With(Props{"sasl.oauthbearer.token.endpoint.url": "http://127.0.0.1:1/token?key=S3CRET"}), "http://127.0.0.1:1/token: connection refused"},
	} {
		e := &Env{Alias: Alias{"example.com": "127.0.0.1"}}
		q := p.With(c.p)
		if name == "unknown" {
			delete(q, "ssl.truststore.certificates")
		}
		_, err := e.Topics(t.Context(), q)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "S3CRET") || strings.Contains(err.Error(), "WR0NG") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if name != "nobody" && err != nil && !strings.Contains(err.Error(), "broker 127.0.0.1") {
			t.Errorf("%s: %v: it was waited for, and no waiting helps", name, err)
		}
	}
}

// A token is kept for a part of the time that it is good for, and for one client.
func TestTokenIsKept(t *testing.T) {
	var asked atomic.Int32
	s := tokenIssuer(t, 1, &asked)
	endpoint, _ := url.Parse(s.URL + "/token")
	from := &issuer{http: s.Client()}
	b := bearer{endpoint: endpoint, id: "ada", secret: "S3CRET/+"}
	other := b
	other.scope = "x"
	for i, c := range []struct {
		b     bearer
		pause time.Duration
		want  int32
	}{{b, 0, 1}, {b, 0, 1}, {b, 900 * time.Millisecond, 2}, {other, 0, 3}} {
		time.Sleep(c.pause)
		if _, err := from.token(context.Background(), c.b); err != nil || asked.Load() != c.want {
			t.Errorf("%d: asked %d times, %v; want %d", i, asked.Load(), err, c.want)
		}
	}
}

func TestTokenErrors(t *testing.T) {
	p := Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "OAUTHBEARER"}
	issued := p.With(Props{"sasl.oauthbearer.token.endpoint.url": "http://h/t"})
	for _, c := range []struct {
		p    Props
		want string
	}{
		{p, "sasl.oauthbearer.token: missing; sasl.mechanism OAUTHBEARER needs a token"},
		{p.With(Props{"sasl.oauthbearer.token": "S3C RET"}), "sasl.oauthbearer.token: the value is not a token"},
		{issued.With(Props{"sasl.oauthbearer.token": "S3CRET"}), "cannot both be given"},
		{issued, "sasl.oauthbearer.client.credentials.client.id: missing"},
		{issued.With(Props{"sasl.oauthbearer.client.id": "a"}), "sasl.oauthbearer.client.credentials.client.secret: missing"},
		{issued.With(Props{"sasl.jaas.config": "x.ScramLoginModule required clientSecret=S3CRET;"}), "sasl.jaas.config: the login module does not fit sasl.mechanism OAUTHBEARER, which needs OAuthBearerLoginModule"},
		{p.With(Props{"sasl.oauthbearer.token.endpoint.url": "ftp://S3CRET/t"}), "sasl.oauthbearer.token.endpoint.url: the value is not a URL like"},
		{p.With(Props{"sasl.oauthbearer.token.endpoint.url": "https://u:S3CRET@h/t"}), "without a user"},
		{p.With(Props{"sasl.oauthbearer.token.endpoint.url": "file:///none/token"}), "sasl.oauthbearer.token.endpoint.url: file /none/token: no such file or directory"},
		{p.With(Props{"sasl.oauthbearer.token.endpoint.url": "file:///dev/null"}), "is not a token: it is empty"},
		{p.With(Props{"sasl.oauthbearer.token": "t", "sasl.oauthbearer.extensions": "a"}), `sasl.oauthbearer.extensions: "a" must be NAME=value,NAME=value`},
		{p.With(Props{"sasl.oauthbearer.token": "t", "sasl.oauthbearer.extensions": "auth=x"}), `the name "auth" must consist of letters and not be auth`},
	} {
		_, _, err := Options(with(c.p))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "S3CRET") {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}
