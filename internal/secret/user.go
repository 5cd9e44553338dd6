package secret

import (
	"regexp"
	"strings"
)

var (
	word = regexp.MustCompile("[^\\s\"'`]+")
	// listed is where an address begins in a list of them.
	listed = regexp.MustCompile(`(?:^|,)[A-Za-z][A-Za-z0-9+.-]*://`)
	// complete is an address before that: one with a user, or whose port is a number.
	complete = regexp.MustCompile(`@|^[^:/]*(?::\d*)?(?:/.*)?$`)
)

// userInfos is the passwords before the @ of user:password@host, alone and in lists of
// URLs.
func userInfos(text string) (out []Span) {
	for _, m := range word.FindAllStringIndex(text, -1) {
		if strings.IndexByte(text[m[0]:m[1]], '@') < 0 {
			continue
		}
		from := m[0]
		for _, next := range listed.FindAllStringIndex(text[m[0]:m[1]], -1) {
			at := m[0] + next[0]
			if at > m[0] && !complete.MatchString(text[from:at]) {
				break // it is within a password
			}
			out = append(out, userInfo(text[:at], from)...)
			from = m[0] + next[1]
		}
		out = append(out, userInfo(text[:m[1]], from)...)
	}
	return out
}

// userInfo is the password in an address that begins at a place and ends with the text.
func userInfo(text string, from int) []Span {
	at := strings.LastIndexByte(text, '@')
	if at < from || at+1 == len(text) {
		return nil
	}
	user := reference.ReplaceAllStringFunc(text[from:at], func(ref string) string { return strings.Repeat("x", len(ref)) })
	colon := from + strings.IndexByte(user, ':')
	if colon < from || colon+1 == at || Reference(text[colon+1:at]) {
		return nil
	}
	return []Span{{colon + 1, at}}
}
