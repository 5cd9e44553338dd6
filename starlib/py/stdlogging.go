package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// loggingEntries is the module logging, which library/logging.py makes.
func loggingEntries() []Entry {
	doc := func(sig, text string) Entry { return Entry{Sig: sig, Doc: text} }
	all := []Entry{
		doc("BASIC_FORMAT", "How a line looks if nobody says it."),
		doc("FileHandler", "A handler that writes to a file: FileHandler(filename, mode=\"a\", encoding=None)."),
		doc("Filter", "Lets records of a logger and those below it through: Filter(name=\"\")."),
		doc("Filterer", "What has filters."),
		doc("Formatter", "How lines look: Formatter(fmt=None, datefmt=None, style=\"%\")."),
		doc("Handler", "A base of classes with a method emit(record)."),
		doc("LogRecord", "What a handler gets of a message."),
		doc("Logger", "The class of loggers."),
		doc("LoggerAdapter", "A logger with something to add to each message: LoggerAdapter(logger, extra)."),
		doc("Manager", "What knows the loggers."),
		doc("NullHandler", "A handler that writes nothing."),
		doc("PercentStyle", "Lines by %."),
		doc("RootLogger", "The class of the logger above all."),
		doc("StrFormatStyle", "Lines by {}."),
		doc("StreamHandler", "A handler that writes to a stream, sys.stderr by default: StreamHandler(stream=None)."),
		doc("StringTemplateStyle", "Lines by $."),
		doc("addLevelName", "Gives a level a name: addLevelName(level, levelName)."),
		doc("basicConfig", "Says what is logged, how a line looks and where it goes: basicConfig(level=None, format=None, datefmt=None, style=\"%\", stream=None, filename=None, filemode=\"a\", handlers=None, force=False)."),
		doc("captureWarnings", "Not available."),
		doc("critical", "Logs a message at level CRITICAL: critical(msg, *args)."),
		doc("debug", "Logs a message at level DEBUG."),
		doc("disable", "Has nothing logged up to a level: disable(level=CRITICAL)."),
		doc("error", "Logs a message at level ERROR; with exc_info=True, as all of these, and the exception that is being handled."),
		doc("exception", "Logs a message at level ERROR and the exception that is being handled."),
		doc("fatal", "critical."),
		doc("getLevelName", "The name of a level, or the level of a name."),
		doc("getLevelNamesMapping", "The levels by their names."),
		doc("getLogRecordFactory", "What makes records."),
		doc("getLogger", "The logger of that name, always the same one; without a name the one above all: getLogger(name=None)."),
		doc("getLoggerClass", "The class of new loggers."),
		doc("info", "Logs a message at level INFO."),
		doc("lastResort", "The handler of messages that nobody handles."),
		doc("log", "Logs a message at a level: log(level, msg, *args)."),
		doc("makeLogRecord", "A record with attributes of a dict."),
		doc("manager", "What knows the loggers."),
		doc("raiseExceptions", "Whether errors of handlers are written."),
		doc("root", "The logger above all."),
		doc("setLogRecordFactory", "Says what makes records."),
		doc("setLoggerClass", "Says which class new loggers are of."),
		doc("shutdown", "Closes all handlers."),
		doc("warn", "warning."),
		doc("warning", "Logs a message at level WARNING."),
		{Sig: "_caller(level)", Doc: "Where a message is logged: the file, the line and the function.", Fn: logCaller},
	}
	for name, level := range map[string]int{"CRITICAL": 50, "DEBUG": 10, "ERROR": 40, "FATAL": 50, "INFO": 20, "NOTSET": 0, "WARN": 30, "WARNING": 30} {
		all = append(all, Entry{Sig: name, Doc: "A level of what is logged.", Value: starlark.MakeInt(level)})
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

// logConfigEntries is the module logging.config.
func logConfigEntries() []Entry {
	return []Entry{
		{Sig: "dictConfig", Doc: "Sets up loggers as a dict says: dictConfig(config)."},
		{Sig: "fileConfig", Doc: "Not available."},
	}
}

// logCaller is where the message is logged that is on its way through the module's own functions.
func logCaller(c *Call) (starlark.Value, error) {
	level := 1
	if err := c.Unpack("level", &level); err != nil {
		return nil, err
	}
	file, line, name := "(unknown file)", 0, "(unknown function)"
	for i := 1; i < c.Thread.CallStackDepth(); i++ {
		f := c.Thread.CallFrame(i)
		src := c.sources.get(f.Pos.Filename())
		if src == nil || strings.HasPrefix(src.file, libraryFolder+"logging") {
			continue
		}
		file, line, name = src.file, int(f.Pos.Line), plainName(f.Name)
		if name == "<toplevel>" {
			name = "<module>"
		}
		if level--; level <= 0 {
			break
		}
	}
	return starlark.Tuple{starlark.String(file), starlark.MakeInt(line), starlark.String(name)}, nil
}
