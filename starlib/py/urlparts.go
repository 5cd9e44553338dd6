package py

import (
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

var (
	parseResult = &NamedType{Name: "ParseResult", Fields: []string{"scheme", "netloc", "path", "params", "query", "fragment"}, Also: urlResultAttrs()}
	splitResult = &NamedType{Name: "SplitResult", Fields: []string{"scheme", "netloc", "path", "query", "fragment"}, Also: urlResultAttrs()}
)

// urlResultAttrs is the table of what the parts of a URL have beside their names.
func urlResultAttrs() []Entry {
	return []Entry{
		{Sig: "geturl() -> str", Doc: "The URL of the parts.", Fn: func(c *Call) (starlark.Value, error) {
			s, err := joinedURL(c.Recv.(*Named).values)
			return starlark.String(s), err
		}},
		{Sig: "hostname", Doc: "The host, in small letters, or None.", Fn: netlocPart(func(n netloc) (starlark.Value, error) {
			if n.host == "" {
				return starlark.None, nil
			}
			return starlark.String(strings.ToLower(n.host)), nil
		})},
		{Sig: "password", Doc: "The password, or None.", Fn: netlocPart(func(n netloc) (starlark.Value, error) { return n.optional(n.password), nil })},
		{Sig: "port", Doc: "The port, or None.", Fn: netlocPart(func(n netloc) (starlark.Value, error) {
			if n.port == "" {
				return starlark.None, nil
			}
			k, err := strconv.Atoi(n.port)
			if err != nil {
				return nil, Raise("ValueError", "Port could not be cast to integer value as %s", quoted(n.port))
			}
			if k < 0 || k > 65535 {
				return nil, Raise("ValueError", "Port out of range 0-65535")
			}
			return starlark.MakeInt(k), nil
		})},
		{Sig: "username", Doc: "The user, or None.", Fn: netlocPart(func(n netloc) (starlark.Value, error) { return n.optional(n.user), nil })},
	}
}

// netloc is the parts of the host of a URL.
type netloc struct {
	user, password *string
	host, port     string
}

func (n netloc) optional(s *string) starlark.Value {
	if s == nil {
		return starlark.None
	}
	return starlark.String(*s)
}

func netlocPart(of func(n netloc) (starlark.Value, error)) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		s, _ := starlark.AsString(c.Recv.(*Named).values[1])
		var n netloc
		if i := strings.LastIndexByte(s, '@'); i >= 0 {
			user, password, has := strings.Cut(s[:i], ":")
			n.user = &user
			if has {
				n.password = &password
			}
			s = s[i+1:]
		}
		if inner, rest, ok := strings.Cut(s, "]"); ok && strings.HasPrefix(inner, "[") {
			n.host, n.port = inner[1:], strings.TrimPrefix(rest, ":")
		} else {
			n.host, n.port, _ = strings.Cut(s, ":")
		}
		return of(n)
	}
}

// usesParams is the schemes whose paths may have parameters.
var usesParams = map[string]bool{
	"": true, "ftp": true, "hdl": true, "prospero": true, "http": true, "https": true, "imap": true, "shttp": true,
	"rtsp": true, "rtspu": true, "sip": true, "sips": true, "mms": true, "sftp": true, "tel": true,
}

// usesNetloc is the schemes whose URLs have a host.
var usesNetloc = map[string]bool{
	"": true, "ftp": true, "http": true, "gopher": true, "nntp": true, "telnet": true, "imap": true, "wais": true, "file": true,
	"mms": true, "https": true, "shttp": true, "snews": true, "prospero": true, "rtsp": true, "rtspu": true, "rsync": true, "svn": true, "svn+ssh": true,
	"sftp": true, "nfs": true, "git": true, "git+ssh": true, "ws": true, "wss": true,
}

func urlParse(params bool) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var s, scheme string
		fragments := true
		if err := c.Unpack("url", &s, "scheme?", &scheme, "allow_fragments?", &fragments); err != nil {
			return nil, err
		}
		parts, err := urlPartsOf(s, scheme, fragments, params)
		if err != nil {
			return nil, err
		}
		t := make(starlark.Tuple, len(parts))
		for i, part := range parts {
			t[i] = starlark.String(part)
		}
		if params {
			return parseResult.New(t), nil
		}
		return splitResult.New(slices.Delete(t, 3, 4)), nil
	}
}

