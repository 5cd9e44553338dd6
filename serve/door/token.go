package door

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// tokenBytes is how much of a token cannot be guessed: 192 bits.
const tokenBytes = 24

// Token is a secret that who comes in has to know. "" lets nobody in.
type Token string

// NewToken is one that nobody had before.
func NewToken() Token {
	b := make([]byte, tokenBytes)
	rand.Read(b) //nolint:errcheck // it never fails
	return Token(hex.EncodeToString(b))
}

// KeptToken is the token of a file, which only its owner should read. A file that is not there
// is made, with a new one.
func KeptToken(path string) (Token, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t := NewToken()
		return t, os.WriteFile(path, []byte(t+"\n"), 0o600)
	}
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(string(b))
	if len(text) < tokenBytes || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", fmt.Errorf("%s holds no token: one line of at least %d printable characters; if the file is removed, a new one is written", path, tokenBytes)
	}
	return Token(text), nil
}

// Is reports whether a text is the token, in a time that does not tell how much of it is.
func (t Token) Is(text string) bool {
	return t != "" && subtle.ConstantTimeCompare([]byte(text), []byte(t)) == 1
}
