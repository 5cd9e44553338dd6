package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestOpenFileModes: what becomes of a file with "older" in it when "new" is written to it, or read; the same whether
// the access is confined or not.
func TestOpenFileModes(t *testing.T) {
	for _, c := range []struct {
		name    string
		mode    Mode
		missing bool // the file is not there before
		want    string
		opening error // of OpenFile
		refused bool  // writing fails
	}{
		{name: "read", mode: ToRead, want: "older", refused: true},
		{name: "read what is missing", mode: ToRead, missing: true, opening: fs.ErrNotExist},
		{name: "write over", mode: ToWrite, want: "newer"},
		{name: "write what is missing", mode: ToWrite, missing: true, opening: fs.ErrNotExist},
		{name: "read and write", mode: ToRead | ToWrite, want: "newer"},
		{name: "empty", mode: ToWrite | Create | Empty, want: "new"},
		{name: "create", mode: ToWrite | Create | Empty, missing: true, want: "new"},
		{name: "append", mode: ToWrite | Create | Append, want: "oldernew"},
		{name: "append and read", mode: ToRead | ToWrite | Create | Append, want: "oldernew"},
		{name: "exclusive", mode: ToWrite | Create | Exclusive, missing: true, want: "new"},
		{name: "exclusive but there", mode: ToWrite | Create | Exclusive, want: "older", opening: fs.ErrExist},
	} {
		dir := t.TempDir()
		for how, a := range map[string]*Access{"free": nil, "confined": confine(t, []string{dir}, []string{dir})} {
			t.Run(c.name+", "+how, func(t *testing.T) {
				path := filepath.Join(dir, how)
				if !c.missing {
					if err := os.WriteFile(path, []byte("older"), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				f, err := a.OpenFile(path, c.mode)
				if !errors.Is(err, c.opening) || (f == nil) != (c.opening != nil) {
					t.Fatalf("opened %v, %v; want the error %v", f, err, c.opening)
				}
				if f != nil {
					if _, err := f.WriteString("new"); (err != nil) != c.refused {
						t.Errorf("writing: %v", err)
					}
					if err := f.Close(); err != nil {
						t.Error(err)
					}
				}
				if c.missing && c.opening != nil {
					return
				}
				if b, err := os.ReadFile(path); err != nil || string(b) != c.want {
					t.Errorf("the file has %q, %v; want %q", b, err, c.want)
				}
			})
		}
	}
}
