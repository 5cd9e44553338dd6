package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// issuer asks for tokens by the client's credentials (RFC 6749, 4.4), and keeps
// one for four fifths of the time that it is good for.
type issuer struct {
	http *http.Client

	mu    sync.Mutex
	held  string
	owner bearer // whose token is held
	until time.Time
}

const (
	issuerTimeout = 15 * time.Second
	issuerLimit   = 1 << 20 // bytes of an answer
)

// newIssuer takes the issuer's certificate if the system's authorities or those
// of ssl.truststore.* signed it.
func newIssuer(c Config) (*issuer, error) {
	cfg, err := c.tls("", true)
	if err != nil {
		return nil, err
	}
	return &issuer{http: &http.Client{
		Timeout:   issuerTimeout,
		Transport: &http.Transport{DialContext: c.env.Dial, TLSClientConfig: cfg, DisableKeepAlives: true},
		// The secret goes to the address given and to no other.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// loginRefused is a login that failed and would fail again.
type loginRefused struct{ error }

func (l loginRefused) Unwrap() error { return l.error }

// token is a token for b's credentials.
func (s *issuer) token(ctx context.Context, b bearer) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	same := s.owner.id == b.id && s.owner.secret == b.secret && s.owner.scope == b.scope
	if s.held != "" && same && time.Now().Before(s.until) {
		return s.held, nil
	}
	token, good, err := s.ask(ctx, b)
	if err != nil {
		// It unwraps to nothing that could be taken for trouble with the broker.
		told := fmt.Errorf("sasl.oauthbearer.token.endpoint.url: %s: %v", b.place, Brief(err))
		if Final(err) {
			return "", loginRefused{told}
		}
		return "", told
	}
	s.held, s.owner, s.until = token, b, time.Now().Add(good/5*4)
	return token, nil
}

// ask returns a new token and how long it is good for.
func (s *issuer) ask(ctx context.Context, b bearer) (string, time.Duration, error) {
	form := url.Values{"grant_type": {"client_credentials"}}
	if b.scope != "" {
		form.Set("scope", b.scope)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.endpoint.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return "", 0, errors.New("is not usable")
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	req.SetBasicAuth(url.QueryEscape(b.id), url.QueryEscape(b.secret))
	resp, err := s.http.Do(req)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err // without the URL
		}
		return "", 0, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, issuerLimit))
	if err != nil {
		return "", 0, err
	}
	return answered(resp, body, b.secret)
}

// answered reads the issuer's answer.
func answered(resp *http.Response, body []byte, secret string) (string, time.Duration, error) {
	var answer struct {
		Token       string  `json:"access_token"`
		Seconds     float64 `json:"expires_in"`
		Error       string  `json:"error"`
		Description string  `json:"error_description"`
	}
	err := json.Unmarshal(body, &answer)
	if code := resp.StatusCode; code != http.StatusOK {
		why := fmt.Sprintf("the issuer answered %d", code)
		if err == nil && answer.Error != "" {
			why += ": " + strings.TrimSuffix(answer.Error+": "+answer.Description, ": ")
			why = strings.ReplaceAll(why, secret, "***")
		}
		if code >= 500 || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout {
			return "", 0, errors.New(why)
		}
		return "", 0, loginRefused{errors.New(why)}
	}
	if err != nil || !tokenish(answer.Token) {
		return "", 0, loginRefused{errors.New("the issuer's answer is not JSON with an access_token")}
	}
	return answer.Token, time.Duration(min(max(answer.Seconds, 0), 1e9) * float64(time.Second)), nil
}
