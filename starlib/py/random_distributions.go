package py

import (
	"math"

	"go.starlark.net/starlark"
)

// The distributions that few scripts draw from, computed as CPython does.

// shape takes the two parameters of a distribution.
func (c *Call) shape(a, b string) (x, y float64, err error) {
	n, err := c.reals(a, b)
	if err != nil {
		return 0, 0, err
	}
	return n[0], n[1], nil
}

func randomGamma(c *Call) (starlark.Value, error) {
	alpha, beta, err := c.shape("alpha", "beta")
	if err != nil {
		return nil, err
	}
	x, err := c.generator().gamma(c, alpha, beta)
	return starlark.Float(x), err
}

// gamma is a number of the gamma distribution.
func (r *random) gamma(c *Call, alpha, beta float64) (float64, error) {
	p := c.Pace()
	switch {
	case alpha <= 0 || beta <= 0:
		return 0, Raise("ValueError", "gammavariate: alpha and beta must be > 0.0")
	case alpha == 1:
		return -logOf(1-r.float()) * beta, nil
	case alpha > 1:
		root := math.Sqrt(2*alpha - 1)
		b, k, magic := alpha-logOf(4), alpha+root, 1+logOf(4.5)
		for {
			if err := p.Step(); err != nil {
				return 0, err
			}
			u := r.float()
			if !(1e-7 < u && u < 0.9999999) {
				continue
			}
			w := 1 - r.float()
			v := logOf(u/(1-u)) / root
			x := alpha * expOf(v)
			z := float64(u*u) * w
			t := b + float64(k*v) - x
			if t+magic-float64(4.5*z) >= 0 || t >= logOf(z) {
				return x * beta, nil
			}
		}
	}
	for {
		if err := p.Step(); err != nil {
			return 0, err
		}
		b := (math.E + alpha) / math.E
		q := b * r.float()
		x := 0.0
		if q <= 1 {
			x = powOf(q, 1/alpha)
		} else {
			x = -logOf((b - q) / alpha)
		}
		if u := r.float(); q > 1 && u <= powOf(x, alpha-1) || q <= 1 && u <= expOf(-x) {
			return x * beta, nil
		}
	}
}

func randomBeta(c *Call) (starlark.Value, error) {
	alpha, beta, err := c.shape("alpha", "beta")
	if err != nil {
		return nil, err
	}
	y, err := c.generator().gamma(c, alpha, 1)
	if err != nil || y == 0 {
		return starlark.Float(0), err
	}
	z, err := c.generator().gamma(c, beta, 1)
	return starlark.Float(y / (y + z)), err
}

func randomVonMises(c *Call) (starlark.Value, error) {
	mu, kappa, err := c.shape("mu", "kappa")
	if err != nil {
		return nil, err
	}
	r := c.generator()
	if kappa <= 1e-6 {
		return starlark.Float(2 * math.Pi * r.float()), nil
	}
	s := 0.5 / kappa
	far := s + math.Sqrt(1+float64(s*s))
	z := 0.0
	for p := c.Pace(); ; {
		if err := p.Step(); err != nil {
			return nil, err
		}
		z = cosOf(math.Pi * r.float())
		d := z / (far + z)
		if u := r.float(); u < 1-float64(d*d) || u <= (1-d)*expOf(d) {
			break
		}
	}
	q := 1 / far
	angle := acosOf((q + z) / (1 + float64(q*z)))
	if r.float() > 0.5 {
		angle = mu + angle
	} else {
		angle = mu - angle
	}
	if angle = math.Mod(angle, 2*math.Pi); angle < 0 {
		angle += 2 * math.Pi
	}
	return starlark.Float(angle), nil
}

func randomPareto(c *Call) (starlark.Value, error) {
	n, err := c.reals("alpha")
	if err != nil {
		return nil, err
	}
	if n[0] == 0 {
		return nil, Raise("ZeroDivisionError", "float division by zero")
	}
	return starlark.Float(powOf(1-c.generator().float(), -1/n[0])), nil
}

func randomWeibull(c *Call) (starlark.Value, error) {
	alpha, beta, err := c.shape("alpha", "beta")
	if err != nil {
		return nil, err
	}
	if beta == 0 {
		return nil, Raise("ZeroDivisionError", "float division by zero")
	}
	return starlark.Float(alpha * powOf(-logOf(1-c.generator().float()), 1/beta)), nil
}

func randomLogNormal(c *Call) (starlark.Value, error) {
	mu, sigma, err := c.shape("mu", "sigma")
	if err != nil {
		return nil, err
	}
	return starlark.Float(expOf(mu + float64(c.generator().kinderman()*sigma))), nil
}
