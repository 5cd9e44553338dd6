package apicases

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Case is one recorded case: a script, a formula of a column, or a filter.
type Case struct {
	ID               string
	Script           string
	Setup            string // of a formula or filter: what makes t
	Formula          string
	Filter           *string
	Cycles           int  // that go by before tables are read
	Nondeterministic bool // values differ per run
	Expected         Expected
}

// Expected is what Deephaven gave.
type Expected struct {
	Error  *Failure
	Tables map[string]Recorded
	Stdout string
	Type   string // of a formula's column, and its values
	Values []any
	Recorded
}

// Failure is why a case failed.
type Failure struct{ Cause string }

// Recorded is a table as recorded; its columns are names and Java types.
type Recorded struct {
	Columns      [][2]string
	Rows         [][]any
	Constituents []Recorded
	Proxy        bool
}

// chance is the cases whose values differ per run although they do not say so.
var chance = map[string]bool{"random-0001": true}

// astral is 😀 as scripts have it. The real server's Python cuts it to 16 bits where it goes in,
// so that what it was asked about is cut.
var astral = strings.NewReplacer(`\U0001F600`, `\uf600`, "\U0001F600", "\uf600")

// result is the table that a formula or filter gives.
func (c *Case) result() *Recorded {
	if c.Expected.Columns != nil {
		return &c.Expected.Recorded
	}
	r := &Recorded{Columns: [][2]string{{"R", c.Expected.Type}}}
	for _, v := range c.Expected.Values {
		r.Rows = append(r.Rows, []any{v})
	}
	return r
}

// load is the cases of an area.
func load(path string) ([]*Case, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var cases []*Case
	d := json.NewDecoder(z)
	d.UseNumber()
	for d.More() {
		c := &Case{}
		if err := d.Decode(c); err != nil {
			return nil, fmt.Errorf("%s: case %d: %w", path, len(cases)+1, err)
		}
		c.Setup, c.Formula = astral.Replace(c.Setup), astral.Replace(c.Formula)
		c.Nondeterministic = c.Nondeterministic || chance[c.ID]
		cases = append(cases, c)
	}
	return cases, z.Close()
}

// areaOf is the area of a file of cases: "tables/joins".
func areaOf(path string) string {
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	return filepath.Base(filepath.Dir(path)) + "/" + name
}
