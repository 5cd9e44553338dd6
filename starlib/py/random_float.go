package py

import (
	"math"

	"go.starlark.net/starlark"
)

func randomUniform(c *Call) (starlark.Value, error) {
	var a, b starlark.Float
	if err := c.Unpack("a", FloatArg(&a), "b", FloatArg(&b)); err != nil {
		return nil, err
	}
	return a + (b-a)*starlark.Float(c.generator().float()), nil
}

func randomGauss(c *Call) (starlark.Value, error) {
	mu, sigma := starlark.Float(0), starlark.Float(1)
	if err := c.Unpack("mu?", FloatArg(&mu), "sigma?", FloatArg(&sigma)); err != nil {
		return nil, err
	}
	return mu + starlark.Float(c.generator().normal())*sigma, nil
}

// normal is a normally distributed number. They are made in pairs.
func (r *random) normal() float64 {
	if r.has {
		r.has = false
		return r.second
	}
	angle := r.float() * 2 * math.Pi
	far := math.Sqrt(-2 * logOf(1-r.float()))
	sin, cos := sinCos(angle)
	r.second, r.has = sin*far, true
	return cos * far
}

func randomNormal(c *Call) (starlark.Value, error) {
	mu, sigma := starlark.Float(0), starlark.Float(1)
	if err := c.Unpack("mu?", FloatArg(&mu), "sigma?", FloatArg(&sigma)); err != nil {
		return nil, err
	}
	return mu + starlark.Float(c.generator().kinderman())*sigma, nil
}

// kinderman is a normally distributed number, made as Kinderman and Monahan do.
func (r *random) kinderman() float64 {
	magic := 4 * expOf(-0.5) / math.Sqrt(2)
	for {
		u := r.float()
		v := 1 - r.float()
		z := magic * (u - 0.5) / v
		if z*z/4 <= -logOf(v) {
			return z
		}
	}
}

func randomExponential(c *Call) (starlark.Value, error) {
	lambd := starlark.Float(1)
	if err := c.Unpack("lambd?", FloatArg(&lambd)); err != nil {
		return nil, err
	}
	if lambd == 0 {
		return nil, Raise("ZeroDivisionError", "float division by zero")
	}
	return starlark.Float(-logOf(1-c.generator().float()) / float64(lambd)), nil
}

func randomTriangular(c *Call) (starlark.Value, error) {
	low, high := starlark.Float(0), starlark.Float(1)
	var mode starlark.Value = starlark.None
	if err := c.Unpack("low?", FloatArg(&low), "high?", FloatArg(&high), "mode?", &mode); err != nil {
		return nil, err
	}
	u, at := c.generator().float(), 0.5
	if mode != starlark.None {
		m, ok := starlark.AsFloat(mode)
		switch {
		case !ok:
			return nil, Raise("TypeError", "triangular: mode: got %s, want a number", TypeOf(mode))
		case high == low:
			return low, nil
		}
		at = (m - float64(low)) / float64(high-low)
	}
	if u > at {
		u, at = 1-u, 1-at
		low, high = high, low
	}
	return low + (high-low)*starlark.Float(math.Sqrt(u*at)), nil
}
