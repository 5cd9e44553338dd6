package profile

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const file = `# where the brokers are
[profile.local]
broker = "127.0.0.1:9092" # this machine

[profile.prod]
broker = 'a.example.com:9093,b.example.com:9093'
registry = "https://registry.example.com"
[profile.prod.properties]
security.protocol = "SASL_SSL"
"sasl.mechanism" = "PLAIN"
sasl.username = "ann # not a comment"
"sasl.password" = "${env:KAFKA_PASSWORD}"
fetch.max.bytes = 1_000
enable.auto.commit = false
[profile."with space"]
`

func TestParse(t *testing.T) {
	all, err := parse(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]Properties{
		"local": {"bootstrap.servers": "127.0.0.1:9092"},
		"prod": {
			"bootstrap.servers": "a.example.com:9093,b.example.com:9093", "schema.registry.url": "https://registry.example.com",
			"security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN", "sasl.username": "ann # not a comment",
			"sasl.password": "${env:KAFKA_PASSWORD}", "fetch.max.bytes": "1000", "enable.auto.commit": "false",
		},
		"with space": {},
	} {
		if got, ok := all[name]; !ok || !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if len(all) != 3 {
		t.Errorf("%d profiles", len(all))
	}
}

func TestBadFiles(t *testing.T) {
	for text, want := range map[string]string{
		"x = 1":                         "line 1: x is not known; what there is are profiles",
		"[profile.a]\nbrokr = 'x'":      "line 2: brokr is not known in a profile; did you mean broker?",
		"[profile.a]\nbroker":           "line 2: want = after broker",
		"[profile.a]\nbroker = x":       `line 2: want a text in quotes, a number, true or false, not "x"`,
		"[profile.a]\nbroker = 'x":      "line 2: the quote is not closed",
		"[profile.a]\nbroker = 'x' 'y'": "line 2: there is something after the value of broker",
		"[profile.a]\nbroker = 'x'\nproperties.bootstrap.servers = 'y'": "line 3: bootstrap.servers is there twice",
		"[profile.a.properties]\nsasl.password = 'hush'":                "line 2: sasl.password is a secret: write ${env:NAME}",
		"[profile.a":       "line 1: want the name of a table",
		"[[profile.a]]":    "line 1: want a name",
		"[profile]\na = 1": "line 1: profile is not known",
	} {
		if _, err := parse(text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	if _, err := Read(path, "prod"); err == nil || !strings.Contains(err.Error(), "is not there; it may have\n  [profile.prod]") {
		t.Error(err)
	}
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	if p, err := Read(path, "local"); err != nil || p["bootstrap.servers"] != "127.0.0.1:9092" {
		t.Error(p, err)
	}
	for name, want := range map[string]string{"prdo": "has no [profile.prdo]; did you mean prod?", "other": "has no [profile.other]; there are local, prod, with space"} {
		if _, err := Read(path, name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(file)
	f.Add("[profile.a]\n\"x\\u00e9\" = 'b")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := parse(text)
		if err != nil {
			return
		}
		var again strings.Builder
		for name, p := range all {
			fmt.Fprintf(&again, "[profile.%q.properties]\n", name)
			for key, value := range p {
				fmt.Fprintf(&again, "%q = %q\n", key, value)
			}
		}
		if same, err := parse(again.String()); err != nil || !maps.EqualFunc(all, same, maps.Equal[Properties, Properties]) {
			t.Errorf("%q: %v became %v, %v", text, all, same, err)
		}
	})
}
