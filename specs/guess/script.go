package guess

import (
	"fmt"
	"strings"

	"starling/engine/column"
	"starling/specs/wire"
)

// dtypes is the names that scripts have for the kinds.
var dtypes = map[column.Kind]string{
	column.Bool: "bool_", column.Long: "long", column.Double: "double", column.Instant: "Instant", column.String: "string",
}

// lineMost is how long a spec may be that is on one line.
const lineMost = 88

// script is the spec as a script writes it, over several lines where it is long.
func (f *fieldList) script() string {
	var cols, maps []string
	for _, c := range f.columns {
		cols = append(cols, fmt.Sprintf("%s: dht.%s", quoted(c.Name), dtypes[c.Type.Kind]))
	}
	for _, m := range f.mapping {
		maps = append(maps, pair(m))
	}
	return call("json_spec", []string{dict("", cols), dict("mapping=", maps)}, []string{dictLines("", cols), dictLines("mapping=", maps)})
}

func pair(m wire.Mapping) string { return quoted(m.Field) + ": " + quoted(m.Column) }

// call is a call of kc on one line, or if that is long on several. Empty arguments are left out.
func call(name string, short, long []string) string {
	one := "kc." + name + "(" + strings.Join(given(short), ", ") + ")"
	if len(one) <= lineMost {
		return one
	}
	return "kc." + name + "(\n    " + strings.ReplaceAll(strings.Join(given(long), ",\n"), "\n", "\n    ") + ",\n)"
}

func given(args []string) (out []string) {
	for _, a := range args {
		if a != "" {
			out = append(out, a)
		}
	}
	return out
}

// dict is a dict as an argument, nothing if it is empty.
func dict(name string, items []string) string {
	if len(items) == 0 {
		return ""
	}
	return name + "{" + strings.Join(items, ", ") + "}"
}

// dictLines is dict with as many items on a line as fit.
func dictLines(name string, items []string) string {
	if one := dict(name, items); len(one) <= lineMost-len("        ") {
		return one
	}
	out, line := name+"{", ""
	for _, item := range items {
		if line != "" && len(line)+len(item) > lineMost-len("            ") {
			out += "\n    " + strings.TrimSuffix(line, " ")
			line = ""
		}
		line += item + ", "
	}
	return out + "\n    " + strings.TrimSuffix(line, " ") + "\n}"
}

// quoted is a text as a literal of Python.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r >= 0x7f && r <= 0xa0 || r >= 0x2028 && r <= 0x202f || r >= 0x2060 && r <= 0x206f || r == 0xfeff || r >= 0x200b && r <= 0x200f || r == 0x061c:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Quoted is a text as a literal of Python, harmless to a terminal.
func Quoted(s string) string { return quoted(s) }
