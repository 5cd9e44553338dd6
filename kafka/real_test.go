package kafka

import (
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
	"starling/kafka/cluster"
)

// realBroker is the secured listener of an Apache Kafka, see internal/kafka/with.sh.
func realBroker(t *testing.T, variable string) (addr string, certs func(name string) string) {
	t.Helper()
	dir := os.Getenv("STARLING_KAFKA_CERTS")
	if addr = os.Getenv(variable); addr == "" || dir == "" {
		t.Skip(variable + " names no broker; make kafka starts one")
	}
	return addr, func(name string) string { return filepath.Join(dir, name) }
}

// TestApacheKafkaSASL logs in to a real broker with each mechanism, writes and reads.
func TestApacheKafkaSASL(t *testing.T) {
	addr, certs := realBroker(t, "STARLING_KAFKA_TLS")
	ca, err := os.ReadFile(certs("ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	user := os.Getenv("STARLING_KAFKA_USER")
	p := client.Props{
		"bootstrap.servers": addr, "security.protocol": "SASL_SSL", "sasl.mechanism": "SCRAM-SHA-512",
		"sasl.jaas.config":    `org.apache.kafka.common.security.scram.ScramLoginModule required username="${env:STARLING_KAFKA_USER}" password="${file:` + certs("password") + `}";`,
		"ssl.truststore.type": "PEM", "ssl.truststore.location": certs("ca.pem"),
	}
	module := func(class, pass string) client.Props {
		return client.Props{"sasl.jaas.config": "org.apache.kafka.common.security." + class + ` required username="` + user + `" password="` + pass + `";`}
	}
	file := "${file:" + certs("password") + "}"
	for name, q := range map[string]client.Props{
		"scram-512":   p,
		"scram-256":   p.With(client.Props{"sasl.mechanism": "SCRAM-SHA-256"}),
		"plain":       p.With(module("plain.PlainLoginModule", file)).With(client.Props{"sasl.mechanism": "PLAIN"}),
		"trust text":  without(p, "ssl.truststore.location").With(client.Props{"ssl.truststore.certificates": string(ca)}),
		"librdkafka":  without(p, "sasl.jaas.config", "sasl.mechanism", "ssl.truststore.type", "ssl.truststore.location").With(client.Props{"sasl.mechanisms": "SCRAM-SHA-512", "sasl.username": user, "sasl.password": file, "ssl.ca.location": certs("ca.pem")}),
		"oauthbearer": without(p, "sasl.jaas.config").With(client.Props{"sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.token": unsigned(user)}),
	} {
		t.Run(name, func(t *testing.T) { writeAndRead(t, new(Env), q) })
	}

	host, port, _ := net.SplitHostPort(addr)
	for name, c := range map[string]struct {
		p    client.Props
		want string
	}{
		"password":      {p.With(module("scram.ScramLoginModule", "WR0NG")), kerr.SaslAuthenticationFailed.Message},
		"plain":         {p.With(module("plain.PlainLoginModule", "WR0NG")).With(client.Props{"sasl.mechanism": "PLAIN"}), kerr.SaslAuthenticationFailed.Message},
		"token":         {without(p, "sasl.jaas.config").With(client.Props{"sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.token": "WR0NG"}), kerr.SaslAuthenticationFailed.Message},
		"authority":     {p.With(client.Props{"ssl.truststore.location": certs("stranger.pem")}), "certificate signed by unknown authority"},
		"host name":     {p.With(client.Props{"bootstrap.servers": "other.test:" + port}), "certificate is valid for localhost, not other.test"},
		"without TLS":   {p.With(client.Props{"security.protocol": "SASL_PLAINTEXT", "default.api.timeout.ms": "3000"}), "the broker speaks TLS; set security.protocol to SSL or SASL_SSL"},
		"without SASL":  {p.With(client.Props{"security.protocol": "SSL", "default.api.timeout.ms": "3000"}), "does it expect TLS or SASL (security.protocol)"},
		"missing trust": {without(p, "ssl.truststore.location"), "certificate signed by unknown authority"},
	} {
		t.Run("refused "+name, func(t *testing.T) {
			e := &Env{Env: client.Env{Alias: client.Alias{"other.test": host}}}
			start := time.Now()
			_, err := cluster.TopicNames(t.Context(), &e.Env, c.p)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "WR0NG") {
				t.Errorf("%v, want %q", err, c.want)
			}
			if time.Since(start) > 20*time.Second {
				t.Errorf("took %v; no waiting helps", time.Since(start))
			}
		})
	}
	t.Run("host name unchecked", func(t *testing.T) {
		e := &Env{Env: client.Env{Alias: client.Alias{"other.test": host}}}
		if _, err := cluster.TopicNames(t.Context(), &e.Env, p.With(client.Props{"bootstrap.servers": "other.test:" + port, "ssl.endpoint.identification.algorithm": ""})); err != nil {
			t.Error(err)
		}
	})
}

// TestApacheKafkaCertificate shows a certificate to a real broker that demands one.
func TestApacheKafkaCertificate(t *testing.T) {
	addr, certs := realBroker(t, "STARLING_KAFKA_MTLS")
	text := func(name string) string {
		b, err := os.ReadFile(certs(name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	p := client.Props{"bootstrap.servers": addr, "security.protocol": "SSL", "ssl.truststore.type": "PEM", "ssl.truststore.location": certs("ca.pem")}
	for name, q := range map[string]client.Props{
		"file":       p.With(client.Props{"ssl.keystore.type": "PEM", "ssl.keystore.location": certs("client.pem")}),
		"text":       p.With(client.Props{"ssl.keystore.type": "PEM", "ssl.keystore.certificate.chain": text("client.crt"), "ssl.keystore.key": "${file:" + certs("client.key") + "}"}),
		"librdkafka": p.With(client.Props{"ssl.certificate.location": certs("client.crt"), "ssl.key.location": certs("client.key")}),
	} {
		t.Run(name, func(t *testing.T) { writeAndRead(t, new(Env), q) })
	}
	for name, c := range map[string]struct {
		p    client.Props
		want string
	}{
		"none":     {p, "does the broker want another client's certificate (ssl.keystore.location)?"},
		"stranger": {p.With(client.Props{"ssl.certificate.location": certs("stranger.pem"), "ssl.key.location": certs("stranger.key")}), "remote error: tls: "},
	} {
		t.Run("refused "+name, func(t *testing.T) {
			_, err := cluster.TopicNames(t.Context(), new(client.Env), c.p)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// writeAndRead makes a topic, writes a record and reads it.
func writeAndRead(t *testing.T, e *Env, p client.Props) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	topic := fmt.Sprintf("secured.%d", time.Now().UnixNano())
	cl, err := e.NewClient(p, kgo.ConsumeTopics(topic), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		t.Fatal(err)
	}
	defer cl.Close()
	if err := e.Await(ctx, cl, p); err != nil {
		t.Fatal(err)
	}
	adm := kadm.NewClient(cl)
	if _, err := adm.CreateTopic(ctx, 1, 1, nil, topic); err != nil {
		t.Fatal(err)
	}
	defer adm.DeleteTopic(context.Background(), topic) //nolint:errcheck // it is in nobody's way
	if err := cl.ProduceSync(ctx, &kgo.Record{Topic: topic, Value: []byte("hello")}).FirstErr(); err != nil {
		t.Fatal(err)
	}
	for {
		fetches := cl.PollFetches(ctx)
		if ctx.Err() != nil {
			t.Fatal("the record did not come")
		}
		if records := fetches.Records(); len(records) > 0 {
			if got := string(records[0].Value); got != "hello" {
				t.Errorf("read %q", got)
			}
			return
		}
	}
}

// unsigned is a token as a broker without a validator of its own takes it.
func unsigned(user string) string {
	part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	now := time.Now()
	return part(`{"alg":"none"}`) + "." + part(fmt.Sprintf(`{"sub":%q,"iat":%d,"exp":%d}`, user, now.Unix()-60, now.Add(time.Hour).Unix())) + "."
}

// without is p without some of its properties.
func without(p client.Props, names ...string) client.Props {
	p = p.With(nil)
	for _, name := range names {
		delete(p, name)
	}
	return p
}
