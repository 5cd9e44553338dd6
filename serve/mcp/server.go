package mcp

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"starling/starlib"
)

// requestBytes is how long a request may be: scripts are part of one.
const requestBytes = 4 << 20

// Server answers an assistant.
type Server struct {
	Host    *starlib.Host
	Output  *Output // where the host's scripts print
	Version string
	// AllowRun lets it run scripts, with all that scripts may.
	AllowRun bool
	// Show is the text of a value as the console prints it.
	Show func(v any) (string, error)

	running chan struct{} // a place for the one call that runs a text
}

// instructions say to an assistant what this is.
const instructions = "Starling has live tables over Kafka topics: rows change while they are read. List the tables, read rows with read_table, " +
	"look at topics with describe_topic and peek."

// Run answers until the input ends or ctx does. Requests and answers are JSON, a line each.
func (s *Server) Run(ctx context.Context, in io.Reader, out io.Writer) error {
	s.running = make(chan struct{}, 1)
	server := mcp.NewServer(&mcp.Implementation{Name: "starling", Title: "Starling: live tables over Kafka", Version: s.Version}, &mcp.ServerOptions{Instructions: instructions})
	s.addTools(server)
	both := newPatience(ctx, in, out)
	err := server.Run(ctx, &mcp.IOTransport{Reader: both, Writer: both, MaxLineLength: requestBytes})
	if errors.Is(err, io.EOF) || ctx.Err() != nil {
		return nil
	}
	return err
}

// script runs a text of Python and answers what it printed and what its last statement gave. One call
// runs at a time.
func (s *Server) script(ctx context.Context, name, text string) (*mcp.CallToolResult, any, error) {
	select {
	case s.running <- struct{}{}:
		defer func() { <-s.running }()
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	s.Output.begin()
	v, err := s.Host.Exec(ctx, name, text)
	printed, left := s.Output.end()
	if err != nil {
		return nil, nil, fmt.Errorf("%s%w", printed, err)
	}
	if v != nil {
		shown, err := s.Show(v)
		if err != nil {
			return nil, nil, err
		}
		printed += shown
	}
	if left > 0 {
		printed += fmt.Sprintf("\n… and %d bytes more", left)
	}
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: printed}}}, nil, nil
}
