package client

import (
	"maps"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReferences(t *testing.T) {
	t.Setenv("STARLING_A", "alpha")
	t.Setenv("STARLING_EMPTY", "")
	t.Setenv("STARLING_NESTED", "${env:STARLING_A}")
	whole := write(t, "whole", "\n  two words \r\n")
	entries := write(t, "some.properties", "# comment\nuser=pat\npass.word : a\\\n   b=c\n")
	for value, want := range map[string]string{
		"":                                     "",
		"plain $ { } $$ ${":                    "plain $ { } $$ ${",
		"${env ${file ${env":                   "${env ${file ${env",
		"${env:STARLING_A}":                    "alpha",
		"<${env:STARLING_A}-${env:STARLING_A}": "<alpha-alpha",
		"${env:STARLING_EMPTY}":                "",
		"${env:STARLING_NESTED}":               "${env:STARLING_A}",
		"${vault:x}${env:STARLING_A}":          "${vault:x}alpha",
		"${file:" + whole + "}":                "two words",
		"${file:" + entries + ":user}!":        "pat!",
		"${file:" + entries + ":pass.word}":    "ab=c",
	} {
		if got, err := new(Env).follow(value); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", value, got, err, want)
		}
	}
	large := write(t, "large", strings.Repeat("x", secretLimit+1))
	for value, want := range map[string]string{
		"${env:STARLING_NOT}":                "${env:STARLING_NOT}: the environment variable is not set",
		"${env:}":                            "${env:}: the environment variable is not set",
		"a${env:STARLING_A":                  "${env: is not closed by }",
		"${file:}":                           "${file:}: must be ${file:/path} or ${file:/path:key}",
		"${file:" + entries + ":}":           "${file:" + entries + ":}: must be ${file:/path} or ${file:/path:key}",
		"${file:/none/such}":                 "${file:/none/such}: no such file or directory",
		"${file:" + t.TempDir() + "}":        "is a directory",
		"${file:" + entries + ":pass}":       `: the file has no entry "pass"`,
		"${file:" + large + "}":              "the file is larger than 1048576 bytes",
		"${file:" + large + ":key}${env:AA}": "the file is larger than 1048576 bytes",
	} {
		if got, err := new(Env).follow(value); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %q, %v; want the error %q", value, got, err, want)
		}
	}
}

// Ordinary properties are followed for everybody; secret ones where they are needed.
func TestEnvFollows(t *testing.T) {
	t.Setenv("STARLING_BROKER", "127.0.0.1:9")
	t.Setenv("STARLING_PASS", `a"b\;c`)
	e := &Env{Defaults: Props{"group.id": "${env:STARLING_BROKER}", "bearer.auth.token": "${env:STARLING_PASS}"}}
	p, err := e.props(Props{"bootstrap.servers": "${env:STARLING_BROKER}", "schema.registry.url": "http://u:${env:STARLING_PASS}@h"})
	want := Props{
		"bootstrap.servers": "127.0.0.1:9", "group.id": "127.0.0.1:9",
		"bearer.auth.token": "${env:STARLING_PASS}", "schema.registry.url": "http://u:${env:STARLING_PASS}@h",
	}
	// A user in the URL and a token are one too many, which is known before anything is asked.
	if err == nil || !strings.Contains(err.Error(), "schema.registry.url") && !strings.Contains(err.Error(), "bearer.auth.token") {
		t.Errorf("a token and a user: %v, %v", p, err)
	}
	delete(e.Defaults, "bearer.auth.token")
	delete(want, "bearer.auth.token")
	t.Setenv("STARLING_PASS", "word")
	if p, err = e.props(Props{"bootstrap.servers": "${env:STARLING_BROKER}", "schema.registry.url": "http://u:${env:STARLING_PASS}@h"}); err != nil || !maps.Equal(p, want) {
		t.Errorf("%v, %v; want %v", p, err, want)
	}
	r, err := conf(p).Registry()
	if err != nil || r.user != "u" || r.Pass != "word" || r.URLs[0] != "http://h" {
		t.Errorf("registry: %+v, %v", r, err)
	}

	t.Setenv("STARLING_PASS", `a"b\;c`)
	for _, jaas := range []string{
		`x.PlainLoginModule required username="${env:STARLING_BROKER}" password="${env:STARLING_PASS}";`,
		`x.PlainLoginModule required username=${env:STARLING_BROKER} password='${env:STARLING_PASS}';`,
		`${file:` + write(t, "jaas", `x.PlainLoginModule required username="127.0.0.1:9" password="a\"b\\;c";`) + `}`,
	} {
		u, err := conf(Props{"sasl.jaas.config": jaas}).user("PLAIN")
		if err != nil || u.name != "127.0.0.1:9" || u.pass != `a"b\;c` {
			t.Errorf("%s: %+v, %v", jaas, u, err)
		}
	}
}

