import logging
import sys


def _resolve(value):
    if isinstance(value, str) and value.startswith("ext://"):
        name = value[6:]
        streams = {"sys.stdout": sys.stdout, "sys.stderr": sys.stderr}
        if name not in streams:
            raise ValueError(f"Cannot resolve {name!r}: only ext://sys.stdout and ext://sys.stderr are available")
        return streams[name]
    return value


_classes = {"logging.StreamHandler": logging.StreamHandler, "logging.FileHandler": logging.FileHandler, "logging.NullHandler": logging.NullHandler}


def dictConfig(config):
    if "version" not in config:
        raise ValueError("dictionary doesn't specify a version")
    if config["version"] != 1:
        raise ValueError("Unsupported version: %s" % config["version"])
    if config.get("incremental"):
        raise NotImplementedError("logging.config.dictConfig: incremental is not available: give all of the configuration")
    formatters = {}
    for name, f in config.get("formatters", {}).items():
        if "()" in f:
            options = {k: v for k, v in f.items() if k != "()"}
            formatters[name] = f["()"](**options)
        else:
            formatters[name] = logging.Formatter(f.get("format"), f.get("datefmt"), f.get("style", "%"))
    filters = {}
    for name, f in config.get("filters", {}).items():
        if "()" in f:
            filters[name] = f["()"](**{k: v for k, v in f.items() if k != "()"})
        else:
            filters[name] = logging.Filter(f.get("name", ""))
    handlers = {}
    for name, h in config.get("handlers", {}).items():
        options = {k: _resolve(v) for k, v in h.items() if k not in ("class", "()", "level", "formatter", "filters")}
        make = h.get("()") or _classes.get(h.get("class"), h.get("class"))
        if isinstance(make, str) or make is None:
            raise ValueError("Unable to configure handler %r: %s is not available: logging.StreamHandler, logging.FileHandler and logging.NullHandler are, and '()' takes a function" % (name, make))
        handler = make(**options)
        handler.name = name
        if "formatter" in h:
            if h["formatter"] not in formatters:
                raise ValueError("Unable to configure handler %r" % name)
            handler.setFormatter(formatters[h["formatter"]])
        if "level" in h:
            handler.setLevel(h["level"])
        for f in h.get("filters", []):
            handler.addFilter(filters[f] if isinstance(f, str) else f)
        handlers[name] = handler

    def configure(logger, c):
        for h in logger.handlers[:]:
            logger.removeHandler(h)
        if c.get("level") is not None:
            logger.setLevel(c["level"])
        for h in c.get("handlers", []):
            if h not in handlers:
                raise ValueError("Unable to add handler %r: %r" % (h, h))
            logger.addHandler(handlers[h])
        for f in c.get("filters", []):
            logger.addFilter(filters[f] if isinstance(f, str) else f)

    named = config.get("loggers", {})
    if config.get("disable_existing_loggers", True):
        for name, logger in logging.root.manager.loggerDict.items():
            if name not in named and not any([name.startswith(n + ".") for n in named]):
                logger.disabled = True
    for name, c in named.items():
        logger = logging.getLogger(name)
        configure(logger, c)
        logger.disabled = False
        if c.get("propagate") is not None:
            logger.propagate = c["propagate"]
    if "root" in config:
        configure(logging.root, config["root"])


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    raise NotImplementedError("logging.config.fileConfig is not available: dictConfig takes the same as a dict")
