package flight

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"starling/internal/safe"
)

// safely is an error as a client gets it: with a code, and a text that harms no terminal.
func safely(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		return status.FromContextError(err).Err()
	}
	s, ok := status.FromError(err)
	if !ok {
		return status.Error(codes.InvalidArgument, safe.Lines(err.Error()))
	}
	return status.Error(s.Code(), safe.Lines(s.Message()))
}
