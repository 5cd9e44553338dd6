_starts = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
_goes_on = _starts + "0123456789"


def capwords(s, sep=None):
    return (sep or " ").join([w.capitalize() for w in s.split(sep)])


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        s, d = self.template, self.delimiter
        i = 0
        while True:
            at = s.find(d, i)
            if at < 0:
                yield "text", s[i:], i
                return
            if at > i:
                yield "text", s[i:at], i
            j = at + len(d)
            if s.startswith(d, j):
                yield "escaped", d, at
                i = j + len(d)
                continue
            brace = s[j:j + 1] == "{"
            k = j + 1 if brace else j
            end = k
            if s[k:k + 1] in _starts and k < len(s):
                end += 1
                while end < len(s) and s[end] in _goes_on:
                    end += 1
            if end == k or brace and s[end:end + 1] != "}":
                yield "invalid", s[at:j], at
                i = j
                continue
            if brace:
                yield "named", s[k:end], at
                i = end + 1
            else:
                yield "named", s[k:end], at
                i = end

    def _source(self, name, at):
        s = self.template[at:]
        return s[:len(self.delimiter) + len(name) + (2 if s[len(self.delimiter):len(self.delimiter) + 1] == "{" else 0)]

    def _invalid(self, at):
        at += len(self.delimiter)
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            col, line = 1, 1
        else:
            col, line = at - len("".join(lines[:-1])), len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, col))

    def substitute(self, mapping={}, /, **kws):
        out = []
        for kind, s, at in self._parts():
            if kind == "named":
                out.append(str(kws[s] if s in kws else mapping[s]))
            elif kind == "invalid":
                self._invalid(at)
            else:
                out.append(s)
        return "".join(out)

    def safe_substitute(self, mapping={}, /, **kws):
        out = []
        for kind, s, at in self._parts():
            if kind != "named":
                out.append(s)
            elif s in kws:
                out.append(str(kws[s]))
            elif s in mapping:
                out.append(str(mapping[s]))
            else:
                out.append(self._source(s, at))
        return "".join(out)

    def is_valid(self):
        return not any([kind == "invalid" for kind, s, at in self._parts()])

    def get_identifiers(self):
        names = []
        for kind, s, at in self._parts():
            if kind == "named" and s not in names:
                names.append(s)
        return names
