package door

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/serve/door/doortest"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"127.0.0.1:0", "127.0.0.1:0"},
		{":9090", "127.0.0.1:9090"},
		{"9090", "127.0.0.1:9090"},
		{"0.0.0.0:9090", "0.0.0.0:9090"},
		{"[::]:9090", "[::]:9090"},
		{"[::1]:9090", "[::1]:9090"},
		{"localhost:9090", "localhost:9090"},
		{"", ""},
		{"127.0.0.1", ""},
		{"127.0.0.1:http", ""},
		{":70000", ""},
		{":-1", ""},
		{":09", ""},
		{"::1:9090", ""},
	} {
		if got, err := address(c.text); got != c.want || (err != nil) != (c.want == "") || err != nil && !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %q %v, want %q", c.text, got, err, c.want)
		}
	}
}

func TestOurs(t *testing.T) {
	for _, c := range []struct {
		header string
		want   bool
	}{
		{"127.0.0.1:9090", true},
		{"127.0.0.1", true},
		{"localhost:9090", true},
		{"LocalHost", true},
		{"[::1]:9090", true},
		{"[::1]", true},
		{"box.local:9090", true},
		{"", false},
		{"evil.example:9090", false},
		{"127.0.0.1.evil.example", false},
		{"localhost.evil.example:9090", false},
		{"10.0.0.1:9090", false},
	} {
		if got := ours(c.header, "box.local"); got != c.want {
			t.Errorf("%q: %v, want %v", c.header, got, c.want)
		}
	}
}

// listen is a door at a port of its own.
func listen(t *testing.T, at string, certificate *tls.Config) *Door {
	t.Helper()
	d, err := Listen(at, 2, certificate)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// TestNames: a door of this machine has its names alone, one that others reach has any.
func TestNames(t *testing.T) {
	for at, want := range map[string]bool{"127.0.0.1:0": false, "0.0.0.0:0": true} {
		d := listen(t, at, nil)
		if d.Local() == want || d.Ours("evil.example") != want || !d.Ours("localhost:1") || d.Secure() {
			t.Errorf("%s: local %v, asked by any name %v", at, d.Local(), d.Ours("evil.example"))
		}
	}
}

// TestRoom: connections beyond the most are closed, and there is room when one goes.
func TestRoom(t *testing.T) {
	d := listen(t, ":0", nil)
	came := make(chan net.Conn)
	go func() {
		defer close(came)
		for {
			c, err := d.Accept()
			if err != nil {
				return
			}
			came <- c
		}
	}()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", d.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}
	dial()
	first := <-came
	dial()
	<-came
	if _, err := dial().Read(make([]byte, 1)); err == nil {
		t.Error("there is room for a third")
	}
	first.Close()
	dial()
	<-came
	d.Close()
	<-came
}

func TestToken(t *testing.T) {
	a, b := NewToken(), NewToken()
	if len(a) != 2*tokenBytes || a == b || !a.Is(string(a)) || a.Is(string(b)) || a.Is("") || Token("").Is("") {
		t.Errorf("tokens %q and %q", a, b)
	}
	path := filepath.Join(t.TempDir(), "token")
	kept, err := KeptToken(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v %v", info, err)
	}
	if again, err := KeptToken(path); err != nil || again != kept {
		t.Errorf("%q %v, want %q again", again, err, kept)
	}
	for _, bad := range []string{"", "short", strings.Repeat("a ", 40), strings.Repeat("ä", 40)} {
		if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := KeptToken(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := KeptToken(t.TempDir()); err == nil {
		t.Error("a directory has a token")
	}
}

// TestTLS: what goes through a door with a certificate is encrypted.
func TestTLS(t *testing.T) {
	cert, key := doortest.SelfSigned(t, "localhost")
	config, err := Certificate(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	d := listen(t, ":0", config)
	if !d.Secure() {
		t.Error("it is not secure")
	}
	go func() {
		if c, err := d.Accept(); err == nil {
			io.WriteString(c, "hello")
			c.Close()
		}
	}()
	c, err := tls.Dial("tcp", d.Addr().String(), &tls.Config{InsecureSkipVerify: true}) //nolint:gosec // it is our own
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if b, err := io.ReadAll(c); err != nil || string(b) != "hello" {
		t.Errorf("%q %v", b, err)
	}
	if _, err := Certificate(key, cert); err == nil || !strings.Contains(err.Error(), key) {
		t.Errorf("a key as a certificate: %v", err)
	}
}
