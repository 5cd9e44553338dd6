package starlib

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"starling/internal/bounds"
	"starling/internal/files"
)

// longestLine is how long a line of a file may be: no line of a table is longer, but a device
// or a binary file is.
const longestLine = 64 << 20

// textFile is a file that is read as a whole.
type textFile struct {
	path  string
	array bool // what begins with a bracket may be all in one line
	max   bounds.Bounds
	ctx   context.Context
}

// load reads the file into text, as much as one value may have.
func (f textFile) load(access *files.Access, text interface {
	io.Writer
	Len() int
},
) error {
	file, err := access.Open(f.path)
	if err != nil {
		return err
	}
	defer file.Close()
	defer context.AfterFunc(f.ctx, func() { file.Close() })() // a pipe may have nothing to read
	line, begun := 0, !f.array
	for buf := make([]byte, 1<<20); ; {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		n, err := file.Read(buf)
		if _, err := text.Write(buf[:n]); err != nil {
			return err
		}
		if !begun {
			first := bytes.TrimLeft(buf[:n], "\ufeff \t\r\n")
			begun = len(first) > 0
			f.array = begun && first[0] == '['
		}
		length := line + n // of the longest line that is new in buf, be it not at its end
		if end := bytes.IndexByte(buf[:n], '\n'); end < 0 {
			line = length
		} else {
			length, line = line+end, n-1-bytes.LastIndexByte(buf[:n], '\n')
		}
		switch {
		case length > longestLine && !f.array:
			return fmt.Errorf("%s: a line of more than %d bytes", f.path, longestLine)
		case errors.Is(err, io.EOF):
			return nil
		case err == nil:
			err = f.max.Size(f.path, text.Len())
		}
		if err != nil {
			return err
		}
	}
}

// checkUTF8 is the error of a text that is not UTF-8, with the line.
func checkUTF8[T string | []byte](text T) error {
	if utf8.Valid([]byte(text)) {
		return nil
	}
	n := 1
	for line := range strings.Lines(string(text)) {
		if !utf8.ValidString(line) {
			break
		}
		n++
	}
	return fmt.Errorf("line %d: the text is not UTF-8", n)
}
