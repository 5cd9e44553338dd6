package py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"
)

// urllibEntries is the module urllib, which has urllib.parse.
func urllibEntries() []Entry { return nil }

const queryParams = "keep_blank_values=False, strict_parsing=False, encoding=\"utf-8\", errors=\"replace\", max_num_fields=None, separator=\"&\")"

// urlEntries is the module urllib.parse.
func urlEntries() []Entry {
	return []Entry{
		{Sig: "parse_qs(qs, " + queryParams, Doc: "The fields of a query, as a dict of lists.", Fn: func(c *Call) (starlark.Value, error) {
			pairs, err := c.query()
			if err != nil {
				return nil, err
			}
			d := new(starlark.Dict)
			for _, kv := range pairs {
				list, found, err := d.Get(kv[0])
				if err != nil {
					return nil, err
				}
				if !found {
					list = new(starlark.List)
					if err := d.SetKey(kv[0], list); err != nil {
						return nil, err
					}
				}
				if err := list.(*starlark.List).Append(kv[1]); err != nil {
					return nil, err
				}
			}
			return d, nil
		}},
		{Sig: "parse_qsl(qs, " + queryParams, Doc: "The fields of a query, as pairs.", Fn: func(c *Call) (starlark.Value, error) {
			pairs, err := c.query()
			list := make([]starlark.Value, len(pairs))
			for i, kv := range pairs {
				list[i] = kv
			}
			return starlark.NewList(list), err
		}},
		{Sig: "quote(string, safe=\"/\", encoding=None, errors=None) -> str", Doc: "The text with what URLs cannot have as %XX.", Fn: quoting("/", false)},
		{Sig: "quote_from_bytes(bs, safe=\"/\") -> str", Doc: "Bytes with what URLs cannot have as %XX.", Fn: func(c *Call) (starlark.Value, error) {
			var b starlark.Bytes
			safe := "/"
			err := c.Unpack("bs", bytesOf{&b}, "safe?", &safe)
			return starlark.String(percentQuoted(string(b), safe, false)), err
		}},
		{Sig: "quote_plus(string, safe=\"\", encoding=None, errors=None) -> str", Doc: "quote, with + for blanks, as in queries.", Fn: quoting("", true)},
		{Sig: "unquote(string, encoding=\"utf-8\", errors=\"replace\") -> str", Doc: "The text with the characters that %XX stand for.", Fn: unquoting(false)},
		{Sig: "unquote_plus(string, encoding=\"utf-8\", errors=\"replace\") -> str", Doc: "unquote, with blanks for +.", Fn: unquoting(true)},
		{Sig: "unquote_to_bytes(string)", Doc: "The bytes of a text with %XX.", Fn: func(c *Call) (starlark.Value, error) {
			var v starlark.Value
			if err := c.Unpack("string", &v); err != nil {
				return nil, err
			}
			switch v := v.(type) {
			case starlark.String:
				return starlark.Bytes(percentUnquoted(string(v))), nil
			case starlark.Bytes:
				return starlark.Bytes(percentUnquoted(string(v))), nil
			}
			return nil, Raise("TypeError", "unquote_to_bytes: got %s, want a string", TypeOf(v))
		}},
		{Sig: "urldefrag(url)", Doc: "A URL without its fragment, and the fragment.", Fn: func(c *Call) (starlark.Value, error) {
			var s string
			if err := c.Unpack("url", &s); err != nil {
				return nil, err
			}
			bare, fragment, _ := strings.Cut(s, "#")
			return defragResult.New(starlark.Tuple{starlark.String(bare), starlark.String(fragment)}), nil
		}},
		{Sig: "urlencode(query, doseq=False, safe=\"\", encoding=None, errors=None, quote_via=quote_plus) -> str", Doc: "A dict, or pairs, as a query.", Fn: urlEncode},
		{Sig: "urljoin(base, url, allow_fragments=True) -> str", Doc: "A URL that is relative to another.", Fn: urlJoin},
		{Sig: "urlparse(url, scheme=\"\", allow_fragments=True)", Doc: "The six parts of a URL.", Fn: urlParse(true)},
		{Sig: "urlsplit(url, scheme=\"\", allow_fragments=True)", Doc: "The five parts of a URL.", Fn: urlParse(false)},
		{Sig: "urlunparse(components) -> str", Doc: "A URL of its six parts.", Fn: urlUnparse(6)},
		{Sig: "urlunsplit(components) -> str", Doc: "A URL of its five parts.", Fn: urlUnparse(5)},
	}
}

