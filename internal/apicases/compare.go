package apicases

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// compareTable says how the table that write_csv and meta_table wrote under a name differs from
// the recorded one: "" if it does not. With loose only columns count.
func compareTable(want *Recorded, dir, name string, loose bool) string {
	meta, err := readCSV(filepath.Join(dir, name+".meta"))
	if err != nil || len(meta) == 0 {
		return fmt.Sprintf("no meta_table: %v", err)
	}
	var got, columns [][2]string
	for _, m := range meta[1:] {
		if len(m) < 2 {
			return fmt.Sprintf("meta_table has a row %q", m)
		}
		got = append(got, [2]string{m[0], m[1]})
	}
	for _, c := range want.Columns {
		columns = append(columns, [2]string{c[0], typeName(c[1])})
	}
	if !slices.Equal(got, columns) {
		return fmt.Sprintf("columns %v, want %v", got, columns)
	}
	if loose || len(columns) == 0 {
		return ""
	}
	rows, err := readCSV(filepath.Join(dir, name+".csv"))
	if err != nil || len(rows) == 0 {
		return fmt.Sprintf("no rows: %v", err)
	}
	return compareRows(want, columns, rows[1:])
}

func compareRows(want *Recorded, columns [][2]string, rows [][]string) string {
	if len(rows) != len(want.Rows) {
		return fmt.Sprintf("%d rows, want %d", len(rows), len(want.Rows))
	}
	for n, row := range want.Rows {
		got := rows[n]
		if len(columns) == 1 && len(got) == 0 {
			got = []string{""}
		}
		if len(got) != len(row) {
			return fmt.Sprintf("row %d has %d cells, want %d", n, len(got), len(row))
		}
		for i, c := range columns {
			if !sameCell(row[i], got[i], c[1]) {
				return fmt.Sprintf("[%d].%s (%s): %q, want %v", n, c[0], c[1], got[i], row[i])
			}
		}
	}
	return ""
}

func readCSV(path string) ([][]string, error) {
	text, err := os.ReadFile(path)
	return csvRows(string(text)), err
}
