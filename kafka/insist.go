package kafka

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
)

// insistPause is between two questions to the broker without which a partition cannot be read.
const insistPause = time.Second

// insist repeats such a question until it is answered, or refused in a way that stays;
// until then kc.status shows why the partition is not read.
func (c *Consumer) insist(tp topicPartition, ask func() error) error {
	return c.insistOn(tp, ask, func(err error) { c.retrying(tp, err) })
}

// insistOn is insist where failed says that it is not answered yet, if that is to be said.
func (c *Consumer) insistOn(tp topicPartition, ask func() error, failed func(error)) error {
	err := repeat(c.ctx, ask, failed)
	if err == nil {
		c.mu.Lock()
		delete(c.trouble, tp)
		c.mu.Unlock()
	}
	return err
}

// repeat asks until there is an answer, a refusal that stays, or the end of ctx: then the
// error is why there was none before. failed is told of what waiting may mend.
func repeat(ctx context.Context, ask func() error, failed func(error)) error {
	var last error
	for {
		err := ask()
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return cmp.Or(last, err)
		case !passes(err):
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

// passes tells what waiting may mend.
func passes(err error) bool {
	var answer *kerr.Error
	if errors.As(err, &answer) {
		return answer.Retriable || answer == kerr.UnknownServerError
	}
	return !final(err)
}
