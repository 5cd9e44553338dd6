package kafka

import "context"

// Lag is how many records there are that are not in the tables yet, of all that is being read.
// known is false if nothing is read, or if for some of it no broker says how much there is.
func (e *Env) Lag(ctx context.Context) (lag int64, known bool) {
	consumers := e.Consumers()
	for _, c := range consumers {
		ends, err := c.ends(ctx)
		if err != nil {
			return 0, false
		}
		for tp, row := range c.observe() {
			if end, ok := ends.at[tp]; ok && end.life == row.life {
				lag += max(end.next-row.position, 0)
			}
		}
	}
	return lag, len(consumers) > 0
}
