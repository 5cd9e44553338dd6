package starlib

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/internal/files"
)

// saving is a table on its way to a file.
type saving struct {
	table  *Table
	path   string // as the script has it
	cols   []string
	append bool

	file io.ReadSeeker // to append to
	size int64         // of what is in it
	open bool          // its last line has no end
}

// newExporter is a writer of rows of such columns.
type newExporter func(ctx context.Context, schema []column.Field, w *bufio.Writer) (exporter, error)

// unpack takes the arguments that all builtins of files have, and others.
func (s *saving) unpack(c *call, others ...any) error {
	var cols texts
	if err := c.Unpack(append([]any{"table", &s.table, "path", &s.path, "cols?", &cols}, others...)...); err != nil {
		return err
	}
	if len(cols) > 0 {
		s.cols = cols
	}
	return nil
}

// save writes the table as of one cycle, over what the file held or below it. The writer is made
// before anything is written: its error leaves a file that is appended to as it is, and one of the
// columns any file. The graph goes on meanwhile.
func (s *saving) save(c *call, writer newExporter) (starlark.Value, error) {
	ctx := c.Context()
	err := c.host.look(func() error { return s.write(ctx, c.host.cfg.Files, c.host.file(s.path), writer) })
	runtime.KeepAlive(s.table)
	if err != nil {
		return nil, c.failed(err)
	}
	return starlark.None, nil
}

func (s *saving) write(ctx context.Context, access *files.Access, path string, writer newExporter) (err error) {
	f, err := s.table.t.Read(0, 0, s.cols)
	if err != nil {
		return err
	}
	file, err := s.openFile(access, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	w := bufio.NewWriter(file)
	to, err := writer(ctx, f.Schema, w)
	if err != nil {
		return err
	}
	if s.open {
		if err := w.WriteByte('\n'); err != nil {
			return err
		}
	}
	return errors.Join(export(ctx, s.table.t, s.cols, math.MaxInt, to), w.Flush())
}

// openFile opens the file. One that is appended to is read as well, so that what comes begins a
// line of its own.
func (s *saving) openFile(access *files.Access, path string) (io.WriteCloser, error) {
	if !s.append {
		return access.Create(path)
	}
	file, err := access.OpenFile(path, files.ToRead|files.ToWrite|files.Create|files.Append)
	if err != nil {
		return nil, err
	}
	s.file = file
	if err := s.look(); err != nil {
		return nil, errors.Join(fmt.Errorf("append: %w", err), file.Close())
	}
	return file, nil
}

// look notes how much there is in the file, and how it ends.
func (s *saving) look() (err error) {
	if s.size, err = s.file.Seek(0, io.SeekEnd); err != nil || s.size == 0 {
		return err
	}
	if _, err = s.file.Seek(-1, io.SeekEnd); err != nil {
		return err
	}
	var last [1]byte
	_, err = io.ReadFull(s.file, last[:])
	s.open = last[0] != '\n'
	return err
}
