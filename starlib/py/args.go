package py

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// floatUnpacker takes a number, whole or not.
type floatUnpacker struct{ p *starlark.Float }

// FloatArg takes a number, whole or not.
func FloatArg(p *starlark.Float) starlark.Unpacker { return floatUnpacker{p} }

// Unpack implements starlark.Unpacker.
func (u floatUnpacker) Unpack(v starlark.Value) error {
	if n, ok := v.(numeric); ok {
		var err error
		if v, err = n.real(); err != nil {
			return err
		}
	}
	f, ok := starlark.AsFloat(asNumber(v))
	if !ok {
		return fmt.Errorf("got %s, want a number", TypeOf(v))
	}
	*u.p = starlark.Float(f)
	return nil
}

// noneOrText takes a string; None leaves it as it is.
type noneOrText struct{ p *string }

// NoneOr takes a string; None leaves it as it is.
func NoneOr(p *string) starlark.Unpacker { return noneOrText{p} }

// Unpack implements starlark.Unpacker.
func (n noneOrText) Unpack(v starlark.Value) error {
	if v == starlark.None {
		return nil
	}
	s, ok := starlark.AsString(v)
	if !ok {
		return fmt.Errorf("got %s, want a string", TypeOf(v))
	}
	*n.p = s
	return nil
}

// unpackArgs is starlark.UnpackArgs that takes True and False for 1 and 0 where a number is wanted.
func unpackArgs(name string, args starlark.Tuple, kwargs []starlark.Tuple, pairs ...any) error {
	if i := slices.IndexFunc(args, isBool); i >= 0 {
		args = slices.Clone(args)
		for ; i < len(args) && 2*i+1 < len(pairs); i++ {
			if wantsNumber(pairs[2*i+1]) {
				args[i] = asNumber(args[i])
			}
		}
	}
	if slices.ContainsFunc(kwargs, func(kv starlark.Tuple) bool { return isBool(kv[1]) }) {
		kwargs = slices.Clone(kwargs)
		for i, kv := range kwargs {
			for k := 0; k < len(pairs); k += 2 {
				if param, _ := pairs[k].(string); strings.TrimRight(param, "?") == string(kv[0].(starlark.String)) && wantsNumber(pairs[k+1]) {
					kwargs[i] = starlark.Tuple{kv[0], asNumber(kv[1])}
				}
			}
		}
	}
	return starlark.UnpackArgs(name, args, kwargs, pairs...)
}

// unpackPositional is starlark.UnpackPositionalArgs that does the same.
func unpackPositional(name string, args starlark.Tuple, kwargs []starlark.Tuple, least int, vars ...any) error {
	if slices.ContainsFunc(args, isBool) {
		args = slices.Clone(args)
		for i := range min(len(args), len(vars)) {
			if wantsNumber(vars[i]) {
				args[i] = asNumber(args[i])
			}
		}
	}
	return starlark.UnpackPositionalArgs(name, args, kwargs, least, vars...)
}

func isBool(v starlark.Value) bool {
	_, ok := v.(starlark.Bool)
	return ok
}

// wantsNumber reports whether a parameter of such a variable takes numbers alone.
func wantsNumber(p any) bool {
	switch p.(type) {
	case *int, *int32, *int64, *uint, *uint32, *uint64, *starlark.Int, *float64, *starlark.Float:
		return true
	}
	return false
}
