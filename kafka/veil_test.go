package kafka

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"

	"starling/engine"
	"starling/engine/column"
	"starling/specs/simple"
	"starling/specs/wire"
)

// canaries is values that no property can have, or that are of no use: each has the canary.
// The first four are given to all properties, the others to those that they are made for.
var canaries = []struct{ value, names string }{
	{"canary42", ""},
	{"Canary42 \"x\\y\u00e9", ""},
	{strings.Repeat("canary42", 80), ""},
	{"canary42=canary42,x", ""},
	{"canary42:9092", "servers|list|url"},
	{"canary42.invalid:9092,127.0.0.1:1", "servers|list"},
	{"127.0.0.1:canary42", "servers|list|url"},
	{"http://canary42.invalid:1/canary42?canary42", "servers|list|url"},
	{"ftp://canary42:canary42@canary42", "servers|list|url"},
	{"file:///canary42", "url|location"},
	{"/none/canary42.pem", "location"},
	{"-----BEGIN canary42-----", "location|pem|key|cert"},
	{"x.PlainLoginModule required username=canary42 password=canary42;", "jaas"},
	{"earliest-canary42", "reset|protocol|mechanism"},
	{"canary42:canary42", "info"},
}

// TestWhatReferencesLeadToIsNotShown gives every property canaries, from the environment
// and from a file, to clients of brokers that answer, refuse and are not there, and reads
// all that is said: errors, notices, the client's log at its most talkative, kc.status.
func TestWhatReferencesLeadToIsNotShown(t *testing.T) {
	brokers := []string{canaryBroker(t, false), canaryBroker(t, true), "127.0.0.1:1"}
	type try struct{ name, value, reference, broker string }
	tries := make(chan try)
	said := &paper{}
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for try := range tries {
				own := &paper{}
				env := &Env{
					Log:    slog.New(slog.NewTextHandler(own, &slog.HandlerOptions{Level: slog.LevelDebug})),
					Notify: func(msg string) { fmt.Fprintln(own, msg) },
				}
				p := counting(try.name, Props{
					"bootstrap.servers": try.broker, "default.api.timeout.ms": "5", "socket.connection.setup.timeout.ms": "20", "schema.registry.url": "http://127.0.0.1:1",
				})
				if try.broker == brokers[0] {
					p["default.api.timeout.ms"] = "3000"
				}
				p[try.name] = try.reference
				use(t.Context(), env, p, own)
				for line := range strings.Lines(own.String()) {
					if strings.Contains(strings.ToLower(line), "canary42") {
						t.Errorf("%s=%q is shown: %s", try.name, try.value, line)
						break
					}
				}
				fmt.Fprintln(said, own)
			}
		})
	}
	for i, c := range canaries {
		t.Setenv(fmt.Sprint("STARLING_CANARY", i), c.value)
		references := []string{fmt.Sprintf("${env:STARLING_CANARY%d}", i), "${file:" + write(t, fmt.Sprint("file", i), c.value) + "}"}
		for j, name := range slices.Sorted(maps.Keys(properties)) {
			if regexp.MustCompile(c.names).MatchString(name) {
				tries <- try{name, c.value, references[j%2], brokers[(i+j)%3]}
				if c.names != "" {
					tries <- try{name, c.value, references[1-j%2], brokers[(i+j+1)%3]}
				}
			}
		}
	}
	close(tries)
	work.Wait()
	for _, part := range []string{"${env:STARLING_CANARY", "${file:", "no host of ${", "group.id ${", "and topic ${", "schema registry ${", "level=DEBUG", "is not a whole number", "connection refused"} {
		if !strings.Contains(said.String(), part) {
			t.Errorf("nothing says %q, so the test does not look where it should", part)
		}
	}
}

