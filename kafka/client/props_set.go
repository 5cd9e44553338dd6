package client

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// checker tests the form of a value that is used elsewhere, or nowhere.
type checker func(Arg) error

func text(Arg) error     { return nil }
func yesno(a Arg) error  { _, err := a.boolean(); return err }
func millis(a Arg) error { _, err := a.millis(); return err }
func whole(a Arg) error  { _, err := a.integer(math.MinInt64, math.MaxInt64); return err }

func checking(check checker) func(*settings, Arg) error {
	return func(_ *settings, a Arg) error { return check(a) }
}

func setJava(s *settings, a Arg) error {
	if a.Value != "" {
		s.warn("property %q has no effect: it names Java code, which Starling does not run", a.Name)
	}
	return nil
}

func setAutoCreate(s *settings, a Arg) error {
	on, err := a.boolean()
	if on {
		s.add(kgo.AllowAutoTopicCreation())
	}
	return err
}

func setClientID(s *settings, a Arg) error {
	if len(a.Value) > 256 {
		return a.Bad("is longer than 256 bytes")
	}
	s.add(kgo.ClientID(a.Value))
	return nil
}

func setRack(s *settings, a Arg) error {
	if len(a.Value) > 512 {
		return a.Bad("is longer than 512 bytes")
	}
	s.add(kgo.Rack(a.Value))
	return nil
}

func setCRCs(s *settings, a Arg) error {
	on, err := a.boolean()
	if err == nil && !on {
		s.add(kgo.DisableFetchCRCValidation())
	}
	return err
}

func setMetricsPush(s *settings, a Arg) error {
	on, err := a.boolean()
	if err == nil && !on {
		s.add(kgo.DisableClientMetrics())
	}
	return err
}

func setIdle(s *settings, a Arg) error {
	if a.Value == "-1" { // never, in the Java client
		a.Value = fmt.Sprint((15 * time.Minute).Milliseconds())
	}
	d, err := a.clamp(s, 100*time.Millisecond, 15*time.Minute)
	s.add(kgo.ConnIdleTimeout(d))
	return err
}

func setMetadataAge(s *settings, a Arg) error {
	d, err := a.clamp(s, 10*time.Millisecond, time.Hour)
	s.add(kgo.MetadataMaxAge(d), kgo.MetadataMinAge(min(d, 5*time.Second)))
	return err
}

func setDialTimeout(s *settings, a Arg) (err error) {
	s.dialTimeout, err = a.clamp(s, time.Millisecond, time.Hour)
	return err
}

func setRequestTimeout(s *settings, a Arg) error {
	d, err := a.clamp(s, 100*time.Millisecond, 15*time.Minute)
	s.add(kgo.RequestTimeoutOverhead(d), kgo.ProduceRequestTimeout(d))
	return err
}

func setIsolation(s *settings, a Arg) error {
	word, err := a.choice("read_uncommitted", "read_committed")
	if word == "read_committed" {
		s.add(kgo.FetchIsolationLevel(kgo.ReadCommitted()))
	}
	return err
}

func setFetchMinBytes(s *settings, a Arg) error {
	n, err := a.integer(0, math.MaxInt32)
	s.add(kgo.FetchMinBytes(int32(n)))
	return err
}

// setFetchMaxBytes also raises the largest response that is accepted, since a
// broker may go over the limit by one batch.
func setFetchMaxBytes(s *settings, a Arg) error {
	n, err := a.integer(1, 1<<30)
	s.add(kgo.FetchMaxBytes(int32(n)), kgo.BrokerMaxReadBytes(int32(min(max(100<<20, 2*n), 1<<30))))
	return err
}

func setFetchMaxWait(s *settings, a Arg) error {
	d, err := a.clamp(s, 10*time.Millisecond, math.MaxInt32*time.Millisecond)
	s.add(kgo.FetchMaxWait(d))
	return err
}

func setPartitionFetchBytes(s *settings, a Arg) error {
	n, err := a.integer(1, 1<<30)
	s.add(kgo.FetchMaxPartitionBytes(int32(n)))
	return err
}

func setTransactional(_ *settings, a Arg) error {
	if a.Value == "" {
		return nil
	}
	return errors.New("transactional.id: writing in transactions is not supported; leave it out")
}

// retrying paces repeated requests.
type retrying struct{ first, most time.Duration }

func setBackoff(s *settings, a Arg) (err error) {
	s.retrying.first, err = a.clamp(s, time.Millisecond, time.Hour)
	return err
}

func setBackoffMax(s *settings, a Arg) (err error) {
	s.retrying.most, err = a.clamp(s, time.Millisecond, time.Hour)
	return err
}

// finish doubles the pause from the first to the longest, which are the Java
// client's 100 ms and 1 s unless set.
func (r retrying) finish(s *settings) error {
	if r.first == 0 && r.most == 0 {
		return nil
	}
	if r.first == 0 {
		r.first = 100 * time.Millisecond
	}
	if r.most == 0 {
		r.most = time.Second
	}
	r.most = max(r.first, r.most)
	s.add(kgo.RetryBackoffFn(func(fails int) time.Duration {
		return min(r.most, r.first<<min(max(fails-1, 0), 20))
	}))
	return nil
}
