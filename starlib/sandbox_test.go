package starlib

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/internal/files"
	"starling/starlib/py"
)

// TestSandbox runs every builtin that takes a path or a variable's name with those that
// are allowed and those that are not, on all ways out of a folder.
func TestSandbox(t *testing.T) {
	t.Setenv("STARLING_YES", "y")
	t.Setenv("STARLING_NO", "S3CRET")
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(top, "scripts")
	for _, folder := range []string{"scripts/data", "scripts/out", "scripts/both", "secret"} {
		err = errors.Join(err, os.MkdirAll(filepath.Join(top, folder), 0o700))
	}
	for _, file := range []string{"scripts/data/in.csv", "secret/in.csv", "scripts/script.csv"} {
		err = errors.Join(err, os.WriteFile(filepath.Join(top, file), []byte("X\n1\n"), 0o600))
	}
	err = errors.Join(err, os.WriteFile(filepath.Join(top, "scripts/data/in.json"), []byte(`[{"X":1}]`), 0o600))
	err = errors.Join(err, os.Symlink("../../secret/in.csv", filepath.Join(top, "scripts/data/link.csv")), os.Symlink("../../secret", filepath.Join(top, "scripts/out/link")))
	if err != nil {
		t.Fatal(err)
	}
	access, err := files.Confine([]string{filepath.Join(dir, "data"), filepath.Join(dir, "both")}, []string{filepath.Join(dir, "out"), filepath.Join(dir, "both")}, []string{"STARLING_YES"})
	if err != nil {
		t.Fatal(err)
	}
	w := worldOf(t, py.Config{Dir: dir, Files: access})
	const prelude = "import os\nfrom deephaven import new_table, read_csv, read_json, write_csv, write_json, write_jsonl\nimport deephaven.csv as csv\nt = new_table({'X': [1]})\n"
	run := func(statement string) error { return w.ExecFile(t.Context(), "x.py", prelude+statement) }
	for _, ok := range []string{
		"read_csv('data/in.csv')", "csv.read('data/../data/in.csv')", "write_csv(t, 'out/x.csv')", "csv.write(t, 'out/x.csv')",
		"read_json('data/in.json')", "write_json(t, 'out/x.json')", "write_jsonl(t, 'out/x.jsonl')", "write_csv(t, 'both/x.csv')", "write_csv(t, 'both/x.csv', append=True)",
		"write_jsonl(t, 'both/x.jsonl', append=True)", "write_jsonl(t, 'both/x.jsonl', append=True)\nassert read_json('both/x.jsonl').size == 2",
		"assert os.path.exists('data/in.csv') and not os.path.exists('data/none')", "assert os.getenv('STARLING_YES') == 'y'",
		"assert os.environ == {'STARLING_YES': 'y'}, os.environ", "assert os.getenv('STARLING_YES', 'x') == 'y'",
	} {
		if err := run(ok); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
	secret := filepath.Join(top, "secret/in.csv")
	for _, path := range []string{
		secret, "../secret/in.csv", "data/../../secret/in.csv", "data/link.csv", "script.csv", "out/x.csv", "out/link/in.csv", "/etc/passwd", "/proc/self/environ",
		"/proc/self/cwd/x", "/dev/zero", "/dev/stdin", "/", "..", "/no/such",
	} {
		for statement, want := range map[string]string{
			"read_csv('" + path + "')": "DHError: read_csv: ", "read_json('" + path + "')": "DHError: read_json: ", "csv.read('" + path + "')": "DHError: csv.read: ", "os.path.exists('" + path + "')": "PermissionError: exists: ",
		} {
			if err := run(statement); err == nil || !strings.Contains(err.Error(), want+`"`) || !strings.HasSuffix(err.Error(), `" is outside of what --allow-read allows`) {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
	for _, path := range []string{secret, "../secret/new.csv", "out/../new.csv", "out/link/new.csv", "out/link/in.csv", "data/in.csv", "script.csv", "/dev/stdout", "/dev/full", "/proc/self/fd/1"} {
		for _, write := range []string{"write_csv(t, '", "write_json(t, '", "write_jsonl(t, '"} {
			if err := run(write + path + "')"); err == nil || !strings.HasSuffix(err.Error(), `" is outside of what --allow-write allows`) {
				t.Errorf("%s%s: %v", write, path, err)
			}
		}
		for _, write := range []string{"write_csv(t, '", "write_jsonl(t, '"} {
			if err := run(write + path + "', append=True)"); err == nil || !strings.Contains(err.Error(), `" is outside of what --allow-`) {
				t.Errorf("%s%s, append=True: %v", write, path, err)
			}
		}
	}
	if err := run("write_jsonl(t, 'out/x.jsonl', append=True)"); err == nil || !strings.HasSuffix(err.Error(), `" is outside of what --allow-read allows`) {
		t.Errorf("what is appended to is read: %v", err)
	}
	for _, statement := range []string{"os.getenv('STARLING_NO')", "os.getenv('STARLING_NO', 'x')", "os.environ['STARLING_NO']", "load('" + secret + "', 'x')", "import secret", "open('" + secret + "')"} {
		if err := run(statement); err == nil || strings.Contains(err.Error(), "S3CRET") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if b, err := os.ReadFile(secret); err != nil || string(b) != "X\n1\n" {
		t.Errorf("the file outside: %q, %v", b, err)
	}
}
