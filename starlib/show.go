package starlib

import (
	"io"

	"go.starlark.net/starlark"

	"starling/engine"
	"starling/grid"
	"starling/starlib/py"
)

// showRow is t.show(row): it prints a row as a record.
func showRow(c *call) (starlark.Value, error) {
	row := 0
	if err := c.Unpack("row?", &row); err != nil {
		return nil, err
	}
	f, at, err := c.row(row)
	if err != nil {
		return nil, err
	}
	return starlark.None, c.Waiting(func() error { // values of the script have a text without the lock
		l := c.host.Layout()
		return c.host.write(grid.Join(grid.Record(f, at, l), l.Palette))
	})
}

// row is a frame of the table with its row of that number, from the end if it is negative,
// and where in it that is.
func (c *call) row(row int) (f *engine.Frame, at int, err error) {
	t := c.self()
	err = c.host.look(func() (err error) {
		if row >= 0 {
			f, err = t.Read(row, row+1, nil)
			return err
		}
		frames, err := t.ReadEnds(0, -row, nil)
		if err == nil {
			f = frames[len(frames)-1]
			at = f.Len() + row
		}
		return err
	})
	switch {
	case err != nil:
		return nil, 0, c.failed(err)
	case at < 0 || at >= f.Len():
		return nil, 0, py.Raise("IndexError", "%s: row %d of a table of %d", c.Name, row, f.Size)
	}
	return f, at, nil
}

// write writes a harmless text where print does.
func (h *Host) write(text string) error {
	if h.cfg.Stdout == nil {
		return nil
	}
	_, err := io.WriteString(h.cfg.Stdout, text)
	return err
}
