package client

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"starling/internal/nearest"
	"starling/internal/wall"
)

// Props are a Kafka client's properties as a script writes them: the names are
// those of the Java client, or librdkafka's where they differ, and the values
// are text. The table in props_table.go says what becomes of each name.
type Props map[string]string

// defaultTimeout bounds a wait for the broker unless default.api.timeout.ms is
// set, as in the Java client.
const defaultTimeout = 60 * time.Second

// Options turns properties into options of a franz-go client. The warnings
// name every property that has no effect although its author must have wanted
// one: an unknown name, a setting of Java code, TLS without security.protocol.
// An error names the property and the bad value; a secret is never part of it.
func Options(p Props) (opts []kgo.Opt, warnings []string, err error) {
	c, err := new(Env).Config(p)
	if err != nil {
		return nil, nil, err
	}
	s, err := parse(c)
	if err != nil {
		return nil, nil, err
	}
	opts = append(s.opts, kgo.DialTimeout(s.dialTimeout))
	if s.tls != nil {
		opts = append(opts, kgo.DialTLSConfig(s.tls))
	}
	return opts, s.warnings, nil
}

// With returns a copy of p in which the properties of over replace p's.
func (p Props) With(over Props) Props {
	out := make(Props, len(p)+len(over))
	maps.Copy(out, p)
	maps.Copy(out, over)
	return out
}

// server is an address of a broker, host:port, and how it is worded.
type server struct{ addr, shown string }

// servers returns the host:port pairs of bootstrap.servers. A missing port is
// 9092, and a listener's protocol in front ("PLAINTEXT://") is dropped.
func (c Config) servers() ([]server, error) {
	a, ok := c.Lookup("bootstrap.servers")
	if !ok {
		if old, ok := c.Lookup("metadata.broker.list"); ok {
			a = old
		}
	}
	if strings.TrimSpace(a.Value) == "" {
		return nil, fmt.Errorf("%s: %w", a.Name, errNoServer)
	}
	var out []server
	for one := range strings.SplitSeq(a.Value, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		hostport, err := server1(one)
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", a.Name, a.part(shownAddress(one)), err)
		}
		out = append(out, server{hostport, a.part(hostport)})
	}
	if len(out) == 0 {
		return nil, a.Bad("is not a list of host:port")
	}
	return out, nil
}

func server1(text string) (string, error) {
	if _, rest, ok := strings.Cut(text, "://"); ok {
		text = rest
	}
	if strings.Contains(text, "@") {
		return "", fmt.Errorf("has a user before the host; user and password are set with sasl.jaas.config")
	}
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		host, port = strings.Trim(text, "[]"), "9092"
		if strings.Contains(host, ":") && net.ParseIP(host) == nil {
			return "", fmt.Errorf("is not host:port")
		}
	}
	if host == "" || strings.ContainsAny(host, "/ \t=") {
		return "", fmt.Errorf("is not host:port")
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return "", fmt.Errorf("the port is not a number from 1 to 65535")
	}
	return net.JoinHostPort(host, port), nil
}

// ResetOffset is where auto.offset.reset starts a partition that has no usable
// position: "latest" (the default, as in the Java client), "earliest", "none"
// (reading fails), or "by_duration:PT1H" (records of the last hour).
func (c Config) ResetOffset() (kgo.Offset, error) {
	a := c.Arg("auto.offset.reset", "latest")
	switch v := strings.ToLower(a.Value); v {
	case "latest", "largest", "end":
		return kgo.NewOffset().AtEnd(), nil
	case "earliest", "smallest", "beginning":
		return kgo.NewOffset().AtStart(), nil
	case "none", "error":
		return kgo.NoResetOffset(), nil
	default:
		if iso, ok := strings.CutPrefix(v, "by_duration:"); ok {
			d, err := isoDuration(iso)
			if err != nil {
				return kgo.Offset{}, a.Bad(err.Error())
			}
			return kgo.NewOffset().AfterMilli(wall.Now().Add(-d).UnixMilli()), nil
		}
	}
	return kgo.Offset{}, a.Bad("must be earliest, latest, none or by_duration:PT1H")
}

// isoDuration reads PnDTnHnMnS in lower case.
func isoDuration(s string) (time.Duration, error) {
	bad := errors.New("is not an ISO 8601 duration like PT1H30M")
	rest, ok := strings.CutPrefix(s, "p")
	days, clock, hasClock := strings.Cut(rest, "t")
	if !ok || rest == "" || hasClock == (clock == "") || strings.Trim(clock, "0123456789hms.") != "" || strings.Contains(clock, "ms") {
		return 0, bad
	}
	var sum time.Duration
	if days != "" {
		n, err := strconv.ParseUint(strings.TrimSuffix(days, "d"), 10, 16)
		if err != nil || !strings.HasSuffix(days, "d") {
			return 0, bad
		}
		sum = time.Duration(n) * 24 * time.Hour
	}
	if clock != "" {
		d, err := time.ParseDuration(clock)
		if err != nil || d > math.MaxInt64-sum {
			return 0, bad
		}
		sum += d
	}
	return sum, nil
}

// settings is what the properties add up to.
type settings struct {
	opts        []kgo.Opt
	warnings    []string
	servers     []server
	dialTimeout time.Duration
	producing   producing
	retrying    retrying
	security
}

func (s *settings) add(opts ...kgo.Opt) { s.opts = append(s.opts, opts...) }

func (s *settings) warn(format string, args ...any) {
	s.warnings = append(s.warnings, fmt.Sprintf(format, args...))
}

// parse applies the properties in alphabetical order, so that the result does
// not depend on the map's.
func parse(c Config) (*settings, error) {
	s := &settings{dialTimeout: 10 * time.Second, producing: producing{partitioner: kgo.StickyKeyPartitioner(nil)}}
	for _, name := range slices.Sorted(maps.Keys(c.values)) {
		prop, ok := properties[name]
		if !ok {
			s.warn("%s", unknown(name))
			continue
		}
		if err := prop.set(s, c.Arg(name, "")); err != nil {
			return nil, err
		}
	}
	return s, s.finish(c)
}

// finish adds what depends on several properties at once.
func (s *settings) finish(c Config) error {
	var err error
	if s.servers, err = c.servers(); err != nil {
		return err
	}
	reset, err := c.ResetOffset()
	if err != nil {
		return err
	}
	bound, err := c.unpackBound()
	if err != nil {
		return err
	}
	seeds := make([]string, len(s.servers))
	for i, server := range s.servers {
		seeds[i] = server.addr
	}
	s.add(kgo.SeedBrokers(seeds...), kgo.ConsumeResetOffset(reset), kgo.WithDecompressor(newUnpacker(bound)))
	if _, ok := c.values["client.id"]; !ok {
		s.add(kgo.ClientID("starling"))
	}
	if err := s.producing.finish(s); err != nil {
		return err
	}
	if err := s.retrying.finish(s); err != nil {
		return err
	}
	var warnings []string
	s.security, warnings, err = c.security()
	s.warnings = append(s.warnings, warnings...)
	if s.sasl != nil {
		s.add(kgo.SASL(s.sasl))
	}
	return err
}

// unknown words the warning about a name that is not in the table.
func unknown(name string) string {
	return fmt.Sprintf("unknown property %q has no effect%s", name, nearest.Hint(name, slices.Sorted(maps.Keys(properties))))
}
