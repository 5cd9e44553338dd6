package client

import "strings"

// shownAddress is how an address is worded, of a broker as of a registry or a URL of other
// kinds: without a user and password before the host and without a query, either of which
// may be secret.
func shownAddress(text string) string {
	if at := strings.LastIndexByte(text, '@'); at >= 0 {
		scheme := ""
		if i := strings.Index(text, "://"); i >= 0 && i < at {
			scheme = text[:i+3]
		}
		text = scheme + "***" + text[at:]
	}
	text, _, _ = strings.Cut(text, "?")
	return text
}