var defragResult = &NamedType{Name: "DefragResult", Fields: []string{"url", "fragment"}}

const urlAlways = uppercase + lowercase + digits + "_.-~"

// percentQuoted is text with all but what is safe as %XX.
func percentQuoted(s, safe string, plus bool) string {
	var b strings.Builder
	for i := range len(s) {
		switch ch := s[i]; {
		case strings.IndexByte(urlAlways, ch) >= 0, ch < 0x80 && strings.IndexByte(safe, ch) >= 0:
			b.WriteByte(ch)
		case ch == ' ' && plus:
			b.WriteByte('+')
		default:
			const hexDigits = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hexDigits[ch>>4])
			b.WriteByte(hexDigits[ch&15])
		}
	}
	return b.String()
}

// percentUnquoted is the bytes of a text with %XX; what is no such thing stays.
func percentUnquoted(s string) string {
	var b strings.Builder
	digit := func(ch byte) int { return strings.IndexByte("0123456789abcdef", ch|0x20) }
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if high, low := digit(s[i+1]), digit(s[i+2]); high >= 0 && low >= 0 {
				b.WriteByte(byte(high<<4 | low))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// textOrBytes is the bytes of a text, or bytes.
func textOrBytes(what string, v starlark.Value) (string, error) {
	switch v := v.(type) {
	case starlark.String:
		return string(v), nil
	case starlark.Bytes:
		return string(v), nil
	}
	return "", Raise("TypeError", "%s expected bytes", what)
}

// onlyUTF8 is the error of another encoding.
func onlyUTF8(what string, encoding starlark.Value) error {
	s, ok := starlark.AsString(encoding)
	if encoding == nil || encoding == starlark.None || ok && slices.Contains([]string{"utf-8", "utf8", "UTF-8", "UTF8"}, s) {
		return nil
	}
	return Raise("LookupError", "%s: encoding: only utf-8 is available, got %s", what, Short(encoding))
}

func quoting(safeAlways string, plus bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var v, safe, encoding, errors starlark.Value
		if err := c.Unpack("string", &v, "safe?", &safe, "encoding?", &encoding, "errors?", &errors); err != nil {
			return nil, err
		}
		if err := onlyUTF8(c.Name, encoding); err != nil {
			return nil, err
		}
		s, err := textOrBytes("quote_from_bytes()", v)
		if err != nil {
			return nil, err
		}
		keep := safeAlways
		if safe != nil {
			if keep, err = textOrBytes("safe", safe); err != nil {
				return nil, err
			}
		}
		return starlark.String(percentQuoted(s, keep, plus)), nil
	}
}

func unquoting(plus bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var v, encoding, errors starlark.Value
		if err := c.Unpack("string", &v, "encoding?", &encoding, "errors?", &errors); err != nil {
			return nil, err
		}
		if err := onlyUTF8(c.Name, encoding); err != nil {
			return nil, err
		}
		s, err := textOrBytes("unquote()", v)
		if err != nil {
			return nil, err
		}
		if plus {
			s = strings.ReplaceAll(s, "+", " ")
		}
		return starlark.String(strings.ToValidUTF8(percentUnquoted(s), "\ufffd")), nil
	}
}

