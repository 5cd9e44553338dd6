package client

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
)

// authority signs certificates for a test.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pem  string
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{key: newKey(t)}
	a.cert = &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	a.pem = a.sign(t, a.cert, &a.key.PublicKey)
	return a
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (a *authority) sign(t *testing.T, cert *x509.Certificate, key *ecdsa.PublicKey) string {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, cert, a.cert, key, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// issue returns a certificate and its key for a host name.
func (a *authority) issue(t *testing.T, host string) (cert, key string) {
	t.Helper()
	k := newKey(t)
	der, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host}, NotAfter: time.Now().Add(time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	return a.sign(t, tmpl, &k.PublicKey), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// secureBroker speaks TLS as "broker.test", wants the client's certificate and
// knows a user for each mechanism. The alias leads the name and the advertised
// address to it.
func secureBroker(t *testing.T, a *authority) (*Env, Props) {
	t.Helper()
	cert, key := a.issue(t, "broker.test")
	pair, err := tls.X509KeyPair([]byte(cert), []byte(key))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed(t, a.pem))
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(1, "a"), kfake.EnableSASL(),
		kfake.Superuser("PLAIN", "pat", "pl@in \"1\""), kfake.Superuser("SCRAM-SHA-256", "sam", "s256"), kfake.Superuser("SCRAM-SHA-512", "sid", "s512"),
		kfake.TLS(&tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	addr := cluster.ListenAddrs()[0]
	_, port, _ := net.SplitHostPort(addr)
	env := &Env{Alias: Alias{"broker.test": "127.0.0.1"}}
	mine, mineKey := a.issue(t, "me")
	return env, Props{
		"bootstrap.servers": "broker.test:" + port, "default.api.timeout.ms": "20000",
		"security.protocol": "SASL_SSL", "ssl.truststore.type": "PEM", "ssl.truststore.certificates": a.pem,
		"ssl.keystore.certificate.chain": mine, "ssl.keystore.key": mineKey,
		"sasl.mechanism": "PLAIN", "sasl.jaas.config": `org.apache.kafka.common.security.plain.PlainLoginModule required username="pat" password="pl@in \"1\"";`,
	}
}

func parsed(t *testing.T, text string) *x509.Certificate {
	t.Helper()
	block, _ := pem.Decode([]byte(text))
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// without returns a copy of p less some names.
func without(p Props, names ...string) Props {
	out := p.With(nil)
	for _, name := range names {
		delete(out, name)
	}
	return out
}

func TestSecureConnection(t *testing.T) {
	a := newAuthority(t)
	env, p := secureBroker(t, a)
	mine, mineKey := p["ssl.keystore.certificate.chain"], p["ssl.keystore.key"]
	scram := func(mechanism, user, pass string) Props {
		return Props{"sasl.mechanism": mechanism, "sasl.jaas.config": `org.apache.kafka.common.security.scram.ScramLoginModule required username="` + user + `" password='` + pass + `';`}
	}
	// kfake advertises 127.0.0.1, which is not in the certificate: requests
	// that go to the advertised address are not part of this test, a ping is.
	for name, c := range map[string]Props{
		"plain":     p,
		"scram-256": p.With(scram("SCRAM-SHA-256", "sam", "s256")),
		"scram-512": p.With(scram("scram-sha-512", "sid", "s512")),
		"librdkafka": without(p, "sasl.jaas.config", "sasl.mechanism", "ssl.truststore.certificates", "ssl.keystore.certificate.chain", "ssl.keystore.key").With(Props{
			"sasl.mechanisms": "PLAIN", "sasl.username": "pat", "sasl.password": `pl@in "1"`, "ssl.ca.location": write(t, "ca.pem", a.pem),
			"ssl.certificate.location": write(t, "me.pem", mine), "ssl.key.location": write(t, "me.key", mineKey),
		}),
		"files": without(p, "ssl.truststore.certificates", "ssl.keystore.certificate.chain", "ssl.keystore.key").With(Props{
			"ssl.truststore.location": write(t, "trust.pem", a.pem), "ssl.keystore.location": write(t, "store.pem", mineKey+mine),
		}),
		"tls 1.3": p.With(Props{"ssl.enabled.protocols": "TLSv1.3"}),
		"cipher":  p.With(Props{"ssl.enabled.protocols": "TLSv1.2", "ssl.cipher.suites": "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"}),
	} {
		cl, err := env.NewClient(c)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := env.Await(t.Context(), cl, c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		cl.Close()
	}
	// With the host name unchecked the advertised address works as well.
	if got, err := env.Topics(t.Context(), p.With(Props{"ssl.endpoint.identification.algorithm": ""})); err != nil || len(got) != 1 {
		t.Errorf("no host check: %q, %v", got, err)
	}
}

func TestRefusedConnection(t *testing.T) {
	a := newAuthority(t)
	env, p := secureBroker(t, a)
	stranger := newAuthority(t)
	_, port, _ := net.SplitHostPort(p["bootstrap.servers"])
	for name, c := range map[string]struct {
		p    Props
		want string
	}{
		"password":    {p.With(Props{"default.api.timeout.ms": "3000", "sasl.mechanism": "SCRAM-SHA-256", "sasl.jaas.config": `x.ScramLoginModule required username=sam password="S3CRET";`}), "or other credentials?"},
		"plain":       {p.With(Props{"default.api.timeout.ms": "3000", "sasl.jaas.config": `x.PlainLoginModule required username=pat password="S3CRET";`}), "or other credentials?"},
		"authority":   {p.With(Props{"ssl.truststore.certificates": stranger.pem}), "certificate signed by unknown authority"},
		"unchecked":   {p.With(Props{"ssl.truststore.certificates": stranger.pem, "ssl.endpoint.identification.algorithm": ""}), "certificate signed by unknown authority"},
		"host":        {p.With(Props{"bootstrap.servers": "127.0.0.1:" + port}), "certificate"},
		"certificate": {without(p, "ssl.keystore.certificate.chain", "ssl.keystore.key"), "certificate required"},
		"no sasl":     {without(p, "sasl.mechanism", "sasl.jaas.config").With(Props{"security.protocol": "SSL", "default.api.timeout.ms": "3000"}), "does it expect TLS or SASL (security.protocol)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			_, err := env.Topics(t.Context(), c.p)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "S3CRET") {
				t.Errorf("%v, want %q", err, c.want)
			}
			if time.Since(start) > 20*time.Second {
				t.Errorf("took %v; no waiting helps", time.Since(start))
			}
		})
	}
}

// TestFinal holds what ends a wait at once. kfake closes the connection of a
// wrong password, Kafka answers it.
func TestFinal(t *testing.T) {
	for err, want := range map[error]bool{
		kerr.SaslAuthenticationFailed: true, kerr.UnsupportedSaslMechanism: true, kgo.ErrClientClosed: true,
		io.EOF: false, syscall.ECONNREFUSED: false, context.DeadlineExceeded: false, kerr.LeaderNotAvailable: false,
	} {
		if got := Final(fmt.Errorf("dialling: %w", err)); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
}

func TestSecurityErrors(t *testing.T) {
	a := newAuthority(t)
	mine, key := a.issue(t, "me")
	ssl := Props{"security.protocol": "SSL"}
	sasl := Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN"}
	for _, c := range []struct {
		p    Props
		want string
	}{
		{sasl, "sasl.jaas.config: missing; sasl.mechanism PLAIN needs a username and a password"},
		{without(sasl, "sasl.mechanism"), "sasl.mechanism: missing; PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 and OAUTHBEARER are supported"},
		{sasl.With(Props{"sasl.mechanism": "GSSAPI"}), `sasl.mechanism: "GSSAPI" must be one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER`},
		{sasl.With(Props{"sasl.jaas.config": `x.ScramLoginModule required username=a password=S3CRET;`}), "sasl.jaas.config: the login module does not fit sasl.mechanism PLAIN, which needs PlainLoginModule"},
		{sasl.With(Props{"sasl.jaas.config": `x.PlainLoginModule required username=a password=S3CRET`}), "sasl.jaas.config: at character 55: expected an option's name or ;"},
		{sasl.With(Props{"sasl.jaas.config": `x.PlainLoginModule required password=S3CRET;`}), "sasl.jaas.config: the login module has no username"},
		{sasl.With(Props{"sasl.jaas.config": `x.PlainLoginModule required username=a;`}), "sasl.jaas.config: the login module has no password"},
		{sasl.With(Props{"sasl.username": "a"}), "sasl.password: missing; sasl.username is given"},
		{sasl.With(Props{"sasl.jaas.config": `x.PlainLoginModule S3CRET;`}), "sasl.jaas.config: at character 26: expected required after the login module"},
		{sasl.With(Props{"sasl.jaas.config": `x.PlainLoginModule required username S3CRET;`}), "sasl.jaas.config: at character 38: expected ="},
		{sasl.With(Props{"sasl.jaas.config": `x.PlainLoginModule required username="S3CRET`}), "sasl.jaas.config: at character 45: expected a closing quote"},
		{sasl.With(Props{"sasl.jaas.config": `x.P required a=b; y.Q required S3CRET=d;`}), "sasl.jaas.config: at character 19: expected nothing after the first login module"},
		{ssl.With(Props{"ssl.ca.pem": "S3CRET"}), "ssl.ca.pem: holds no usable certificate in PEM"},
		{ssl.With(Props{"ssl.truststore.location": "/none/trust.pem"}), "ssl.truststore.location: open /none/trust.pem: no such file or directory"},
		{ssl.With(Props{"ssl.keystore.key": key}), "ssl.keystore.key: given without the certificate, which ssl.keystore.certificate.chain holds"},
		{ssl.With(Props{"ssl.certificate.pem": mine}), "ssl.certificate.pem: given without the key, which ssl.keystore.key holds"},
		{ssl.With(Props{"ssl.certificate.pem": mine, "ssl.key.pem": "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"}), "ssl.key.pem: the private key is encrypted, which is not supported; decrypt it with openssl pkcs8"},
		{ssl.With(Props{"ssl.enabled.protocols": "SSLv3"}), `ssl.enabled.protocols: "SSLv3" must list TLSv1.2 or TLSv1.3`},
		{ssl.With(Props{"ssl.cipher.suites": "ROT13"}), `ssl.cipher.suites: "ROT13" has "ROT13", which is not a supported cipher suite`},
		{ssl.With(Props{"ssl.endpoint.identification.algorithm": "dns"}), `ssl.endpoint.identification.algorithm: "dns" must be https, or empty for no check of the host name`},
		{ssl.With(Props{"enable.ssl.certificate.verification": "no"}), `enable.ssl.certificate.verification: "no" is neither true nor false`},
	} {
		if _, _, err := Options(with(c.p)); err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	jks := write(t, "trust.jks", "\xfe\xed\xfe\xed")
	_, _, err := Options(with(ssl.With(Props{"ssl.truststore.location": jks})))
	if err == nil || !strings.Contains(err.Error(), "holds no PEM; a JKS or PKCS#12 store is converted with keytool") {
		t.Errorf("JKS: %v", err)
	}
	cfg, err := conf(Props{"schema.registry.ssl.truststore.certificates": a.pem}).TLS("schema.registry.")
	if err != nil || cfg.RootCAs == nil {
		t.Errorf("the registry's authority: %v", err)
	}
}

func TestAlias(t *testing.T) {
	a := Alias{}
	for _, text := range []string{"redpanda:9092=127.0.0.1:19092", "Kafka=127.0.0.1", " b:1 = c:2 ", "[::1]:9=d:1"} {
		if err := a.Add(text); err != nil {
			t.Error(err)
		}
	}
	for addr, want := range map[string]string{
		"redpanda:9092": "127.0.0.1:19092", "REDPANDA:9092": "127.0.0.1:19092", "redpanda:9093": "redpanda:9093",
		"kafka:9092": "127.0.0.1:9092", "kafka:1": "127.0.0.1:1", "b:1": "c:2", "[::1]:9": "d:1", "other:1": "other:1",
	} {
		if got := a.Target(addr); got != want {
			t.Errorf("%s leads to %s, want %s", addr, got, want)
		}
	}
	for _, text := range []string{"", "a", "a:1=", "=b:1", "a:1=b:", "a:1=b c:2", "http://a=b:1"} {
		if err := a.Add(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}
