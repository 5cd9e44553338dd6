package repl

import (
	"regexp"
	"strings"

	"starling/starlib"
)

// asked is what help can be asked for: a name with or without dots.
var asked = regexp.MustCompile(`^([\pL_][\pL\d_]*)(\.[\pL_][\pL\d_]*)*$`)

// question is the statement that a line stands for which asks for help, x? or ?x; another line is
// itself. A name that has no value is looked for as a word.
func question(h *starlib.Host, src string) string {
	line := strings.TrimSpace(src)
	of := strings.TrimSpace(strings.Trim(line, "?"))
	switch {
	case line == of || strings.ContainsAny(of, "#\n"):
		return src
	case of == "":
		return "help()\n"
	}
	if name := asked.FindStringSubmatch(of); name != nil {
		if _, ok := h.Lookup(name[1]); !ok {
			of = `"` + of + `"`
		}
	}
	return "help(" + of + ")\n"
}
