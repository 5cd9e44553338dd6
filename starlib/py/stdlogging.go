package py

import (
	"go.starlark.net/starlark"
)

// logLevels is THE table of the levels of logging, by name in capitals.
var logLevels = []struct {
	name  string
	level int
}{{"CRITICAL", 50}, {"DEBUG", 10}, {"ERROR", 40}, {"FATAL", 50}, {"INFO", 20}, {"NOTSET", 0}, {"WARN", 30}, {"WARNING", 30}}

const logWarning = 30

// loggingEntries is the module logging.
func loggingEntries() []Entry {
	var out []Entry
	for _, l := range logLevels {
		out = append(out, Entry{Sig: l.name, Doc: "A level of what is logged.", Value: starlark.MakeInt(l.level)})
	}
	return append(out,
		Entry{Sig: "basicConfig(*, format=None, datefmt=None, level=None, stream=None, force=False)", Doc: "Says what is logged, how a line looks and where it goes: to the standard error output by default. The first call counts, unless force is True.", Fn: basicConfig},
		Entry{Sig: "critical(msg, *args)", Doc: "Logs a message at level CRITICAL; msg % args if there are any.", Fn: logsAt(50)},
		Entry{Sig: "debug(msg, *args)", Doc: "Logs a message at level DEBUG.", Fn: logsAt(10)},
		Entry{Sig: "error(msg, *args, exc_info=None)", Doc: "Logs a message at level ERROR; with exc_info=True, as all of these, and the exception that is being handled.", Fn: logsAt(40)},
		Entry{Sig: "exception(msg, *args, exc_info=True)", Doc: "Logs a message at level ERROR and the exception that is being handled.", Fn: logsAt(40)},
		Entry{Sig: "getLevelName(level)", Doc: "The name of a level, or the level of a name.", Fn: getLevelName},
		Entry{Sig: "getLogger(name=None)", Doc: "The logger of that name, always the same one; without a name the one above all.", Fn: getLogger},
		Entry{Sig: "info(msg, *args)", Doc: "Logs a message at level INFO.", Fn: logsAt(20)},
		Entry{Sig: "log(level, msg, *args)", Doc: "Logs a message at a level.", Fn: logsAt(-1)},
		Entry{Sig: "warning(msg, *args)", Doc: "Logs a message at level WARNING.", Fn: logsAt(logWarning)},
	)
}

// loggerMethods is what a logger has.
func loggerMethods() []Entry {
	return []Entry{
		{Sig: "critical(msg, *args)", Doc: "Logs a message at level CRITICAL; msg % args if there are any.", Fn: logsAt(50)},
		{Sig: "debug(msg, *args)", Doc: "Logs a message at level DEBUG.", Fn: logsAt(10)},
		{Sig: "error(msg, *args, exc_info=None)", Doc: "Logs a message at level ERROR; with exc_info=True, as all of these, and the exception that is being handled.", Fn: logsAt(40)},
		{Sig: "exception(msg, *args, exc_info=True)", Doc: "Logs a message at level ERROR and the exception that is being handled.", Fn: logsAt(40)},
		{Sig: "getEffectiveLevel() -> int", Doc: "The level below which it logs nothing: its own, or that of the nearest above it that has one.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(c.Recv.(*logger).effective()), c.Unpack()
		}},
		{Sig: "info(msg, *args)", Doc: "Logs a message at level INFO.", Fn: logsAt(20)},
		{Sig: "isEnabledFor(level) -> bool", Doc: "Whether it logs at a level.", Fn: func(c *Call) (starlark.Value, error) {
			var level starlark.Value
			if err := c.Unpack("level", &level); err != nil {
				return nil, err
			}
			n, err := levelOf(level)
			return starlark.Bool(n >= c.Recv.(*logger).effective()), err
		}},
		{Sig: "level", Doc: "Its own level, 0 if it has none.", Fn: func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(c.Recv.(*logger).level), nil
		}},
		{Sig: "log(level, msg, *args)", Doc: "Logs a message at a level.", Fn: logsAt(-1)},
		{Sig: "name", Doc: "Its name.", Fn: func(c *Call) (starlark.Value, error) { return starlark.String(c.Recv.(*logger).name), nil }},
		{Sig: "setLevel(level)", Doc: "Sets the level below which it logs nothing.", Fn: func(c *Call) (starlark.Value, error) {
			var level starlark.Value
			if err := c.Unpack("level", &level); err != nil {
				return nil, err
			}
			n, err := levelOf(level)
			if err == nil {
				c.Recv.(*logger).level = n
			}
			return starlark.None, err
		}},
		{Sig: "warning(msg, *args)", Doc: "Logs a message at level WARNING.", Fn: logsAt(logWarning)},
	}
}

// levelOf is a level by number or name.
func levelOf(v starlark.Value) (int, error) {
	if s, ok := starlark.AsString(v); ok {
		for _, l := range logLevels {
			if l.name == s {
				return l.level, nil
			}
		}
		return 0, Raise("ValueError", "Unknown level: %s", quoted(s))
	}
	n, err := starlark.AsInt32(v)
	if err != nil {
		return 0, Raise("TypeError", "Level not an integer or a valid string: %s", Short(v))
	}
	return n, nil
}

// levelName is the name of a level.
func levelName(level int) string {
	for _, l := range logLevels {
		if l.level == level && l.name != "WARN" && l.name != "FATAL" {
			return l.name
		}
	}
	return "Level " + starlark.MakeInt(level).String()
}

func getLevelName(c *Call) (starlark.Value, error) {
	var level starlark.Value
	if err := c.Unpack("level", &level); err != nil {
		return nil, err
	}
	n, err := levelOf(level)
	if s, ok := starlark.AsString(level); ok {
		if err != nil {
			return starlark.String("Level " + s), nil
		}
		return starlark.MakeInt(n), nil
	}
	return starlark.String(levelName(n)), err
}

func getLogger(c *Call) (starlark.Value, error) {
	name := ""
	if err := c.Unpack("name?", NoneOr(&name)); err != nil {
		return nil, err
	}
	return c.logs.of(c.Interp, name), nil
}
