package client

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
)

// insistPause is between two questions to the broker that are repeated.
const insistPause = time.Second

// Repeat asks until there is an answer, a refusal that stays, or the end of ctx: then the
// error is why there was none before. failed is told of what waiting may mend.
func Repeat(ctx context.Context, ask func() error, failed func(error)) error {
	var last error
	for {
		err := ask()
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return cmp.Or(last, err)
		case !Passes(err):
			return err
		}
		last = err
		failed(err)
		select {
		case <-ctx.Done():
			return last
		case <-time.After(insistPause):
		}
	}
}

// Passes tells what waiting may mend.
func Passes(err error) bool {
	var answer *kerr.Error
	if errors.As(err, &answer) {
		return answer.Retriable || answer == kerr.UnknownServerError
	}
	return !Final(err)
}
