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
		f, err := a.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC)
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
		if _, err := a.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL); !errors.Is(err, os.ErrExist) {
			t.Errorf("%s: opening what is there: %v", name, err)
		}
		if _, err := a.OpenFile(dir, os.O_RDONLY); err == nil {
			t.Errorf("%s: a folder was opened", name)
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
	for _, flag := range []int{os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_TRUNC} {
		if f, err := a.OpenFile(secret, flag); err == nil {
			t.Errorf("opened with %#x: %v", flag, f.Close())
		}
	}
	if f, err := a.OpenFile(filepath.Join(in, "mine"), os.O_RDWR); err == nil {
		t.Errorf("what may only be written was opened for reading: %v", f.Close())
	}
	if b, err := os.ReadFile(secret); err != nil || string(b) != "S" {
		t.Errorf("the file outside: %q, %v", b, err)
	}
}
