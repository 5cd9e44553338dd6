package web

import (
	"github.com/go-json-experiment/json/jsontext"

	"starling/engine"
	"starling/follow"
	"starling/grid"
)

// How large texts are.
const (
	cellWidth   = 256     // of a cell, in cells of a terminal
	frameTexts  = 4 << 20 // of all cells of a frame, likewise: where there are many, each has less
	recordValue = 1 << 20 // bytes of a value in a record
	recordAll   = 8 << 20 // of all of them
)

// frame is what a page is told of a view.
type frame struct {
	Size    int        `json:"size"`
	Base    int        `json:"base"` // rows of the script's table, before the filter
	Lo      int        `json:"lo"`
	Hi      int        `json:"hi"`
	First   int        `json:"first"` // of the columns in Cells
	Cycle   uint64     `json:"cycle"`
	Columns []heading  `json:"columns,omitempty"` // all of them, if the page does not have them
	Rows    any        `json:"rows"`
	Cells   []texts    `json:"cells"`
	Changed counts     `json:"changed"`
	Record  *recordRow `json:"record,omitempty"`
	Error   *string    `json:"error"`
}

// heading is a column.
type heading struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Align string `json:"align"`
}

// counts is how many rows came, went and changed since the frame before.
type counts struct {
	Added    int64 `json:"added"`
	Removed  int64 `json:"removed"`
	Modified int64 `json:"modified"`
}

// recordRow is a row with all its columns; without values the table has no such row.
type recordRow struct {
	Row    int   `json:"row"`
	Values texts `json:"values"`
}

// texts is values as texts, of which some are missing.
type texts struct {
	texts []string
	null  []bool
}

// MarshalJSON writes them with null for those that are missing.
func (t texts) MarshalJSON() ([]byte, error) {
	if t.texts == nil {
		return []byte("null"), nil
	}
	b := []byte{'['}
	for i, s := range t.texts {
		if i > 0 {
			b = append(b, ',')
		}
		if t.null[i] {
			b = append(b, "null"...)
			continue
		}
		b, _ = jsontext.AppendQuote(b, s) // what is no UTF-8 becomes U+FFFD
	}
	return append(b, ']'), nil
}

// headings is columns as the page has them.
func headings(heads []grid.Heading) []heading {
	out := make([]heading, len(heads))
	for i, h := range heads {
		out[i] = heading{h.Name, h.Type, "left"}
		if h.Right {
			out[i].Align = "right"
		}
	}
	return out
}

// frame copies what the page sees, and makes texts of the copy.
func (v *view) frame() ([]byte, error) {
	v.mu.Lock()
	at := v.seen
	v.moved = false
	v.mu.Unlock()
	first := min(at.columns[0], len(v.heads))
	heads := v.heads[first:min(max(at.columns[1], first), len(v.heads))]
	var f frame
	var record *engine.Frame
	got, err := v.follower.Take(func(_ int, t *engine.Table) (*engine.Frame, error) {
		f.Base = v.base.Rows.Len()
		if at.row != nil {
			var err error
			if record, err = t.Frame(*at.row, *at.row+1, nil); err != nil {
				return nil, err
			}
		}
		return t.Frame(at.lo, at.hi, grid.Reads(t.Schema, heads))
	})
	if err != nil {
		return nil, err
	}
	f.First = first
	v.fill(&f, got[0])
	if record != nil {
		f.Record = v.recordRow(*at.row, record)
	}
	b := ofView(v.number, "frame", asJSON(f))
	v.headed = true
	return b, nil
}

// fill writes what was copied.
func (v *view) fill(f *frame, w follow.Window) {
	f.Size, f.Lo, f.Hi, f.Cycle = w.Size, w.Lo, w.Hi, w.Cycle
	f.Changed = counts{w.CountAdded, w.CountRemoved, w.CountModified}
	if f.Rows = w.Rows; w.Rows == nil {
		f.Rows = []int{}
	}
	if !v.headed {
		f.Columns = headings(v.heads)
	}
	if w.Err != nil {
		text := v.conn.server.said(w.Err)
		f.Error = &text
	}
	l := v.conn.server.Host.Layout()
	l.Width = min(cellWidth, max(frameTexts/max(w.Len()*len(w.Cols), 1), 16))
	cells, null := grid.Texts(l, w.Frame)
	f.Cells = make([]texts, len(cells))
	for i := range cells {
		f.Cells[i] = texts{cells[i], null[i]}
	}
}

// recordRow is the row of a frame.
func (v *view) recordRow(row int, of *engine.Frame) *recordRow {
	r := &recordRow{Row: row}
	if of.Len() == 0 {
		return r
	}
	l := v.conn.server.Host.Layout()
	r.Values = texts{make([]string, len(v.heads)), make([]bool, len(v.heads))}
	left := recordAll
	for i, h := range v.heads {
		text, ok := grid.Whole(l, of, 0, h.At, min(recordValue, left))
		left -= min(len(text), left)
		r.Values.texts[i], r.Values.null[i] = text, !ok
	}
	return r
}
