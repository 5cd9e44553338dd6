package py

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/wall"
)

// logLine is how a line looks if nobody says it.
const logLine = "%(levelname)s:%(name)s:%(message)s"

func basicConfig(c *Call) (starlark.Value, error) {
	var level, to starlark.Value = starlark.None, starlark.None
	line, date, force := logLine, "", false
	if len(c.Args) > 0 {
		return nil, Raise("TypeError", "basicConfig() takes 0 positional arguments but %d were given", len(c.Args))
	}
	if err := c.Unpack("format?", NoneOr(&line), "datefmt?", NoneOr(&date), "level?", &level, "stream?", &to, "force?", &force); err != nil {
		return nil, err
	}
	w := c.cfg.Stderr
	if s, ok := to.(*stream); ok {
		w = s.w
	} else if to != starlark.None {
		return nil, Raise("TypeError", "basicConfig: stream: got %s, want sys.stdout or sys.stderr", TypeOf(to))
	}
	l := &c.logs
	root := l.of(c.Interp, "")
	if l.set && !force {
		return starlark.None, nil
	}
	if level != starlark.None {
		n, err := levelOf(level)
		if err != nil {
			return nil, err
		}
		root.level = n
	}
	l.set, l.line, l.date, l.to = true, line, date, w
	return starlark.None, nil
}

// write writes a line as basicConfig said.
func (l *logs) write(c *Call, pr printer, g *logger, level int, text string) error {
	d := starlark.NewDict(8)
	now := wall.Now()
	at := now.Format("2006-01-02 15:04:05") + fmt.Sprintf(",%03d", now.Nanosecond()/1e6)
	if l.date != "" && strings.Contains(l.line, "%(asctime)") {
		at, _ = Datetime{Time: now}.format(l.date)
	}
	for _, kv := range []struct {
		name  string
		value starlark.Value
	}{
		{"asctime", starlark.String(at)},
		{"created", starlark.Float(float64(now.UnixNano()) / 1e9)},
		{"levelname", starlark.String(levelName(level))},
		{"levelno", starlark.MakeInt(level)},
		{"message", starlark.String(text)},
		{"msecs", starlark.Float(float64(now.Nanosecond() / 1e6))},
		{"name", starlark.String(g.name)},
	} {
		_ = d.SetKey(starlark.String(kv.name), kv.value) // a new dict takes every string
	}
	line, err := pr.percentFormat(l.line, d)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(l.to, line)
	return err
}
