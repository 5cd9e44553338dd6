class Error(Exception):
    def __init__(self, msg=""):
        super().__init__(msg)
        self.message = msg


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__(f"No section: {section!r}")
        self.section = section


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__(f"No option {option!r} in section: {section!r}")
        self.option = option
        self.section = section


class DuplicateSectionError(Error):
    pass


class DuplicateOptionError(Error):
    pass


class InterpolationError(Error):
    pass


class MissingSectionHeaderError(Error):
    pass


class _Missing:
    pass


_missing = _Missing()
_booleans = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}


class _Section:
    def __init__(self, parser, name):
        self.parser = parser
        self.name = name

    def __repr__(self):
        return f"<Section: {self.name}>"

    def __getitem__(self, key):
        if not self.parser.has_option(self.name, key):
            raise KeyError(key)
        return self.parser.get(self.name, key)

    def __setitem__(self, key, value):
        self.parser.set(self.name, key, value)

    def __delitem__(self, key):
        if not self.parser.remove_option(self.name, key):
            raise KeyError(key)

    def __contains__(self, key):
        return self.parser.has_option(self.name, key)

    def keys(self):
        return self.parser.options(self.name) if self.name != self.parser.default_section else list(self.parser.defaults())

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.keys())

    def items(self):
        return [(k, self[k]) for k in self.keys()]

    def values(self):
        return [self[k] for k in self.keys()]

    def get(self, option, fallback=None, **kw):
        return self.parser.get(self.name, option, fallback=fallback, **kw)

    def getint(self, option, fallback=None):
        return self.parser.getint(self.name, option, fallback=fallback)

    def getfloat(self, option, fallback=None):
        return self.parser.getfloat(self.name, option, fallback=fallback)

    def getboolean(self, option, fallback=None):
        return self.parser.getboolean(self.name, option, fallback=fallback)


