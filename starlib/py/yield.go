package py

import (
	"go.starlark.net/starlark"
)

// runtimeTable is THE table of the builtins that statements are made of and that run on, or
// across, several threads: what surrounds an Entry looks at the runner before and after it.
func (ip *Interp) runtimeTable() starlark.StringDict {
	all := starlark.StringDict{}
	for name, fn := range map[string]func(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error){
		"__first__":      ip.firstFound,
		"__found__":      ip.foundOne,
		"__generator__":  ip.makeGenerator,
		"__genexpr__":    ip.makeGenexpr,
		"__raise__":      ip.raise,
		"__return__":     returnOutcome,
		"__try__":        ip.try,
		"__until__":      ip.untilFound,
		"__whole__":      ip.wholly,
		"__with__":       ip.with,
		"__yield__":      ip.yield,
		"__yield_from__": ip.yieldFrom,
	} {
		all[name] = starlark.NewBuiltin(name, func(th *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (v starlark.Value, err error) {
			defer rescue(&err)
			return fn(th, args)
		})
	}
	return all
}

// makeGenerator is __generator__(name, fn, *args).
func (ip *Interp) makeGenerator(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	name, _ := starlark.AsString(args[0])
	fn, given := args[1], args[2:]
	return ip.newGenerator(name, func(th *starlark.Thread) (starlark.Value, error) { return starlark.Call(th, fn, given, nil) }), nil
}

// makeGenexpr is __genexpr__(fn, iterable).
func (ip *Interp) makeGenexpr(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	over, err := ip.iterOf(th, args[1])
	if err != nil {
		return nil, err
	}
	fn := args[0]
	return ip.newGenerator("<genexpr>", func(th *starlark.Thread) (starlark.Value, error) {
		_, err := starlark.Call(th, fn, starlark.Tuple{over}, nil)
		return starlark.None, err
	}), nil
}

// running is the generator of the thread.
func (ip *Interp) yielding(th *starlark.Thread) (*suspended, error) {
	if s := ip.gil.holder.generator; s != nil && s.th == th {
		return s, nil
	}
	return nil, Raise("RuntimeError", "yield outside of the function of a generator")
}

// yield is __yield__(v).
func (ip *Interp) yield(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	s, err := ip.yielding(th)
	if err != nil {
		return nil, err
	}
	s.value = args[0]
	return s.pause()
}

// yieldFrom is __yield_from__(iterable): whoever resumes s goes on with the other meanwhile, which
// is cheaper than to wake s for each value.
func (ip *Interp) yieldFrom(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	s, err := ip.yielding(th)
	if err != nil {
		return nil, err
	}
	if s.from, err = ip.delegateOf(th, args[0]); err != nil {
		return nil, err
	}
	return s.pause()
}

// pause gives the turn to whoever resumed s, until it is resumed again.
func (s *suspended) pause() (starlark.Value, error) {
	if s.ip.ctx.Err() != nil { // nobody resumes it
		return nil, ErrInterrupted
	}
	s.state = paused
	if !s.co.rest() {
		return nil, ErrInterrupted
	}
	v, err := s.sent, s.thrown
	s.sent, s.thrown = nil, nil
	if err != nil {
		return nil, err
	}
	return v, nil
}

// until is any, all or next at work. As an error it ends the comprehension that looks for what it
// wants.
type until struct {
	want  starlark.Bool
	first bool           // it wants whatever comes first
	value starlark.Value // that is found; nil: nothing
}

func (*until) Error() string { return "found" }

// untilFound is __until__(fn, iterable, want): whether fn came upon an element whose truth is want.
func (ip *Interp) untilFound(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	u := &until{want: args[2].Truth()}
	if err := ip.lookFor(th, u, args[0], args[1]); err != nil {
		return nil, err
	}
	if u.value != nil {
		return u.want, nil
	}
	return !u.want, nil
}

// firstFound is __first__(fn, iterable, *default): the first element that fn came upon.
func (ip *Interp) firstFound(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	u := &until{first: true}
	err := ip.lookFor(th, u, args[0], args[1])
	switch {
	case err != nil:
		return nil, err
	case u.value != nil:
		return u.value, nil
	case len(args) > 2:
		return args[2], nil
	}
	return nil, stopIteration(starlark.None)
}

// lookFor runs fn over an iterable until it comes upon what u wants.
func (ip *Interp) lookFor(th *starlark.Thread, u *until, fn, iterable starlark.Value) error {
	over, err := ip.iterOf(th, iterable)
	if err != nil {
		return err
	}
	r := ip.gil.holder
	outer := r.until
	r.until = u
	_, err = starlark.Call(th, fn, starlark.Tuple{over}, nil)
	r.until = outer
	if isFound(err, u) {
		return nil
	}
	return ip.ofGenerator(err)
}

// wholly is __whole__(fn, iterable): what fn makes of it, as a generator would that is asked for all it has.
func (ip *Interp) wholly(th *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	over, err := ip.iterOf(th, args[1])
	if err != nil {
		return nil, err
	}
	v, err := starlark.Call(th, args[0], starlark.Tuple{over}, nil)
	return v, ip.ofGenerator(err)
}

// ofGenerator is the error of what a generator runs: a StopIteration would say that it is at its end.
func (ip *Interp) ofGenerator(err error) error {
	if err != nil && isStopIteration(err) {
		return ip.causedBy(err, Raise("RuntimeError", "generator raised StopIteration"))
	}
	return err
}

func isFound(err error, u *until) bool {
	for ev, ok := err.(*starlark.EvalError); ok; ev, ok = err.(*starlark.EvalError) {
		err = ev.Unwrap()
	}
	return err == error(u)
}

// foundOne is __found__(x), a condition that never holds.
func (ip *Interp) foundOne(_ *starlark.Thread, args starlark.Tuple) (starlark.Value, error) {
	u := ip.gil.holder.until
	if u == nil {
		return nil, Raise("RuntimeError", "nothing looks for it")
	}
	if u.first || args[0].Truth() == u.want {
		u.value = args[0]
		return nil, u
	}
	return starlark.None, nil
}
