package py

import (
	"crypto/pbkdf2"
	"errors"

	"go.starlark.net/starlark"
)

// pbkdf2Key is hashlib.pbkdf2_hmac.
func pbkdf2Key(c *Call) (starlark.Value, error) {
	var name string
	var password, salt starlark.Bytes
	var rounds int
	var size starlark.Value = starlark.None
	if err := c.Unpack("hash_name", &name, "password", bytesOf{&password}, "salt", bytesOf{&salt}, "iterations", &rounds, "dklen?", &size); err != nil {
		return nil, err
	}
	for _, h := range hashes {
		if h.name != name {
			continue
		}
		n := h.new().Size()
		if size != starlark.None {
			var err error
			if n, err = starlark.AsInt32(size); err != nil || n < 1 {
				return nil, Raise("ValueError", "key length must be greater than 0.")
			}
		}
		if rounds < 1 {
			return nil, Raise("ValueError", "iteration value must be greater than 0.")
		}
		if err := c.bounds.Size(c.Name, n); err != nil {
			return nil, err
		}
		var key []byte
		err := c.Waiting(func() (err error) {
			key, err = pbkdf2.Key(h.new, string(password), []byte(salt), rounds, n)
			return err
		})
		if err != nil {
			return nil, Raise("ValueError", "%w", errors.Unwrap(err))
		}
		return starlark.Bytes(key), nil
	}
	return nil, Raise("ValueError", "unsupported hash type %s", name)
}
