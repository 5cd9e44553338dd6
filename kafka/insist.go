package kafka

import "starling/kafka/client"

// insist repeats a question to the broker without which a partition cannot be read until it
// is answered, or refused in a way that stays; until then kc.status shows why it is not read.
func (c *Consumer) insist(tp topicPartition, ask func() error) error {
	return c.insistOn(tp, ask, func(err error) { c.retrying(tp, err) })
}

// insistOn is insist where failed says that it is not answered yet, if that is to be said.
func (c *Consumer) insistOn(tp topicPartition, ask func() error, failed func(error)) error {
	err := client.Repeat(c.ctx, ask, failed)
	if err == nil {
		c.mu.Lock()
		c.partition(tp).trouble = ""
		c.mu.Unlock()
	}
	return err
}
