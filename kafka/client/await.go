package client

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// RetryPause is between two attempts to reach a broker.
const RetryPause = 250 * time.Millisecond

// refusedMost is how long Await tries where nobody listens, unless Env.Refused or the
// properties say otherwise: a broker that is just starting is up by then.
const refusedMost = 10 * time.Second

// Await returns when a broker answers the client, retrying until ctx ends or
// default.api.timeout.ms has passed; unless that is set, where every connection is refused
// for no longer than Refused. A refusal that no waiting mends, such as a wrong password or
// certificate, ends it at once.
func (e *Env) Await(ctx context.Context, cl *kgo.Client, p Props) error {
	c, err := e.Config(p)
	if err != nil {
		return err
	}
	return e.Veil(c.Await(ctx, cl))
}

// Await is Env.Await for properties that hold already.
func (c Config) Await(ctx context.Context, cl *kgo.Client) error {
	at, err := c.Place()
	if err != nil {
		return err
	}
	limit, err := c.Timeout()
	if err != nil {
		return err
	}
	bounded, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var last error
	begun, refused := time.Now(), true
	for {
		// The client tries again by itself, and does not say why when its time is up in the
		// middle of that; of several attempts one says it.
		attempt, done := context.WithTimeout(bounded, max(limit/4, time.Second))
		err := cl.Ping(attempt)
		done()
		switch {
		case err == nil:
			return nil
		case Final(err):
			return fmt.Errorf("broker %s: %w", at, Brief(err))
		case ctx.Err() != nil:
			return ctx.Err()
		case last == nil || !errors.Is(err, context.DeadlineExceeded):
			last = err
		}
		refused = refused && errors.Is(err, syscall.ECONNREFUSED)
		if most := c.refused(); refused && most > 0 && time.Since(begun) >= most {
			return fmt.Errorf("no broker answered at %s within %v: %w; is it running?", at, most, Brief(last))
		}
		select {
		case <-bounded.Done():
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("no broker answered at %s within %v (default.api.timeout.ms): %w", at, limit, Brief(last))
		case <-time.After(RetryPause):
		}
	}
}

// refused is how long connections may be refused; 0 is as long as anything may take.
func (c Config) refused() time.Duration {
	if _, set := c.Lookup("default.api.timeout.ms"); set {
		return 0
	}
	return cmp.Or(c.env.Refused, refusedMost)
}

// Place words where the servers are dialled.
func (c Config) Place() (string, error) {
	servers, err := c.servers()
	if err != nil {
		return "", err
	}
	var out []string
	for _, s := range servers {
		text := s.shown
		if to := c.env.target(s.addr); to != s.addr {
			text += " (alias " + to + ")"
		}
		if !slices.Contains(out, text) { // a reference may lead to several
			out = append(out, text)
		}
	}
	return strings.Join(out, ", "), nil
}

// Final tells the errors that no waiting mends.
func Final(err error) bool {
	for _, known := range []error{kerr.SaslAuthenticationFailed, kerr.UnsupportedSaslMechanism, kerr.IllegalSaslState, kgo.ErrClientClosed} {
		if errors.Is(err, known) {
			return true
		}
	}
	if errors.As(err, new(loginRefused)) {
		return true
	}
	var record tls.RecordHeaderError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var alert *net.OpError // the broker's own refusal
	return errors.As(err, &record) || errors.As(err, &authority) || errors.As(err, &host) || errors.As(err, &invalid) ||
		errors.As(err, &alert) && alert.Op == "remote error"
}

// Brief shortens an error of the network to its cause; it still unwraps to err.
func Brief(err error) error {
	var errno syscall.Errno
	var lookup *net.DNSError
	var eof *kgo.ErrFirstReadEOF
	var alert *net.OpError
	switch {
	case errors.As(err, &alert) && alert.Op == "remote error":
		return worded{alert.Error() + "; does the broker want another client's certificate (ssl.keystore.location)?", err}
	case strings.Contains(err.Error(), "tls alert record"): // the client has no type for it
		return worded{"the broker speaks TLS; set security.protocol to SSL or SASL_SSL", err}
	case errors.As(err, &errno):
		return worded{errno.Error(), err}
	case errors.As(err, &lookup):
		return worded{lookup.Name + ": " + lookup.Err, err}
	case errors.As(err, &eof) || errors.Is(err, io.EOF):
		return worded{"the broker closed the connection; does it expect TLS or SASL (security.protocol), or other credentials?", err}
	case errors.Is(err, context.DeadlineExceeded):
		return worded{"timed out", err}
	}
	return err
}

// Worded is err in other words; it still unwraps to err.
func Worded(text string, err error) error { return worded{text, err} }

type worded struct {
	text string
	error
}

func (w worded) Error() string { return w.text }
func (w worded) Unwrap() error { return w.error }
