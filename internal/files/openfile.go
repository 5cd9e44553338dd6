package files

import (
	"io"
	"io/fs"
	"os"
	"syscall"
)

// File is a file that OpenFile opened. Those who use it need not know the system's files.
type File interface {
	io.ReadWriteSeeker
	io.StringWriter
	io.Closer
	// Truncate makes the file so many bytes long and leaves the place where it stands.
	Truncate(size int64) error
}

// Mode is what a file is opened for: ToRead, ToWrite or both, and with ToWrite what is to become of what is there.
type Mode uint8

// What a file is opened for.
const (
	ToRead    Mode = 1 << iota
	ToWrite        // at the beginning, if nothing else is said
	Create         // makes the file if it is not there
	Exclusive      // with Create: fails if it is there
	Empty          // removes what is in it
	Append         // writes always at the end
)

// flags is the mode as os.OpenFile has it.
func (m Mode) flags() int {
	flag := os.O_RDONLY
	switch m & (ToRead | ToWrite) {
	case ToWrite:
		flag = os.O_WRONLY
	case ToRead | ToWrite:
		flag = os.O_RDWR
	}
	for _, with := range []struct {
		mode Mode
		flag int
	}{{Create, os.O_CREATE}, {Exclusive, os.O_EXCL}, {Empty, os.O_TRUNC}, {Append, os.O_APPEND}} {
		if m&with.mode != 0 {
			flag |= with.flag
		}
	}
	return flag
}

// OpenFile opens a file. What is written needs leave to write, what is read leave to read, and what is both needs
// both. A folder is not opened.
func (a *Access) OpenFile(path string, mode Mode) (File, error) {
	f, err := a.openFile(path, mode)
	if err != nil {
		return nil, err // not a File that holds no file
	}
	return f, nil
}

func (a *Access) openFile(path string, mode Mode) (*os.File, error) {
	flag := mode.flags()
	if a == nil {
		f, err := os.OpenFile(path, flag, 0o666)
		if err != nil {
			return nil, err
		}
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, &fs.PathError{Op: "open", Path: path, Err: first(ErrFolder, f.Close())}
		}
		return f, nil
	}
	if mode&ToWrite == 0 {
		return a.Open(path)
	}
	if mode&ToRead != 0 {
		if err := a.mayRead(path); err != nil {
			return nil, err
		}
	}
	return a.open(path, a.write, "--allow-write", func(root *os.Root, name string) (*os.File, error) {
		f, err := regular(root.OpenFile(name, flag&^os.O_TRUNC|syscall.O_NONBLOCK, 0o666))
		if err == nil && mode&Empty != 0 {
			err = f.Truncate(0) // not before it is known to be a regular file
		}
		return f, err
	})
}

// first is the error that counts where closing is not what failed.
func first(err, _ error) error { return err }
