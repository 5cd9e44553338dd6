package files

import (
	"errors"
	"io/fs"
	"syscall"
)

// Errors of the system that are also told where it was not asked; Number has their numbers.
var (
	ErrFolder   error = syscall.EISDIR  // a folder, where a file is needed
	ErrNoFolder error = syscall.ENOTDIR // no folder, where one is needed
)

// Number is the number that the system has for an error, and what it says of it; of one that has none that of
// input and output.
func Number(err error) (number int, text string) {
	n := syscall.EIO
	switch {
	case errors.As(err, &n): // as it is
	case errors.Is(err, fs.ErrNotExist):
		n = syscall.ENOENT
	case errors.Is(err, fs.ErrExist):
		n = syscall.EEXIST
	case errors.Is(err, fs.ErrPermission):
		n = syscall.EACCES
	}
	return int(n), n.Error()
}