// urlPartsOf is the six parts of a URL; the fourth is empty unless params is set.
func urlPartsOf(s, scheme string, fragments, params bool) (parts [6]string, err error) {
	host, query, fragment := "", "", ""
	s = strings.TrimLeftFunc(s, func(r rune) bool { return r <= ' ' })
	s = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
	if i := strings.IndexByte(s, ':'); i > 0 && strings.IndexByte(lowercase+uppercase, s[0]) >= 0 &&
		strings.Trim(s[:i], lowercase+uppercase+digits+"+-.") == "" {
		scheme, s = strings.ToLower(s[:i]), s[i+1:]
	}
	if strings.HasPrefix(s, "//") {
		end := strings.IndexAny(s[2:], "/?#")
		if end < 0 {
			end = len(s) - 2
		}
		host, s = s[2:2+end], s[2+end:]
		if strings.Contains(host, "[") != strings.Contains(host, "]") {
			return parts, Raise("ValueError", "Invalid IPv6 URL")
		}
	}
	if fragments {
		s, fragment, _ = strings.Cut(s, "#")
	}
	s, query, _ = strings.Cut(s, "?")
	extra := ""
	if at := strings.LastIndexByte(s, '/'); params && usesParams[scheme] && strings.Contains(s[at+1:], ";") {
		i := at + 1 + strings.IndexByte(s[at+1:], ';')
		s, extra = s[:i], s[i+1:]
	}
	return [6]string{scheme, host, s, extra, query, fragment}, nil
}

// usesRelative is the schemes whose URLs may be relative.
var usesRelative = map[string]bool{
	"": true, "ftp": true, "http": true, "gopher": true, "nntp": true, "imap": true, "wais": true, "file": true, "https": true,
	"shttp": true, "mms": true, "prospero": true, "rtsp": true, "rtspu": true, "sftp": true, "svn": true, "svn+ssh": true, "ws": true, "wss": true,
}

func urlJoin(c *Call) (starlark.Value, error) {
	var base, ref string
	fragments := true
	if err := c.Unpack("base", &base, "url", &ref, "allow_fragments?", &fragments); err != nil {
		return nil, err
	}
	if base == "" || ref == "" {
		return starlark.String(base + ref), nil
	}
	b, err := urlPartsOf(base, "", fragments, true)
	if err != nil {
		return nil, err
	}
	r, err := urlPartsOf(ref, b[0], fragments, true)
	if err != nil {
		return nil, err
	}
	if r[0] != b[0] || !usesRelative[r[0]] {
		return starlark.String(ref), nil
	}
	if !usesNetloc[r[0]] || r[1] == "" {
		if usesNetloc[r[0]] {
			r[1] = b[1]
		}
		if r[2] == "" && r[3] == "" {
			r[2], r[3] = b[2], b[3]
			if r[4] == "" {
				r[4] = b[4]
			}
		} else {
			r[2] = joinedPath(b[2], r[2])
		}
	}
	var parts starlark.Tuple
	for _, part := range r {
		parts = append(parts, starlark.String(part))
	}
	s, err := joinedURL(parts)
	return starlark.String(s), err
}

// joinedPath is a path that is relative to another.
func joinedPath(base, path string) string {
	all := strings.Split(path, "/")
	if !strings.HasPrefix(path, "/") {
		from := strings.Split(base, "/")
		if from[len(from)-1] != "" {
			from = from[:len(from)-1]
		}
		all = append(from, all...)
		var kept []string
		for i, part := range all {
			if part != "" || i == 0 || i == len(all)-1 {
				kept = append(kept, part)
			}
		}
		all = kept
	}
	var out []string
	for _, part := range all {
		switch part {
		case "..":
			out = out[:max(len(out)-1, 0)]
		case ".":
		default:
			out = append(out, part)
		}
	}
	if last := all[len(all)-1]; last == "." || last == ".." {
		out = append(out, "")
	}
	if joined := strings.Join(out, "/"); joined != "" {
		return joined
	}
	return "/"
}

// joinedURL is a URL of its five or six parts.
func joinedURL(parts starlark.Tuple) (string, error) {
	s := make([]string, len(parts))
	for i, v := range parts {
		text, ok := starlark.AsString(v)
		if !ok {
			return "", Raise("TypeError", "Cannot mix str and non-str arguments")
		}
		s[i] = text
	}
	if len(s) == 6 {
		if s[3] != "" {
			s[2] += ";" + s[3]
		}
		s = append(s[:3:3], s[4:]...)
	}
	scheme, host, path, query, fragment := s[0], s[1], s[2], s[3], s[4]
	if host != "" || scheme != "" && usesNetloc[scheme] && !strings.HasPrefix(path, "//") {
		if path != "" && path[0] != '/' {
			path = "/" + path
		}
		path = "//" + host + path
	}
	if scheme != "" {
		path = scheme + ":" + path
	}
	if query != "" {
		path += "?" + query
	}
	if fragment != "" {
		path += "#" + fragment
	}
	return path, nil
}

func urlUnparse(n int) func(c *Call) (starlark.Value, error) {
	return func(c *Call) (starlark.Value, error) {
		var v starlark.Value
		if err := c.Unpack("components", &v); err != nil {
			return nil, err
		}
		parts, err := c.valuesOf(untagged(v))
		if err != nil {
			return nil, err
		}
		if len(parts) != n {
			return nil, Raise("ValueError", "expected %d parts, got %d", n, len(parts))
		}
		s, err := joinedURL(parts)
		return starlark.String(s), err
	}
}
