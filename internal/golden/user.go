package golden

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"starling/engine/column"
)

// ByUser is a table as a user of the console gets it: the lines of write_csv, and those of
// write_csv of its meta_table.
type ByUser struct{ Meta, Rows []string }

// write appends the lines, the rows in the table's order if it has one.
func (u *ByUser) write(b *strings.Builder, t *Table, values bool) {
	fmt.Fprintf(b, "table %s\n  %s\n", t.Name, strings.Join(u.Meta, "\n  "))
	rows := u.Rows
	if !t.Ordered {
		rows = slices.Sorted(slices.Values(rows))
	}
	if values {
		fmt.Fprintf(b, "  %s\n", strings.Join(rows, "\n  "))
	}
}

// UserText is the tables as users get them.
func (o *Outcome) UserText(values bool) string {
	var b strings.Builder
	for _, t := range o.Tables {
		t.User.write(&b, &t, values)
	}
	return b.String()
}

// byUser has the script's host write the table of that name, as a user would.
func (r *rig) byUser(ctx context.Context, name string, partitioned bool) (u ByUser, err error) {
	source := name
	if partitioned {
		source += ".merge()"
	}
	script := fmt.Sprintf("from deephaven import write_csv\nwrite_csv(%[1]s, 'rows.csv')\nwrite_csv(%[1]s.meta_table.view(['Name', 'DataType']), 'meta.csv')\n", source)
	if err := r.host.ExecFile(ctx, "user.py", script); err != nil {
		return u, err
	}
	if u.Meta, err = r.lines("meta.csv"); err == nil {
		u.Rows, err = r.lines("rows.csv")
	}
	return u, err
}

// lines is the lines of a file but the first.
func (r *rig) lines(name string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(r.dir, name))
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	return lines[1:], err
}

// byUser is the lines that a user should get.
func (r *recorded) byUser() (u ByUser, err error) {
	for _, col := range r.Columns {
		u.Meta = append(u.Meta, quoted(col[0])+","+quoted(sourceName(col[1])))
	}
	for _, row := range r.Rows {
		cells := make([]string, len(row))
		for i, x := range row {
			if x == nil {
				continue
			}
			text, err := userCell(x, r.Columns[i][1])
			if err != nil {
				return u, err
			}
			cells[i] = quoted(text)
		}
		line := strings.Join(cells, ",")
		if line == "" {
			line = " " // not an empty line
		}
		u.Rows = append(u.Rows, line)
	}
	return u, nil
}

// quoted is a cell that is not null, in quotes if it needs them.
func quoted(s string) string {
	if s != "" && s == strings.TrimSpace(s) && !strings.ContainsAny(s, ",\"\r\n") {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// sourceName is the name of a class in Java's source: "int[]" for "[I".
func sourceName(class string) string {
	elem, isArray := strings.CutPrefix(class, "[")
	if !isArray {
		return class
	}
	letters := map[string]string{"Z": "boolean", "B": "byte", "S": "short", "C": "char", "I": "int", "J": "long", "F": "float", "D": "double"}
	if name, ok := letters[elem]; ok {
		return name + "[]"
	}
	if name, ok := strings.CutPrefix(elem, "L"); ok {
		return strings.TrimSuffix(name, ";") + "[]"
	}
	return sourceName(elem) + "[]"
}

// userCell is the text of a recorded value that is not null, in a column of the given
// class or a list of such.
func userCell(x any, class string) (string, error) {
	switch x := x.(type) {
	case bool:
		return strconv.FormatBool(x), nil
	case json.Number:
		return userNumber(x.String(), class)
	case string:
		if at, err := time.Parse(time.RFC3339Nano, x); err == nil && class == "java.time.Instant" {
			return string(column.AppendInstant(nil, at.UnixNano())), nil
		}
		return x, nil
	case []any:
		parts := make([]string, len(x))
		for i, e := range x {
			if parts[i] = " "; e == nil {
				continue
			}
			var err error
			if parts[i], err = userCell(e, elementType(class)); err != nil {
				return "", err
			}
		}
		return "[" + strings.Join(parts, ",") + "]", nil
	case map[string]any:
		if s, ok := x["b64"].(string); ok {
			raw, err := base64.StdEncoding.DecodeString(s)
			parts := make([]string, len(raw))
			for i, c := range raw {
				parts[i] = strconv.Itoa(int(int8(c)))
			}
			return "[" + strings.Join(parts, ",") + "]", err
		}
		if s, ok := x["str"].(string); ok {
			return s, nil
		}
	}
	return "", fmt.Errorf("a %s cell holds %v", class, x)
}

// userNumber is a number as Java writes one of the class.
func userNumber(s, class string) (string, error) {
	switch class {
	case "double":
		x, err := strconv.ParseFloat(s, 64)
		return string(column.AppendDouble(nil, x)), err
	case "float":
		x, err := strconv.ParseFloat(s, 32)
		return string(column.AppendFloat(nil, float32(x))), err
	}
	return s, nil
}
