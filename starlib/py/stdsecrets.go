package py

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"math/big"

	"go.starlark.net/starlark"
)

// secretsEntries is the module secrets.
func secretsEntries() []Entry {
	return []Entry{
		{Sig: "choice(sequence)", Doc: "One of the elements, by chance that nobody can foresee.", Fn: func(c *Call) (starlark.Value, error) {
			var v starlark.Value
			if err := c.Unpack("sequence", &v); err != nil {
				return nil, err
			}
			list, ok := looped(v).(starlark.Indexable)
			if !ok {
				return nil, Raise("TypeError", "object of type '%s' has no len()", TypeOf(v))
			}
			if list.Len() == 0 {
				return nil, Raise("IndexError", "Cannot choose from an empty sequence")
			}
			return list.Index(int(secretBelow(big.NewInt(int64(list.Len()))).Int64())), nil
		}},
		{Sig: "compare_digest(a, b) -> bool", Doc: "Whether two texts are equal, in a time that does not tell.", Fn: func(c *Call) (starlark.Value, error) {
			var a, b starlark.Value
			if err := c.Unpack("a", &a, "b", &b); err != nil {
				return nil, err
			}
			x, ok1 := digestBytes(a)
			y, ok2 := digestBytes(b)
			if !ok1 || !ok2 || TypeOf(a) != TypeOf(b) {
				return nil, Raise("TypeError", "unsupported operand types(s) or combination of types: '%s' and '%s'", TypeOf(a), TypeOf(b))
			}
			return starlark.Bool(subtle.ConstantTimeCompare(x, y) == 1), nil
		}},
		{Sig: "randbelow(exclusive_upper_bound) -> int", Doc: "A whole number from 0 on below a bound.", Fn: func(c *Call) (starlark.Value, error) {
			var n starlark.Int
			if err := c.Unpack("exclusive_upper_bound", &n); err != nil {
				return nil, err
			}
			if n.Sign() <= 0 {
				return nil, Raise("ValueError", "Upper bound must be positive.")
			}
			return starlark.MakeBigInt(secretBelow(n.BigInt())), nil
		}},
		{Sig: "randbits(k) -> int", Doc: "A whole number of k bits.", Fn: func(c *Call) (starlark.Value, error) {
			var k int
			if err := c.Unpack("k", &k); err != nil {
				return nil, err
			}
			if k < 0 {
				return nil, Raise("ValueError", "number of bits must be non-negative")
			}
			if err := c.bounds.Size(c.Name, k/8); err != nil {
				return nil, err
			}
			return starlark.MakeBigInt(secretBelow(new(big.Int).Lsh(big.NewInt(1), uint(k)))), nil
		}},
		{Sig: "token_bytes(nbytes=32)", Doc: "Random bytes.", Fn: secretToken(func(b []byte) starlark.Value { return starlark.Bytes(b) })},
		{Sig: "token_hex(nbytes=32) -> str", Doc: "Random bytes in hexadecimal digits.", Fn: secretToken(func(b []byte) starlark.Value { return starlark.String(hex.EncodeToString(b)) })},
		{Sig: "token_urlsafe(nbytes=32) -> str", Doc: "Random bytes as a text for URLs.", Fn: secretToken(func(b []byte) starlark.Value {
			return starlark.String(base64.RawURLEncoding.EncodeToString(b))
		})},
	}
}

// digestBytes is what is compared of a value: a text of ASCII or bytes.
func digestBytes(v starlark.Value) ([]byte, bool) {
	switch v := v.(type) {
	case starlark.String:
		return []byte(v), isASCII(string(v))
	case starlark.Bytes:
		return []byte(v), true
	}
	return nil, false
}

// secretBelow is a random number from 0 on below n.
func secretBelow(n *big.Int) *big.Int {
	k, _ := rand.Int(rand.Reader, n) // never fails
	return k
}

func secretToken(text func(b []byte) starlark.Value) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var v starlark.Value = starlark.None
		if err := c.Unpack("nbytes?", &v); err != nil {
			return nil, err
		}
		n := 32
		if v != starlark.None {
			var err error
			if n, err = starlark.AsInt32(v); err != nil || n < 0 {
				return nil, Raise("ValueError", "negative argument not allowed")
			}
		}
		if err := c.bounds.Size(c.Name, n); err != nil {
			return nil, err
		}
		b := make([]byte, n)
		_, _ = rand.Read(b) // never fails
		return text(b), nil
	}
}
