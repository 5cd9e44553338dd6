package files

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestChange makes, renames and removes within what may be written to, and nowhere else.
func TestChange(t *testing.T) {
	top := t.TempDir()
	in, out := filepath.Join(top, "in"), filepath.Join(top, "out")
	for _, dir := range []string{in, out} {
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(out, "secret"), []byte("S"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(out, filepath.Join(in, "link")); err != nil {
		t.Fatal(err)
	}
	for name, a := range map[string]*Access{"free": nil, "confined": confine(t, []string{in}, []string{in})} {
		dir := filepath.Join(in, name)
		if err := a.Mkdir(dir); err != nil {
			t.Fatal(name, err)
		}
		path := filepath.Join(dir, "a")
		f, err := a.OpenFile(path, ToRead|ToWrite|Create|Empty)
		if err != nil {
			t.Fatal(name, err)
		}
		if _, err := f.WriteString("abc"); err != nil {
			t.Fatal(name, err)
		}
		if _, err := f.Seek(1, io.SeekStart); err != nil {
			t.Fatal(name, err)
		}
		if b, err := io.ReadAll(f); err != nil || string(b) != "bc" || f.Close() != nil {
			t.Errorf("%s: read %q, %v", name, b, err)
		}
		if _, err := a.OpenFile(path, ToWrite|Create|Exclusive); !errors.Is(err, os.ErrExist) {
			t.Errorf("%s: opening what is there: %v", name, err)
		}
		if f, err := a.OpenFile(dir, ToRead); f != nil || !errors.Is(err, ErrFolder) {
			t.Errorf("%s: opening a folder: %v, %v", name, f, err)
		}
		if err := a.Rename(path, filepath.Join(dir, "b")); err != nil {
			t.Errorf("%s: rename: %v", name, err)
		}
		if err := a.Remove(dir); err == nil {
			t.Errorf("%s: a folder with files was removed", name)
		}
		if err := errors.Join(a.Remove(filepath.Join(dir, "b")), a.Remove(dir)); err != nil {
			t.Errorf("%s: remove: %v", name, err)
		}
	}
	a := confine(t, []string{out}, []string{in})
	secret := filepath.Join(out, "secret")
	for what, err := range map[string]error{
		"remove": a.Remove(secret), "remove by a link": a.Remove(filepath.Join(in, "link", "secret")), "mkdir": a.Mkdir(filepath.Join(out, "new")),
		"rename": a.Rename(secret, filepath.Join(in, "x")), "rename by a link": a.Rename(filepath.Join(in, "link", "secret"), filepath.Join(in, "x")),
	} {
		if err == nil {
			t.Errorf("%s outside of what may be written to", what)
		}
	}
	if err := os.WriteFile(filepath.Join(in, "mine"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := a.Rename(filepath.Join(in, "mine"), filepath.Join(out, "mine")); err == nil {
		t.Error("renamed to where nothing may be written")
	}
	for _, mode := range []Mode{ToWrite, ToRead | ToWrite, ToWrite | Empty, ToWrite | Create | Append} {
		if f, err := a.OpenFile(secret, mode); err == nil {
			t.Errorf("opened with %#x: %v", mode, f.Close())
		}
	}
	if f, err := a.OpenFile(filepath.Join(in, "mine"), ToRead|ToWrite); err == nil {
		t.Errorf("what may only be written was opened for reading: %v", f.Close())
	}
	if b, err := os.ReadFile(secret); err != nil || string(b) != "S" {
		t.Errorf("the file outside: %q, %v", b, err)
	}
}
