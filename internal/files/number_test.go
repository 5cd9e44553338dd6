package files

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"
)

func TestNumber(t *testing.T) {
	var a *Access
	_, missing := a.Stat(filepath.Join(t.TempDir(), "no-such"))
	for _, c := range []struct {
		err    error
		number syscall.Errno
	}{
		{missing, syscall.ENOENT},
		{fmt.Errorf("list: %w", syscall.ENOTDIR), syscall.ENOTDIR},
		{syscall.EPERM, syscall.EPERM},
		{ErrFolder, syscall.EISDIR},
		{ErrNoFolder, syscall.ENOTDIR},
		{fs.ErrNotExist, syscall.ENOENT},
		{fs.ErrExist, syscall.EEXIST},
		{&Outside{"x", "--allow-read"}, syscall.EACCES},
		{errors.New("other"), syscall.EIO},
	} {
		if number, text := Number(c.err); number != int(c.number) || text != c.number.Error() {
			t.Errorf("%v: %d %s", c.err, number, text)
		}
	}
}
