package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHistoryKeepsNoSecret types statements with secrets, one of them given up with Ctrl-C,
// one that ends the session.
func TestHistoryKeepsNoSecret(t *testing.T) {
	state := t.TempDir()
	newTerminal(t).run(`props = {
    "bootstrap.servers": "127.0.0.1:9092",
    "sasl.password":
        "S3CRET",
}
api_key, x = "S3CRET", 1
j = 'x.PlainLoginModule required username="ann" password="S3CRET";'
cfg = dict(zip(["sasl.password"], [x and "S3CRET"]))  # not S3CRET
if api_key == "S3CRET":
    token = '''
S3CRET
'''

print(x, props["sasl.password"] == "S3CRET", exit(0))
`, []string{"XDG_STATE_HOME=" + state})
	got, err := os.ReadFile(filepath.Join(state, "starling", "history"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(`props = {
...     "bootstrap.servers": "127.0.0.1:9092",
...     "sasl.password":
...         "S3CRET",
... }
api_key, x = "S3CRET", 1
j = 'x.PlainLoginModule required username="ann" password="S3CRET";'
cfg = dict(zip(["sasl.password"], [x and "S3CRET"]))  #***********
if api_key == "S3CRET":
...     token = '''
... S3CRET
... '''
print(x, props["sasl.password"] == "S3CRET", exit(0))
`, "S3CRET", "******")
	if string(got) != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