// counting is p with what makes a property count.
func counting(name string, p Props) Props {
	switch {
	case strings.HasPrefix(name, "sasl.oauthbearer"):
		p = p.With(Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.client.id": "a", "sasl.oauthbearer.client.secret": "b"})
		if name != "sasl.oauthbearer.token" {
			p["sasl.oauthbearer.token.endpoint.url"] = "http://127.0.0.1:1/"
		}
	case strings.HasPrefix(name, "sasl."):
		p = p.With(Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN"})
		if name != "sasl.jaas.config" {
			p = p.With(Props{"sasl.username": "a", "sasl.password": "b"})
		}
	case strings.HasPrefix(name, "ssl.") || name == "enable.ssl.certificate.verification":
		p["security.protocol"] = "SSL"
	case strings.HasPrefix(name, "schema.registry.ssl."):
		p["schema.registry.url"] = "https://127.0.0.1:1"
	}
	return p
}

// use does with properties what a script can, and prints the errors.
func use(ctx context.Context, env *Env, p Props, said *paper) {
	say := func(err error) {
		if err != nil {
			fmt.Fprintln(said, err)
		}
	}
	_, warnings, err := Options(p)
	say(err)
	fmt.Fprintln(said, warnings)
	_, unreached := env.Topics(ctx, p)
	say(unreached)
	soon := p.With(Props{"default.api.timeout.ms": "1"})
	if refers(p["default.api.timeout.ms"]) {
		soon = p
	}
	if r, err := env.Registry(soon); err != nil || r == nil {
		say(err)
	} else {
		_, err = r.Schema(ctx, "s", wire.Latest)
		say(err)
	}
	if unreached != nil {
		return // nor will tables get further
	}
	g := engine.NewGraph()
	o := Consume{Topics: []string{"t"}, Offsets: Offsets{All: SeekToBeginning}, Retention: engine.Append(), Key: simple.FromProperties, Value: simple.Reader("V", column.Of(column.Int))}
	c, err := env.Consume(ctx, g, p, o)
	say(err)
	if err == nil {
		c.Table.Retain()
		status, err := c.Status(ctx)
		say(err)
		waiting, cancel := context.WithTimeout(ctx, time.Second)
		say(env.Fetched(waiting))
		cancel()
		say(g.Step(ctx))
		fmt.Fprintln(said, c.Table.Failed())
		if status != nil {
			if f, err := status.Read(0, 10, nil); err == nil {
				for i := range f.Len() {
					fmt.Fprintln(said, f.Cols[len(f.Cols)-1].Any(i))
				}
			}
		}
	}
	k := column.NewVec[string](column.String)
	k.Append("k")
	t, err := engine.NewTable(g, []column.Field{{Name: "K", Type: column.Of(column.String)}}, []column.Vector{k})
	if err != nil {
		panic(err)
	}
	_, err = env.Produce(ctx, t, p, Produce{Topic: "t", Key: simple.Writer("K"), Value: simple.Writer("K"), Initial: true})
	say(err)
	ending, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	say(env.Close(ending, g))
}

// canaryBroker has a topic with a bad record, and repeats what it is told.
func canaryBroker(t *testing.T, refuses bool) string {
	opts := []kfake.Opt{kfake.NumBrokers(1), kfake.SeedTopics(1, "t")}
	if refuses {
		opts = append(opts, kfake.EnableSASL())
	}
	c, err := kfake.NewCluster(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	c.ControlKey(int16(kmsg.OffsetFetch), func(req kmsg.Request) (kmsg.Response, error, bool) {
		c.KeepControl()
		resp := req.ResponseKind().(*kmsg.OffsetFetchResponse)
		resp.ErrorCode = kerr.GroupAuthorizationFailed.Code
		for _, g := range req.(*kmsg.OffsetFetchRequest).Groups {
			resp.Groups = append(resp.Groups, kmsg.OffsetFetchResponseGroup{Group: g.Group, ErrorCode: kerr.GroupAuthorizationFailed.Code})
		}
		return resp, nil, true
	})
	return c.ListenAddrs()[0]
}

func TestVeil(t *testing.T) {
	v := &veil{}
	if v.text("x") != "x" || v.error(nil) != nil {
		t.Error("an empty veil hides something")
	}
	v.add(" http://ann:pw@Host.example:9092/a b\"c, 127.0.0.1:1", "${env:X}")
	v.add("earliest", "${env:Y}")
	v.add("12345", "${env:Y}")
	v.add("Part", "${env:Z}")
	for text, want := range map[string]string{
		"lookup host.example: no such host":        "lookup ${env:X}: no such host",
		"HOST.EXAMPLE and a b\\\"c":                "${env:X} and a ${env:X}",
		`dial "http://ann:pw@Host.example:9092/a"`: `dial "${env:X}"`,
		"Partition Part of aPart, Part_1":          "Partition ${env:Z} of aPart, Part_1",
		"127.0.0.1:1 earliest 12345 x":             "${env:X} earliest 12345 x",
	} {
		if got := v.text(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	cause := &net.DNSError{Name: "host.example", Err: "no such host"}
	err := v.error(fmt.Errorf("broker: %w", cause))
	if !errors.As(err, new(*net.DNSError)) || err.Error() != "broker: lookup ${env:X}: no such host" {
		t.Error(err)
	}
	said := &paper{}
	log := slog.New(veiledLog{slog.NewTextHandler(said, nil), v})
	log.With("a", "host.example").WithGroup("g").Info("to host.example", "b", cause, "n", 1)
	if text := said.String(); strings.Contains(text, "host.example") || !strings.Contains(text, "g.n=1") || strings.Count(text, "${env:X}") != 3 {
		t.Error(text)
	}
}
