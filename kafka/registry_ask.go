package kafka

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/sr"

	"starling/specs/wire"
)

const (
	forever     = time.Duration(1<<63 - 1)
	askPause    = 100 * time.Millisecond // before the second attempt; each later pause is twice the one before
	askPauseMax = 5 * time.Second
	askTimeout  = 15 * time.Second        // of one request
	askPatience = 1500 * time.Millisecond // without an answer until that is said
)

// ask puts a question to the registry's addresses in turn, until one answers or limit
// or ctx ends. A limit of 0 is one attempt. The user hears of the waiting. With limit
// forever all is waited out that says nothing of the schema asked for, see attempt.
func (s *schemas) ask(ctx context.Context, limit time.Duration, question func(context.Context, *sr.Client) error) (err error) {
	defer s.env.veiled(&err)
	end := time.Now().Add(min(limit, 1<<60))
	patient := limit == forever
	var cause atomic.Pointer[string] // of the last attempt's failure
	defer s.wait(func() string {
		if c := cause.Load(); c != nil {
			return *c
		}
		return noAnswer
	}, patient)()
	for pause := askPause; ; pause = min(2*pause, askPauseMax) {
		err := s.attempt(ctx, patient, question)
		if err != nil {
			text := err.Error()
			cause.Store(&text)
		}
		var refused *refusal
		switch {
		case err == nil:
			s.back()
			return nil
		case errors.As(err, &refused):
			return refused.error
		case ctx.Err() != nil:
			return ctx.Err()
		case !time.Now().Before(end):
			return fmt.Errorf("schema registry %s does not answer (tried for %v, default.api.timeout.ms): %w", s.place, limit, err)
		}
		s.away(err.Error(), patient)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(min(pause, time.Until(end))): // the last attempt is at the end
		}
	}
}

// refusal is an answer that asking again would not change.
type refusal struct{ error }

// attempt asks each address once. An answer that stays is a refusal. With patient it has to
// be about the schema: that it is unknown or too large, or what the registry has of it
// cannot be used while it serves others.
func (s *schemas) attempt(ctx context.Context, patient bool, question func(context.Context, *sr.Client) error) error {
	var last, verdict error
	for _, cl := range s.clients {
		err := s.question(ctx, cl, question)
		var refused *refusal
		switch {
		case err == nil || ctx.Err() != nil:
			return err
		case !errors.As(err, &refused):
			last = err
		case !patient || errors.As(refused.error, new(missing)) || errors.Is(refused.error, wire.ErrTooLarge):
			return err
		case s.serves(ctx, cl, refused.error) && s.refuses(ctx, cl, question):
			verdict = &refusal{unusable{refused.error}}
		default:
			last = refused.error
		}
	}
	if verdict != nil {
		return verdict
	}
	return last
}

// question asks one address. What it answers is worded, and a refusal if it would be the same again.
func (s *schemas) question(ctx context.Context, cl *sr.Client, question func(context.Context, *sr.Client) error) error {
	bounded, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	err := question(bounded, cl)
	if err == nil || ctx.Err() != nil {
		return err
	}
	var answer *sr.ResponseError
	if errors.As(err, &answer) {
		answer.Message, answer.Raw = s.auth.told(answer.Message), []byte(s.auth.told(string(answer.Raw)))
	}
	if answer != nil && answer.StatusCode == http.StatusNotFound && registryCode(answer.ErrorCode) {
		return &refusal{missing{answer}}
	}
	return s.words(err)
}

// registryCode tells a registry's own 404 from that of a web server in its place.
func registryCode(code int) bool { return code >= 40401 && code <= 40499 }

// missing is the registry's answer that it has no such schema.
type missing struct{ *sr.ResponseError }

func (m missing) Unwrap() []error { return []error{wire.ErrNoSchema, m.ResponseError} }

