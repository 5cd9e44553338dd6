package py

import (
	"go.starlark.net/starlark"
)

// delegate is what a generator yields from: it gets what is sent and thrown meanwhile.
type delegate interface {
	// advance gives the next value; without more it is at its end, and has returned v.
	advance(sent starlark.Value, thrown error) (v starlark.Value, more bool, err error)
}

// delegateOf is what yields from v does.
func (ip *Interp) delegateOf(th *starlark.Thread, v starlark.Value) (delegate, error) {
	over, err := ip.iterOf(th, v)
	if err != nil {
		return nil, err
	}
	if g, ok := over.(*generator); ok {
		return subgenerator{g}, nil
	}
	return &subiterator{ip, over}, nil
}

// subgenerator is a generator from which another yields.
type subgenerator struct{ *generator }

func (s subgenerator) advance(sent starlark.Value, thrown error) (starlark.Value, bool, error) {
	if thrown != nil && raises(thrown, "GeneratorExit") {
		if err := s.close(); err != nil {
			return nil, false, err
		}
		return nil, false, thrown
	}
	return s.generator.advance(sent, thrown)
}

// subiterator is any other iterator from which a generator yields. One of a class of the script may
// have the methods that generators have.
type subiterator struct {
	ip *Interp
	it starlark.Value
}

func (s *subiterator) advance(sent starlark.Value, thrown error) (starlark.Value, bool, error) {
	th := s.ip.gil.holder.th
	if thrown != nil {
		exiting := raises(thrown, "GeneratorExit")
		name := "throw"
		if exiting {
			name = "close"
		}
		method, err := s.method(name)
		if method == nil || err != nil {
			return nil, false, thrown
		}
		if exiting {
			if _, err := starlark.Call(th, method, nil, nil); err != nil {
				return nil, false, err
			}
			return nil, false, thrown
		}
		o, _ := s.ip.exceptionOf(thrown, 0)
		return nextOutcome(starlark.Call(th, method, starlark.Tuple{o}, nil))
	}
	if sent == starlark.None {
		v, err := s.ip.nextOf(th, s.it)
		return nextOutcome(v, err)
	}
	method, err := s.method("send")
	if err == nil && method == nil {
		err = Raise("AttributeError", "'%s' object has no attribute 'send'", TypeOf(s.it))
	}
	if err != nil {
		return nil, false, err
	}
	return nextOutcome(starlark.Call(th, method, starlark.Tuple{sent}, nil))
}

// method is a method of a class of the script, nil if it has none of that name.
func (s *subiterator) method(name string) (starlark.Value, error) {
	o, ok := s.it.(*instance)
	if !ok {
		return nil, nil
	}
	if v, _ := o.class.find(name); v == nil {
		return nil, nil
	}
	return attributeOf(o, name)
}

// nextOutcome is the outcome of a next, whose end is a StopIteration.
func nextOutcome(v starlark.Value, err error) (starlark.Value, bool, error) {
	switch {
	case err == nil:
		return v, true, nil
	case isStopIteration(err):
		return returned(err), false, nil
	}
	return nil, false, err
}