class RawConfigParser:
    _interpolates = False

    def __init__(self, defaults=None, *, allow_no_value=False, delimiters=("=", ":"), comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True, default_section="DEFAULT", interpolation=_missing):
        self._sections = {}
        self._defaults = {}
        self._allow = allow_no_value
        self._delimiters = delimiters
        self._comments = comment_prefixes
        self._inline = inline_comment_prefixes or ()
        self._strict = strict
        self.default_section = default_section
        if interpolation is None:
            self._interpolates = False
        elif interpolation is not _missing:
            raise NotImplementedError("configparser: interpolation: only None and that of ConfigParser are available")
        for k, v in (defaults or {}).items():
            self._defaults[self.optionxform(k)] = None if v is None else str(v)

    def optionxform(self, option):
        return option.lower()

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def has_section(self, section):
        return section in self._sections

    def add_section(self, section):
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        if section in self._sections:
            raise DuplicateSectionError(f"Section {section!r} already exists")
        self._sections[section] = {}

    def remove_section(self, section):
        return self._sections.pop(section, None) is not None

    def options(self, section):
        if section not in self._sections:
            raise NoSectionError(section)
        return list({**self._sections[section], **self._defaults})

    def has_option(self, section, option):
        option = self.optionxform(option)
        if not section or section == self.default_section:
            return option in self._defaults
        return section in self._sections and (option in self._sections[section] or option in self._defaults)

    def remove_option(self, section, option):
        d = self._defaults if section == self.default_section else self._sections.get(section)
        if d is None:
            raise NoSectionError(section)
        option = self.optionxform(option)
        if option not in d:
            return False
        del d[option]
        return True

    def set(self, section, option, value=None):
        if value is not None and not isinstance(value, str):
            raise TypeError("option values must be strings")
        if not section or section == self.default_section:
            d = self._defaults
        elif section in self._sections:
            d = self._sections[section]
        else:
            raise NoSectionError(section)
        d[self.optionxform(option)] = value

    def _values(self, section, vars=None):
        if section == self.default_section:
            values = dict(self._defaults)
        elif section in self._sections:
            values = {**self._defaults, **self._sections[section]}
        else:
            raise NoSectionError(section)
        for k, v in (vars or {}).items():
            values[self.optionxform(k)] = str(v)
        return values

    def get(self, section, option, *, raw=False, vars=None, fallback=_missing):
        try:
            values = self._values(section, vars)
        except NoSectionError:
            if fallback is _missing:
                raise
            return fallback
        option = self.optionxform(option)
        if option not in values:
            if fallback is _missing:
                raise NoOptionError(option, section)
            return fallback
        value = values[option]
        if raw or not self._interpolates or value is None:
            return value
        return self._interpolated(section, option, value, values, 0)

    def _interpolated(self, section, option, value, values, depth):
        if depth > 10:
            raise InterpolationError(f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r}")
        out, i = "", 0
        while True:
            at = value.find("%", i)
            if at < 0:
                return out + value[i:]
            out += value[i:at]
            if value[at + 1:at + 2] == "%":
                out += "%"
                i = at + 2
                continue
            end = value.find(")s", at)
            if value[at + 1:at + 2] != "(" or end < 0:
                raise InterpolationError(f"'%' must be followed by '%' or '(', found: {value[at:]!r}")
            name = self.optionxform(value[at + 2:end])
            if name not in values:
                raise InterpolationError(f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation key {name!r} which is not a valid option name. Raw value: {value!r}")
            out += self._interpolated(section, option, values[name] or "", values, depth + 1)
            i = end + 2

    def _as(self, convert, section, option, fallback, kw):
        value = self.get(section, option, fallback=_missing if fallback is _missing else None, **kw)
        if value is None and fallback is not _missing:
            return fallback
        return convert(value)

    def getint(self, section, option, *, fallback=_missing, **kw):
        return self._as(int, section, option, fallback, kw)

    def getfloat(self, section, option, *, fallback=_missing, **kw):
        return self._as(float, section, option, fallback, kw)

    def getboolean(self, section, option, *, fallback=_missing, **kw):
        return self._as(self._boolean, section, option, fallback, kw)

    def _boolean(self, value):
        if value.lower() not in _booleans:
            raise ValueError(f"Not a boolean: {value}")
        return _booleans[value.lower()]

    def items(self, section=_missing, raw=False, vars=None):
        if section is _missing:
            return [(name, self[name]) for name in self]
        return [(k, self.get(section, k, raw=raw, vars=vars)) for k in self._values(section, vars)]

    def __getitem__(self, section):
        if section != self.default_section and section not in self._sections:
            raise KeyError(section)
        return _Section(self, section)

    def __setitem__(self, section, options):
        values = dict(options.items())
        if section == self.default_section:
            self._defaults.clear()
        else:
            self._sections[section] = {}
        for k, v in values.items():
            self.set(section, k, v)

    def __delitem__(self, section):
        if section not in self._sections:
            raise KeyError(section)
        del self._sections[section]

    def __contains__(self, section):
        return section == self.default_section or section in self._sections

    def __iter__(self):
        return iter([self.default_section] + self.sections())

    def __len__(self):
        return len(self._sections) + 1

    def read_string(self, string, source="<string>"):
        self.read_file(string.splitlines(), source)

    def read_dict(self, dictionary, source="<dict>"):
        for section, options in dictionary.items():
            if section != self.default_section and section not in self._sections:
                self.add_section(section)
            for k, v in options.items():
                self.set(section, k, None if v is None else str(v))

    def read(self, filenames, encoding=None):
        from pathlib import Path
        done = []
        for name in [filenames] if isinstance(filenames, (str, Path)) else filenames:
            if Path(name).is_file():
                self.read_string(Path(name).read_text(encoding), str(name))
                done.append(str(name))
        return done

    def read_file(self, f, source=None):
        current, option, depth, seen = None, None, 0, set()
        values = {}
        lines = []
        for number, line in enumerate(f, start=1):
            line = line.rstrip("\n")
            text = line.strip()
            if text.startswith(tuple(self._comments)) and text:
                continue
            for p in self._inline:
                at = line.find(p)
                if at == 0 or at > 0 and line[at - 1].isspace():
                    line = line[:at]
                    text = line.strip()
            if not text:
                if option is not None and values.get(option) is not None:
                    values[option].append("")
                continue
            indent = len(line) - len(line.lstrip())
            if option is not None and indent > depth and current is not None:
                if values[option] is not None:
                    values[option].append(text)
                continue
            depth = indent
            if text.startswith("[") and "]" in text:
                name = text[1:text.rindex("]")]
                if name == self.default_section:
                    current = self._defaults
                elif name in self._sections:
                    if self._strict and name in seen:
                        raise DuplicateSectionError(f"While reading from {source!r} [line {number:2d}]: section {name!r} already exists")
                    current = self._sections[name]
                else:
                    current = self._sections[name] = {}
                seen.add(name)
                self._keep(lines, values)
                lines, values, option = current, {}, None
                continue
            if current is None:
                raise MissingSectionHeaderError(f"File contains no section headers.\nfile: {source!r}, line: {number}\n{line + chr(10)!r}")
            at = min([i for i in [text.find(d) for d in self._delimiters] if i >= 0], default=-1)
            if at < 0:
                if not self._allow:
                    raise Error(f"Source contains parsing errors: {source!r}\n\t[line {number:2d}]: {line + chr(10)!r}")
                option = self.optionxform(text)
                values[option] = None
                continue
            option = self.optionxform(text[:at].rstrip())
            if self._strict and option in values:
                raise DuplicateOptionError(f"While reading from {source!r} [line {number:2d}]: option {option!r} already exists")
            values[option] = [text[at + 1:].strip()]
        self._keep(lines, values)

    def _keep(self, section, values):
        for k, v in values.items():
            if v is not None:
                while v and v[-1] == "":
                    v.pop()
                v = "\n".join(v)
            section[k] = v

    def write(self, fp, space_around_delimiters=True):
        d = " = " if space_around_delimiters else "="
        for name in ([self.default_section] if self._defaults else []) + self.sections():
            fp.write(f"[{name}]\n")
            for k, v in (self._defaults if name == self.default_section else self._sections[name]).items():
                fp.write(k + ("" if v is None else d + v.replace("\n", "\n\t")) + "\n")
            fp.write("\n")


class ConfigParser(RawConfigParser):
    _interpolates = True