// query is the fields of a query, by the arguments.
func (c *Call) query() (pairs []starlark.Tuple, err error) {
	var qs, separator string
	var blank, strict bool
	var encoding, errors, most starlark.Value
	separator = "&"
	if err := c.Unpack("qs", &qs, "keep_blank_values?", &blank, "strict_parsing?", &strict, "encoding?", &encoding, "errors?", &errors, "max_num_fields?", &most, "separator?", &separator); err != nil {
		return nil, err
	}
	if err := onlyUTF8(c.Name, encoding); err != nil {
		return nil, err
	}
	if separator == "" {
		return nil, Raise("ValueError", "Separator must be of type string or bytes.")
	}
	if qs == "" {
		return nil, nil
	}
	if n, ok := most.(starlark.Int); ok {
		if k, ok := n.Int64(); ok && int64(strings.Count(qs, separator)+1) > k {
			return nil, Raise("ValueError", "Max number of fields exceeded")
		}
	}
	plain := func(s string) starlark.Value {
		return starlark.String(strings.ToValidUTF8(percentUnquoted(strings.ReplaceAll(s, "+", " ")), "\ufffd"))
	}
	for field := range strings.SplitSeq(qs, separator) {
		if field == "" && !strict {
			continue
		}
		name, value, ok := strings.Cut(field, "=")
		if !ok && strict {
			return nil, Raise("ValueError", "bad query field: %s", quoted(field))
		}
		if !ok && !blank || value == "" && !blank {
			continue
		}
		pairs = append(pairs, starlark.Tuple{plain(name), plain(value)})
	}
	return pairs, c.bounds.Count(c.Name, len(pairs))
}

// urlEncode is urlencode(query, doseq=False, safe="", …, quote_via=quote_plus).
func urlEncode(c *Call) (starlark.Value, error) {
	var query, encoding, errors, via starlark.Value
	var each bool
	safe := ""
	if err := c.Unpack("query", &query, "doseq?", &each, "safe?", &safe, "encoding?", &encoding, "errors?", &errors, "quote_via?", &via); err != nil {
		return nil, err
	}
	if err := onlyUTF8(c.Name, encoding); err != nil {
		return nil, err
	}
	var items starlark.Tuple
	if d, ok := plainDict(query).(starlark.IterableMapping); ok {
		for _, kv := range d.Items() {
			items = append(items, kv)
		}
	} else {
		var err error
		if items, err = c.valuesOf(query); err != nil {
			return nil, Raise("TypeError", "not a valid non-string sequence or mapping object")
		}
	}
	quote := func(v starlark.Value) (string, error) {
		b, isBytes := v.(starlark.Bytes)
		if !isBytes {
			s, err := c.printer().str(v)
			if err != nil {
				return "", err
			}
			b = starlark.Bytes(s)
		}
		if via == nil {
			return percentQuoted(string(b), safe, true), nil
		}
		out, err := c.apply(via, starlark.String(b), starlark.String(safe))
		s, _ := starlark.AsString(out)
		return s, err
	}
	var parts []string
	for _, item := range items {
		kv, err := c.valuesOf(item)
		if err != nil || len(kv) != 2 {
			return nil, Raise("TypeError", "not a valid non-string sequence or mapping object")
		}
		values := starlark.Tuple{kv[1]}
		_, isText := kv[1].(starlark.String)
		_, isBytes := kv[1].(starlark.Bytes)
		if seq, ok := kv[1].(starlark.Iterable); ok && each && !isText && !isBytes && starlark.Len(kv[1]) >= 0 {
			if values, err = c.valuesOf(seq); err != nil {
				return nil, err
			}
		}
		key, err := quote(kv[0])
		if err != nil {
			return nil, err
		}
		for _, v := range values {
			s, err := quote(v)
			if err != nil {
				return nil, err
			}
			parts = append(parts, key+"="+s)
		}
	}
	return starlark.String(strings.Join(parts, "&")), nil
}
