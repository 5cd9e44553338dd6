package apicases

import "strings"

// csvRows is the rows of a CSV text, the header first. A line without anything is a row without
// cells.
func csvRows(text string) (rows [][]string) {
	for text != "" {
		var row []string
		row, text = csvRow(text)
		rows = append(rows, row)
	}
	return rows
}

// csvRow is the first row, and the text after it.
func csvRow(text string) (row []string, rest string) {
	if rest, empty := strings.CutPrefix(strings.TrimPrefix(text, "\r"), "\n"); empty {
		return nil, rest
	}
	for {
		var cell strings.Builder
		if after, quoted := strings.CutPrefix(text, `"`); quoted {
			text = after
			for {
				part, after, _ := strings.Cut(text, `"`)
				cell.WriteString(part)
				if text, quoted = strings.CutPrefix(after, `"`); !quoted {
					break
				}
				cell.WriteByte('"')
			}
		}
		end := strings.IndexAny(text, ",\r\n")
		if end < 0 {
			end = len(text)
		}
		cell.WriteString(text[:end])
		row, text = append(row, cell.String()), text[end:]
		if after, more := strings.CutPrefix(text, ","); more {
			text = after
			continue
		}
		return row, strings.TrimPrefix(strings.TrimPrefix(text, "\r"), "\n")
	}
}