// words puts an error in terms of the user: what the registry answered, or the cause of
// there being no answer. Answers of the kind that stay are refusals.
func (s *schemas) words(err error) error {
	var answer *sr.ResponseError
	var syntax *json.SyntaxError
	var shape *json.UnmarshalTypeError
	var lookup *net.DNSError
	switch {
	case errors.Is(err, wire.ErrTooLarge):
		return &refusal{fmt.Errorf("schema registry %s: %w", s.place, errAnswer)}
	case errors.As(err, &answer):
		shorten(answer)
		text := fmt.Errorf("schema registry %s answered %d: %w", s.place, answer.StatusCode, answer)
		switch code := answer.StatusCode; {
		case unauthorized(answer):
			return &refusal{fmt.Errorf("schema registry %s: not authorized (%d): set basic.auth.user.info or bearer.auth.token: %w", s.place, code, answer)}
		case code >= 500 || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout || code == http.StatusTooEarly:
			return text
		}
		return &refusal{text}
	case errors.As(err, &syntax) || errors.As(err, &shape) || strings.Contains(err.Error(), unreadable):
		return &refusal{fmt.Errorf("schema registry %s: the answer is not a schema registry's: %w", s.place, err)}
	case errors.Is(err, errNothing):
		return &refusal{fmt.Errorf("schema registry %s: %w", s.place, err)}
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return &refusal{fmt.Errorf("schema registry %s: the host name cannot be resolved (--alias %s=127.0.0.1 would dial another address): %w", s.place, lookup.Name, brief(err))}
	case final(err):
		return &refusal{fmt.Errorf("schema registry %s: %w", s.place, brief(err))}
	}
	return brief(err)
}

// shorten cuts what a registry says in an error to what a line can show.
func shorten(answer *sr.ResponseError) {
	const most = 500
	if len(answer.Message) > most {
		answer.Message = strings.ToValidUTF8(answer.Message[:most], "") + "…"
	}
	if len(answer.Raw) > most {
		answer.Raw = append(answer.Raw[:most:most], "…"...)
	}
}

// noAnswer is why a question waits that was not answered at all.
const noAnswer = "no answer yet"

// waiting is a question that has no answer yet.
type waiting struct {
	since   time.Time
	patient bool
}

// wait notes that somebody waits for the registry, until the function that it returns is
// called. When it takes long that is said, and why.
func (s *schemas) wait(why func() string, patient bool) (over func()) {
	w := &waiting{time.Now(), patient}
	s.mu.Lock()
	s.waits = append(s.waits, w)
	s.mu.Unlock()
	slow := time.AfterFunc(askPatience, func() { s.away(why(), patient) })
	return func() {
		slow.Stop()
		s.mu.Lock()
		s.waits = slices.DeleteFunc(s.waits, func(x *waiting) bool { return x == w })
		s.mu.Unlock()
	}
}

// overdue is the error of records that have waited longer than limit, nil if none has.
func (s *schemas) overdue(limit time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.ContainsFunc(s.waits, func(w *waiting) bool { return w.patient && time.Since(w.since) >= limit }) {
		return nil
	}
	why := s.why
	if why == "" {
		why = noAnswer
	}
	return fmt.Errorf("schema registry %s does not answer (waited for %v, default.api.timeout.ms): %s", s.place, limit, why)
}

// away says, once for each time, that the registry is being waited for. The first cause is
// kept, until there is a better one.
func (s *schemas) away(why string, patient bool) {
	s.mu.Lock()
	again := s.why != ""
	s.why = why
	s.mu.Unlock()
	if again {
		return
	}
	meanwhile := ""
	if patient {
		meanwhile = ", records stay unread meanwhile"
	}
	s.env.notify(fmt.Sprintf("kafka: waiting for the schema registry %s%s: %s", s.place, meanwhile, why))
}

// back says that the waiting is over.
func (s *schemas) back() {
	s.mu.Lock()
	was := s.why != ""
	s.why = ""
	s.mu.Unlock()
	if was {
		s.env.notify(fmt.Sprintf("kafka: the schema registry %s answers again", s.place))
	}
}

// awaited says for what somebody waits just now, "" if the registry answers.
func (s *schemas) awaited() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waits) == 0 || s.why == "" {
		return ""
	}
	return fmt.Sprintf("waits for the schema registry %s: %s", s.place, s.why)
}
