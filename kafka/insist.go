package kafka

import (
	"errors"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
)

// insistPause is between two questions to the broker without which a partition cannot be read.
const insistPause = time.Second

// insist repeats such a question until it is answered, or refused in a way that stays.
func (c *Consumer) insist(tp topicPartition, ask func() error) error {
	for {
		err := ask()
		switch {
		case err == nil:
			c.mu.Lock()
			delete(c.trouble, tp)
			c.mu.Unlock()
			return nil
		case c.ctx.Err() != nil || !passes(err):
			return err
		}
		c.retrying(tp, err)
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
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
