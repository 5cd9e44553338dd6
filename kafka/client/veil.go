package client

import (
	"cmp"
	"context"
	"log/slog"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// veil hides what references led to in texts that others word: brokers and registries, the
// network, the client's log, formats. What this package words itself shows references by
// config. It is safe for concurrent use.
type veil struct {
	mu    sync.Mutex
	shown map[string]string // by what is hidden: the reference, as the script has it
	forms []string          // what is hidden, the longest first
}

// Texts that are hidden nowhere: they are in every message, and no secret.
var (
	shortest = 4
	everyday = regexp.MustCompile(`(?i)^(\d+|true|false|null|none|error|kafka|topic|broker|starling|localhost|plain|plaintext|sasl|tls|ssl|sasl_ssl|sasl_plaintext|scram-sha-(256|512)|oauthbearer|earliest|latest|https?|file|user_info|read_(un)?committed|gzip|snappy|zstd)$`)
	separate = regexp.MustCompile(`[,;\s]+`)
)

// add has a value that a reference led to, and what is made of it, shown as written.
func (v *veil) add(value, written string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.shown == nil {
		v.shown = map[string]string{}
	}
	for _, text := range append(separate.Split(value, -1), value, strings.TrimSpace(value)) {
		v.hide(text, written)
		if _, rest, ok := strings.Cut(text, "://"); ok {
			text = rest
		}
		text = text[strings.LastIndexByte(text, '@')+1:]
		text, _, _ = strings.Cut(text, "/")
		v.hide(text, written)
		if host, _, err := net.SplitHostPort(text); err == nil {
			v.hide(host, written)
		}
	}
}

// hide hides a text as it is and in the forms in which messages may have it.
func (v *veil) hide(text, written string) {
	quoted := strconv.Quote(text)
	for _, form := range []string{text, quoted[1 : len(quoted)-1], strings.ToLower(text), strings.ToUpper(text), url.QueryEscape(text), url.PathEscape(text)} {
		if len(form) >= shortest && !everyday.MatchString(form) && v.shown[form] == "" {
			v.shown[form] = written
			at, _ := slices.BinarySearchFunc(v.forms, form, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
			v.forms = slices.Insert(v.forms, at, form)
		}
	}
}

// text is a text with references in place of what they led to, where that stands as a word
// or several.
func (v *veil) text(s string) string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out strings.Builder
	for i := 0; i < len(s) && len(v.forms) > 0; {
		at := slices.IndexFunc(v.forms, func(form string) bool {
			return strings.HasPrefix(s[i:], form) && apart(s[:i], form) && apart(form, s[i+len(form):])
		})
		if at < 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			out.WriteString(s[i : i+n])
			i += n
			continue
		}
		out.WriteString(v.shown[v.forms[at]])
		i += len(v.forms[at])
	}
	if out.Len() == 0 {
		return s
	}
	return out.String()
}

// apart reports whether no word goes on from one text to the next.
func apart(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return before == "" || after == "" || !wordRune(last) || !wordRune(first)
}

func wordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// error is an error whose text is veiled; it still unwraps to err.
func (v *veil) error(err error) error {
	if err == nil {
		return nil
	}
	if text := err.Error(); v.text(text) != text {
		return worded{v.text(text), err}
	}
	return err
}

// Veil is an error whose text shows references in place of what they led to; it still
// unwraps to err.
func (e *Env) Veil(err error) error { return e.veil.error(err) }

// VeilText is a text that shows references in place of what they led to.
func (e *Env) VeilText(text string) string { return e.veil.text(text) }

// Veiled veils the error that a function returns.
func (e *Env) Veiled(err *error) { *err = e.Veil(*err) }

// veiledLog is a client's log behind a veil.
type veiledLog struct {
	slog.Handler
	veil *veil
}

// Handle writes a line.
func (l veiledLog) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, l.veil.text(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(l.attr(a))
		return true
	})
	return l.Handler.Handle(ctx, out)
}

// attr is an attribute with a veiled value; one that needs no veil stays as it is.
func (l veiledLog) attr(a slog.Attr) slog.Attr {
	a.Value = a.Value.Resolve()
	if text := a.Value.String(); l.veil.text(text) != text {
		a.Value = slog.StringValue(l.veil.text(text))
	}
	return a
}

// WithAttrs implements slog.Handler.
func (l veiledLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	out := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		out[i] = l.attr(a)
	}
	return veiledLog{l.Handler.WithAttrs(out), l.veil}
}

// WithGroup implements slog.Handler.
func (l veiledLog) WithGroup(name string) slog.Handler {
	return veiledLog{l.Handler.WithGroup(name), l.veil}
}
