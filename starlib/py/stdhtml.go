package py

import (
	"html"
	"strings"

	"go.starlark.net/starlark"
)

// htmlEntries is the module html.
func htmlEntries() []Entry {
	return []Entry{
		{Sig: "escape(s, quote=True) -> str", Doc: "The text with &, < and > as HTML has them, and quotes.", Fn: func(c *Call) (starlark.Value, error) {
			var s string
			quote := true
			if err := c.Unpack("s", &s, "quote?", &quote); err != nil {
				return nil, err
			}
			s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
			if quote {
				s = strings.NewReplacer("\"", "&quot;", "'", "&#x27;").Replace(s)
			}
			return starlark.String(s), nil
		}},
		{Sig: "unescape(s) -> str", Doc: "The text with the characters that &amp; and the like stand for.", Fn: func(c *Call) (starlark.Value, error) {
			var s string
			err := c.Unpack("s", &s)
			return starlark.String(html.UnescapeString(s)), err
		}},
	}
}
