package pysyntax

import (
	"fmt"
	"strings"
)

// dataclass: a class whose body has fields only
//
//	@dataclass(frozen=True)
//	class Point:
//	    x: int
//	    label: str = "origin"
//
// is, line by line,
//
//	Point = __dataclass__("Point", [
//	    ("x", "int"),
//	    ("label", "str", "origin")], frozen=True)
func dataclass(w *writer, n *node) {
	options := w.decorators(n)
	class, colon := n.toks[0], n.toks[1]
	body := n.kids[0]
	w.replace(class.pos, colon.end, fmt.Sprintf("%s = __dataclass__(%q, [", n.text, n.text)+w.lines(class.pos, colon.end, true))
	seen := map[string]bool{}
	var defaults bool
	for _, s := range body.kids {
		if !w.member(n, s) {
			continue
		}
		if seen[s.text] {
			w.fail(s.pos, fmt.Sprintf("field %s of %s is given twice", s.text, n.text), "")
		}
		seen[s.text] = true
		if defaults && len(s.kids) == 0 && !strings.Contains(options, "kw_only=True") {
			w.fail(s.pos, fmt.Sprintf("non-default argument '%s' follows default argument", s.text), "give it a default, or move it up")
		}
		defaults = defaults || len(s.kids) > 0
	}
	for _, semi := range body.toks {
		w.blank(semi.pos, semi.end, true)
	}
	w.close(body.end, "]"+options+")")
}

// decorators checks the decorators, blanks them, and returns the options of
// @dataclass as further arguments.
func (w *writer) decorators(n *node) string {
	d := n.deco[0]
	x := d.kids[0]
	name := x
	if x.kind == kCall {
		name = x.kids[0]
	}
	if t := w.text(name); t != "dataclass" && !strings.HasSuffix(t, ".dataclass") {
		w.fail(d.pos, "the class decorator @"+t+" is not available", "only @dataclass is")
	}
	if len(n.deco) > 1 {
		w.fail(n.deco[1].pos, "a second decorator is not available", "only @dataclass is")
	}
	w.blank(d.pos, d.end, true)
	if x.kind != kCall {
		return ""
	}
	var b strings.Builder
	for _, a := range x.kids[1:] {
		if a.kind != kKeyword || !a.kids[0].constant() || a.kids[0].kind != kName {
			w.fail(a.pos, "an option of @dataclass must be name=True or name=False", "")
		}
		fmt.Fprintf(&b, ", %s=%s", a.text, a.kids[0].text)
	}
	return b.String()
}

// member turns a statement of a class body into a field, which it reports, or
// a blank.
func (w *writer) member(class, s *node) bool {
	switch {
	case s.kind == kAnnotated && s.kids[0].kind == kName:
		t := strings.TrimPrefix(strings.TrimPrefix(s.note.text, "typing."), "dataclasses.")
		if strings.HasPrefix(t, "ClassVar") || strings.HasPrefix(t, "InitVar") || t == "KW_ONLY" {
			w.fail(s.pos, t+" is not available", "keep what is not a field outside of the class")
		}
		s.kind, s.text, s.kids = kField, s.kids[0].text, s.kids[1:]
		if len(s.kids) > 0 {
			w.immutable(s)
		}
		return true
	case s.kind == kBranch && s.text == "pass",
		s.kind == kExpr && (s.kids[0].kind == kString && s.kids[0].constant() || s.kids[0].kind == kEllipsis):
		s.kind, s.kids = kBlank, nil
		w.blank(s.pos, s.end, true)
		return false
	case s.kind == kDef:
		w.fail(s.pos, fmt.Sprintf("a method is not available: %s.%s", class.text, s.text),
			fmt.Sprintf("write a function after the class: def %s(self): ...", s.text))
	case s.kind == kAssign && s.kids[0].kind == kName:
		w.fail(s.pos, fmt.Sprintf("a class attribute is not available: %s.%s", class.text, s.kids[0].text),
			fmt.Sprintf("give it a type to make it a field (%s: int = ...), or assign it outside of the class", s.kids[0].text))
	}
	w.fail(s.pos, "only fields (name: type, or name: type = default) are available in a @dataclass", "")
	return false
}

// immutable rejects a default that all instances would share, as Python does.
func (w *writer) immutable(s *node) {
	names := map[kind]string{
		kList: "list", kListComp: "list", kDict: "dict", kDictComp: "dict", kSet: "set", kSetComp: "set",
	}
	if name := names[s.kids[0].kind]; name != "" {
		w.fail(s.kids[0].pos, fmt.Sprintf("mutable default <class '%s'> for field %s is not allowed", name, s.text),
			fmt.Sprintf("use field(default_factory=%s)", name))
	}
}

// dataclassField: `name: type = default` is ("name", "type", default).
func dataclassField(w *writer, n *node) {
	if len(n.kids) == 0 {
		w.replace(n.pos, n.end, fmt.Sprintf("(%q, %q),", n.text, n.note.text)+w.lines(n.pos, n.end, true))
		return
	}
	v := n.kids[0]
	eq := n.toks[1]
	w.replace(n.pos, eq.end, fmt.Sprintf("(%q, %q,", n.text, n.note.text)+w.lines(n.pos, eq.end, true))
	if v.bare() {
		w.open(v.pos, "(")
		w.close(v.end, ")")
	}
	w.close(v.end, "),")
}
