// Package gateway speaks with Apache Flink over HTTP: with a SQL gateway, which runs
// statements in sessions, and with the JobManager behind it, which knows how jobs fare.
// It knows nothing of what the statements say, and imports the standard library only.
//
// The gateway is asked by version 2 of its REST API, which every Flink since 1.17 has.
// What SQL can do with jobs is done by SQL (SHOW JOBS, DESCRIBE JOB, STOP JOB), for many
// users reach the gateway alone.
package gateway

import (
	"context"
	"fmt"
)

// Config says which gateway.
type Config struct {
	// URL is where the gateway answers, http or https. What it has before an @ logs in: a
	// name and a password by Basic, a word alone as a Bearer token.
	URL string
	// Redact takes the secrets out of a text of Flink's that is about to be part of an
	// error. Nil leaves it as it is. The text of a statement is never part of one.
	Redact func(string) string
}

// Client asks one SQL gateway. It is for any number of goroutines.
type Client struct {
	gateway *endpoint
}

// New makes a client. It asks nothing yet.
func New(cfg Config) (*Client, error) {
	e, err := newEndpoint("SQL gateway", cfg.URL, cfg.Redact)
	if err != nil {
		return nil, err
	}
	return &Client{gateway: e}, nil
}

// Info is what the gateway says of itself.
type Info struct {
	Product string `json:"productName"`
	Version string `json:"version"`
}

// Info asks for the gateway's product and version.
func (c *Client) Info(ctx context.Context) (Info, error) {
	var info Info
	err := c.gateway.call(ctx, "GET", "/v2/info", nil, &info)
	return info, err
}

// Error is what Flink answered in place of a result.
type Error struct {
	Statement int    // which of Run's statements failed, from 0; -1 where none was run
	Name      string // the statement's name; "" without
	Reason    string // the deepest cause that Flink gives, on one line and redacted
	Status    int    // of HTTP
}

func (e *Error) Error() string {
	switch {
	case e.Statement < 0:
		return e.Reason
	case e.Name != "":
		return fmt.Sprintf("%s: %s", e.Name, e.Reason)
	}
	return fmt.Sprintf("statement %d: %s", e.Statement+1, e.Reason)
}
