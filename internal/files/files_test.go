package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// tree is folders in, out and in-evil, with files and links; in is allowed.
func tree(t *testing.T) string {
	t.Helper()
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"in/sub", "out/sub", "in-evil", "also"} {
		if err := os.MkdirAll(filepath.Join(top, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"in/a", "in/sub/b", "out/secret", "in-evil/secret", "also/c"} {
		if err := os.WriteFile(filepath.Join(top, file), []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{
		"in/inner": "sub/b", "in/innerdir": "sub", "in/outer": "../out/secret", "in/outerabs": filepath.Join(top, "out/secret"), "in/outerdir": "../out",
		"in/chain": "outer", "in/also": "../also", "in/etc": "/etc", "in/proc": "/proc/self", "in/dangling": "../out/new", "in/innerdangling": "sub/new",
		"in/absolute": filepath.Join(top, "in/a"), "way": "in", "out/back": "../in/a", "in/loop": "loop",
	} {
		if err := os.Symlink(to, filepath.Join(top, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(top, "in/fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	return top
}

func confine(t *testing.T, read, write []string) *Access {
	t.Helper()
	a, err := Confine(read, write, []string{"STARLING_YES"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestReading(t *testing.T) {
	top := tree(t)
	t.Chdir(filepath.Join(top, "in"))
	for _, allowed := range [][]string{{filepath.Join(top, "in")}, {"."}, {filepath.Join(top, "way")}, {"../in/sub/.."}, {"../way"}} {
		a := confine(t, allowed, []string{filepath.Join(top, "out")})
		for path, want := range map[string]string{
			"a": "in/a", "./sub/b": "in/sub/b", "../in/a": "in/a", "inner": "in/sub/b", "innerdir/b": "in/sub/b", "absolute": "in/a",
			filepath.Join(top, "in/a"): "in/a", filepath.Join(top, "way/a"): "in/a", filepath.Join(top, "out/back"): "in/a", "outerdir/back": "in/a", "sub/../a": "in/a", "innerdir/../a": "in/a",
		} {
			if b, err := a.ReadFile(path); err != nil || string(b) != want {
				t.Errorf("%q: %s: %q, %v", allowed, path, b, err)
			}
			if info, err := a.Stat(path); err != nil || info.Size() != int64(len(want)) {
				t.Errorf("%q: %s: %v", allowed, path, err)
			}
		}
		for _, path := range []string{
			"", "..", "../out/secret", "sub/../../out/secret", filepath.Join(top, "out/secret"), "../in-evil/secret", filepath.Join(top, "in-evil/secret"),
			"outer", "outerabs", "outerdir/secret", "chain", "also/c", "etc/passwd", "/etc/passwd", "/", "/no/such", "../no-such", "outerdir/no-such",
			"/proc/self/environ", "/proc/self/root/etc/passwd", "/proc/self/cwd/../out/secret", "proc/environ", "/dev/zero", "/dev/stdin", "/dev/fd/0",
			"/./proc/../etc/passwd", "dangling", "innerdir/../../out/secret", top + "/in/../out/secret", "../in/outer", "/etc/passwd\x00",
		} {
			b, err := a.ReadFile(path)
			var outside *Outside
			if path == "" {
				continue // the folder itself: below
			}
			if !errors.As(err, &outside) || !errors.Is(err, fs.ErrPermission) || len(b) > 0 || outside.What != path || outside.Flag != "--allow-read" {
				t.Errorf("%q: %q: %q, %v", allowed, path, b, err)
			}
			if _, err := a.Stat(path); !errors.As(err, &outside) {
				t.Errorf("%q: %q: %v", allowed, path, err)
			}
			if err := a.Walk(path, func(string) error { return nil }); !errors.As(err, &outside) {
				t.Errorf("%q: walk %q: %v", allowed, path, err)
			}
			if l, err := a.List(path); !errors.As(err, &outside) || len(l) > 0 {
				t.Errorf("%q: list %q: %v", allowed, path, err)
			}
		}
		for path, want := range map[string]string{
			"no-such": "no such file or directory", "sub": "is a directory", "": "is a directory", "fifo": "is not a regular file", "a/b": "not a directory",
			"loop": "too many levels of symbolic links", "innerdangling": "no such file",
		} {
			if _, err := a.ReadFile(path); err == nil || !strings.Contains(err.Error(), want) || errors.Is(err, fs.ErrPermission) {
				t.Errorf("%q: %s: %v", allowed, path, err)
			}
		}
	}
	both := confine(t, []string{".", filepath.Join(top, "also")}, nil)
	if l, err := both.List("sub"); err != nil || len(l) != 1 || l[0].Name() != "b" {
		t.Errorf("what is in a folder: %v, %v", l, err)
	}
	if b, err := both.ReadFile("also/c"); err != nil || string(b) != "also/c" {
		t.Errorf("from one folder to another: %q, %v", b, err)
	}
}

func TestWriting(t *testing.T) {
	top := tree(t)
	t.Chdir(top)
	a := confine(t, []string{"out"}, []string{"in"})
	for _, path := range []string{"in/new", "in/a", "way/sub/new", "in/inner", "in/innerdangling"} {
		f, err := a.Create(path)
		if err == nil {
			_, err = f.WriteString("x")
			err = errors.Join(err, f.Close())
		}
		if b, read := os.ReadFile(path); err != nil || string(b) != "x" {
			t.Errorf("%s: %v, %q, %v", path, err, b, read)
		}
	}
	for _, path := range []string{"out/secret", "out/new", "in/outer", "in/outerabs", "in/chain", "in/dangling", "in/outerdir/new", "in-evil/new", "/dev/null", "/etc/new", "in/../new", "new", "in/proc/fd/1"} {
		_, err := a.Create(path)
		var outside *Outside
		if !errors.As(err, &outside) || outside.Flag != "--allow-write" {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{"in/fifo", "in/sub", "in/no/such"} {
		if _, err := a.Create(path); err == nil || errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := a.ReadFile("in/a"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("reading comes with writing: %v", err)
	}
	for _, path := range []string{"out/secret", "in-evil/secret"} {
		if b, err := os.ReadFile(path); err != nil || string(b) != path {
			t.Errorf("%s became %q, %v", path, b, err)
		}
	}
	if _, err := os.Lstat("out/new"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a link made a file outside: %v", err)
	}
}

// TestLinksThatChange swaps a file for a link out of the folder, over and over, while it
// is read and written.
func TestLinksThatChange(t *testing.T) {
	top := tree(t)
	t.Chdir(top)
	a := confine(t, []string{"in"}, []string{"in"})
	done := make(chan struct{})
	var swapping sync.WaitGroup
	swapping.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
			}
			to := []string{"../out", "sub"}[i%2]
			if err := errors.Join(os.Symlink(to, "in/next"), os.Rename("in/next", "in/swap")); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 3000 {
		if b, err := a.ReadFile("in/swap/secret"); err == nil || len(b) > 0 {
			t.Fatalf("read %q", b)
		}
		if f, err := a.Create("in/swap/made"); err == nil {
			f.Close() //nolint:errcheck // nothing was written
		}
	}
	close(done)
	swapping.Wait()
	if _, err := os.Lstat("out/made"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file was made outside: %v", err)
	}
}

func TestWalk(t *testing.T) {
	top := tree(t)
	t.Chdir(top)
	for _, a := range []*Access{nil, confine(t, []string{"in"}, nil)} {
		for _, dir := range []string{"in", "in/.", "in/sub", filepath.Join(top, "in")} {
			var got []string
			err := a.Walk(dir, func(path string) error {
				if filepath.Base(path) == "fifo" { // which nobody writes
					return nil
				}
				if b, err := a.ReadFile(path); err == nil {
					got = append(got, string(b))
				}
				return nil
			})
			if err != nil || !slices.Contains(got, "in/sub/b") {
				t.Errorf("%s: %q, %v", dir, got, err)
			}
			if a != nil && slices.Contains(got, "out/secret") {
				t.Errorf("%s: %q", dir, got)
			}
		}
		stop := errors.New("stop")
		if err := a.Walk("in", func(string) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("the error of a visit: %v", err)
		}
	}
}

func TestEnvironment(t *testing.T) {
	t.Setenv("STARLING_YES", "y")
	t.Setenv("STARLING_NO", "n")
	a := confine(t, nil, nil)
	if v, ok, err := a.LookupEnv("STARLING_YES"); v != "y" || !ok || err != nil {
		t.Error(v, ok, err)
	}
	if v, ok, err := a.LookupEnv("STARLING_NO"); v != "" || ok || err == nil || err.Error() != `"STARLING_NO" is outside of what --allow-env allows` {
		t.Error(v, ok, err)
	}
	if env := a.Environ(); !slices.Equal(env, []string{"STARLING_YES=y"}) {
		t.Error(env)
	}
	var all *Access
	if v, ok, err := all.LookupEnv("STARLING_NO"); v != "n" || !ok || err != nil || !slices.Contains(all.Environ(), "STARLING_NO=n") {
		t.Error(v, ok, err)
	}
	if _, ok, err := all.LookupEnv("STARLING_NONE"); ok || err != nil {
		t.Error(ok, err)
	}
}

func TestConfineErrors(t *testing.T) {
	top := tree(t)
	for _, c := range []struct {
		read, write []string
		want        string
	}{
		{[]string{"/no/such"}, nil, "--allow-read /no/such: no such file or directory"},
		{nil, []string{filepath.Join(top, "in/a")}, "--allow-write " + filepath.Join(top, "in/a") + ": not a directory"},
	} {
		if _, err := Confine(c.read, c.write, nil); err == nil || err.Error() != c.want {
			t.Errorf("%v", err)
		}
	}
	nothing := confine(t, nil, nil)
	if _, err := nothing.ReadFile(filepath.Join(top, "in/a")); err == nil || !strings.HasSuffix(err.Error(), `in/a" is outside of what --allow-read allows`) {
		t.Error(err)
	}
	if f, err := (*Access)(nil).Create(filepath.Join(top, "in/a")); err != nil || f.Close() != nil {
		t.Error(err)
	}
}