func TestReferenceErrors(t *testing.T) {
	t.Setenv("STARLING_HIDDEN", "S3CRET")
	t.Setenv("STARLING_NESTED", "${env:STARLING_HIDDEN}")
	sasl := Props{"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN", "sasl.username": "a"}
	for _, c := range []struct {
		p    Props
		want string
	}{
		{Props{"linger.ms": "${env:STARLING_HIDDEN}"}, `linger.ms: "${env:STARLING_HIDDEN}" is not a whole number of milliseconds`},
		{Props{"security.protocol": "${env:STARLING_HIDDEN}"}, `security.protocol: "${env:STARLING_HIDDEN}" must be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL`},
		{Props{"bootstrap.servers": "${env:STARLING_HIDDEN}:x"}, `bootstrap.servers: "${env:STARLING_HIDDEN}:x": the port is not a number from 1 to 65535`},
		{Props{"client.id": "${env:STARLING_NESTED}"}, `client.id: ${env:STARLING_NESTED} leads to another reference, which is not followed`},
		{Props{"client.id": "${env:STARLING_NOT}"}, `client.id: ${env:STARLING_NOT}: the environment variable is not set`},
		{sasl.With(Props{"sasl.password": "${env:STARLING_NOT}"}), `sasl.password: ${env:STARLING_NOT}: the environment variable is not set`},
		{sasl.With(Props{"sasl.jaas.config": "x.PlainLoginModule required username=a password=${file:/none/such};"}), `sasl.jaas.config: password: ${file:/none/such}: no such file or directory`},
		{sasl.With(Props{"sasl.jaas.config": "${env:STARLING_HIDDEN}"}), `sasl.jaas.config: at character 7: expected required`},
		{Props{"security.protocol": "SSL", "ssl.ca.pem": "${file:/none/ca.pem}"}, `ssl.ca.pem: ${file:/none/ca.pem}: no such file or directory`},
		{Props{"security.protocol": "SSL", "ssl.keystore.key": "${env:STARLING_HIDDEN}"}, `ssl.keystore.key: given without the certificate`},
	} {
		_, _, err := Options(with(c.p))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "S3CRET") {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	_, err := conf(with(Props{"schema.registry.url": "http://h", "basic.auth.user.info": "${env:STARLING_NOT}"})).Registry()
	if err == nil || err.Error() != "basic.auth.user.info: ${env:STARLING_NOT}: the environment variable is not set" {
		t.Errorf("registry: %v", err)
	}
	_, warnings, err := Options(with(Props{"config.providers": "env, file,vault"}))
	if err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], `"config.providers": vault has no effect`) {
		t.Errorf("providers: %q, %v", warnings, err)
	}
}

// With --embedded nothing that secures the way to the real broker is needed.
func TestEmbeddedNeedsNoReference(t *testing.T) {
	e := &Env{Embedded: func() (string, string, error) { return "127.0.0.1:1", "http://127.0.0.1:2", nil }}
	p, err := e.props(Props{
		"bootstrap.servers": "${env:STARLING_NOT}", "sasl.password": "${env:STARLING_NOT}", "ssl.ca.location": "${env:STARLING_NOT}",
		"schema.registry.url": "${env:STARLING_NOT}", "basic.auth.user.info": "${env:STARLING_NOT}",
	})
	if want := (Props{"bootstrap.servers": "127.0.0.1:1", "schema.registry.url": "http://127.0.0.1:2"}); err != nil || !maps.Equal(p, want) {
		t.Errorf("%v, %v", p, err)
	}
}

// A password that changes in its file holds at the next login.
func TestPasswordIsReadAgain(t *testing.T) {
	path := write(t, "pass", "one\n")
	p := Props{"sasl.username": "a", "sasl.mechanism": "PLAIN", "sasl.password": "${file:" + path + "}"}
	m, err := conf(p).login()
	if err != nil {
		t.Fatal(err)
	}
	for _, pass := range []string{"one", "two"} {
		if err := os.WriteFile(path, []byte(pass), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, first, err := m.Authenticate(t.Context(), ""); err != nil || string(first) != "\x00a\x00"+pass {
			t.Errorf("%q, %v", first, err)
		}
	}
}

func TestPropertiesFile(t *testing.T) {
	text := "\ufeff" + ""
	text += " a = 1 \n\tb:2\nc 3 4\nd\n\\:\\=\\ e\\n = x\\ty\\u00e9\\\\\n# n=1\\\nf=g\\\r\n  h\\\n!i\r\n! j=1\na=again\n=empty\nodd=\\\\\\\n z\nlast=\\u12"
	got := propertiesFile(strings.TrimPrefix(text, "\ufeff"))
	want := map[string]string{
		"a": "again", "b": "2", "c": "3 4", "d": "", ":= e\n": "x\ty\u00e9\\", "f": "gh!i", "": "empty", "odd": `\z`, "last": "u12",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func FuzzPropertiesFile(f *testing.F) {
	for _, seed := range []string{"", "a=b", "a\\\nb=c\\u00e9", "#x\n!y", "\\", "k\\", "a\\=b:c", "=\n:"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for key, value := range propertiesFile(text) {
			if utf8.ValidString(text) && !utf8.ValidString(strings.ReplaceAll(key+value, "\ufffd", "")) {
				t.Errorf("%q gives %q=%q", text, key, value)
			}
			if len(key)+len(value) > 3*len(text) {
				t.Errorf("%q gives %q=%q", text, key, value)
			}
		}
		if strings.ContainsAny(text, "\\\n\r=: \t\f#!") || text == "" {
			return
		}
		if got := propertiesFile("key=" + text); got["key"] != text {
			t.Errorf("%q became %q", text, got["key"])
		}
	})
}

func FuzzReference(f *testing.F) {
	for _, seed := range []string{"", "${", "${env:", "${env:STARLING_A}", "${file:/none:x}", "${x:${env:STARLING_A}}", "$${}}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		got, err := new(Env).follow(strings.ReplaceAll(value, "${file:", "${env:"))
		if err == nil && !refers(value) && got != value {
			t.Errorf("%q became %q", value, got)
		}
	})
}
