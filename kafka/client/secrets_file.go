package client

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// propertiesFile reads the text of a Java properties file: lines of a key, a
// separator (=, : or space) and a value; # and ! begin a comment; a backslash
// at the end of a line joins the next, elsewhere it escapes as in Java. The
// last of equal keys counts.
func propertiesFile(text string) map[string]string {
	out := map[string]string{}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for text != "" {
		var line string
		line, text = logicalLine(text)
		if line == "" || line[0] == '#' || line[0] == '!' {
			continue
		}
		end := keyEnd(line)
		rest := strings.TrimLeft(line[end:], " \t\f")
		if rest != "" && (rest[0] == '=' || rest[0] == ':') {
			rest = strings.TrimLeft(rest[1:], " \t\f")
		}
		out[unescape(line[:end])] = unescape(rest)
	}
	return out
}

// logicalLine takes one line, with those that a backslash joins to it; the
// space that begins each is no part of it.
func logicalLine(text string) (line, rest string) {
	for first := true; ; first = false {
		one, after, more := strings.Cut(text, "\n")
		one = strings.TrimLeft(one, " \t\f")
		if first && one != "" && (one[0] == '#' || one[0] == '!') {
			return one, after
		}
		slashes := len(one) - len(strings.TrimRight(one, `\`))
		if slashes%2 == 0 || !more {
			return line + one, after
		}
		line, text = line+one[:len(one)-1], after
	}
}

// keyEnd is where the key of a line ends: before the first separator that no
// backslash precedes.
func keyEnd(line string) int {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '=', ':', ' ', '\t', '\f':
			return i
		}
	}
	return len(line)
}

func unescape(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			if text[i] != '\\' {
				out.WriteByte(text[i])
			}
			continue
		}
		i++
		if text[i] == 'u' && i+5 <= len(text) {
			if n, err := strconv.ParseUint(text[i+1:i+5], 16, 16); err == nil {
				out.Write(utf8.AppendRune(nil, rune(n)))
				i += 4
				continue
			}
		}
		out.WriteByte(unescaped(text[i]))
	}
	return out.String()
}
