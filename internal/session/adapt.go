package session

import "context"

type adaptKey struct{}

// Adapt has whoever opens a session with the context, by starling.Open, change what it is made
// of. It is for the command: programs of other modules cannot name it.
func Adapt(ctx context.Context, change func(*Config)) context.Context {
	return context.WithValue(ctx, adaptKey{}, change)
}

// adapt makes the change that the context asks for.
func (c *Config) adapt(ctx context.Context) {
	if change, ok := ctx.Value(adaptKey{}).(func(*Config)); ok {
		change(c)
	}
}
