package starlib

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"starling/engine/column"
)

// sameHeader is the error of a file to append to whose first row does not name these columns, in
// their order.
func (s *saving) sameHeader(schema []column.Field) error {
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	r := csv.NewReader(io.LimitReader(s.file, longestLine))
	there, err := r.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("append: %s has no header", s.path)
	}
	if err != nil {
		return fmt.Errorf("append: the header of %s: %w", s.path, err)
	}
	there[0] = strings.TrimPrefix(there[0], "\ufeff")
	var here []string
	for _, f := range schema {
		here = append(here, f.Name)
	}
	if !slices.Equal(here, there) {
		return fmt.Errorf("append: %s has the columns %s, the table has %s", s.path, strings.Join(there, ", "), strings.Join(here, ", "))
	}
	return nil
}
