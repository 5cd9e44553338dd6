package py

import (
	"fmt"

	"go.starlark.net/starlark"
)

// cachedProperty is a property that is computed once: from then on an attribute of the instance
// has the value.
type cachedProperty struct {
	ip   *Interp
	get  starlark.Value
	name string // in its class
}

func (p *cachedProperty) String() string {
	return fmt.Sprintf("<functools.cached_property object at 0x%x>", PointerOf(p))
}
func (p *cachedProperty) Type() string          { return "cached_property" }
func (p *cachedProperty) Freeze()               {}
func (p *cachedProperty) Truth() starlark.Bool  { return true }
func (p *cachedProperty) Hash() (uint32, error) { return uint32(PointerOf(p) >> 4), nil }

func (p *cachedProperty) bound(self starlark.Value, _ *class) (starlark.Value, error) {
	if self == nil {
		return p, nil
	}
	v, err := p.ip.call(p.get, self)
	if o, ok := self.(*instance); ok && err == nil {
		o.attrs.set(p.name, v)
	}
	return v, err
}

func newCachedProperty(c *Call) (starlark.Value, error) {
	var fn starlark.Value
	err := c.Unpack("func", &fn)
	return &cachedProperty{ip: c.Interp, get: fn}, err
}
