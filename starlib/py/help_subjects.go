package py

import (
	"fmt"
	"strings"
)

// subjects is the pages of help, with those that the tables make by themselves.
func (l *Library) subjects() []Subject {
	return append(l.Subjects[:len(l.Subjects):len(l.Subjects)],
		Subject{Name: "builtins", Doc: "Functions that need no import.", See: []string{""}, Quiet: true},
		Subject{Name: "modules", Doc: "What can be imported; help(\"builtins\") needs no import.", Text: l.moduleList()},
	)
}

func (l *Library) moduleList() string {
	var b strings.Builder
	for _, m := range l.Modules {
		fmt.Fprintf(&b, "  %-34s %s\n", m.Name, m.Doc)
	}
	return b.String()
}

// page is a subject's page.
func (l *Library) page(b *strings.Builder, s *Subject) {
	fmt.Fprintf(b, "%s: %s\n\n%s", s.Name, s.Doc, s.Text)
	if s.Text != "" && len(s.See) > 0 {
		b.WriteByte('\n')
	}
	for _, name := range s.See {
		for o, entries := range l.owners() {
			if o.after != "" {
				continue
			}
			for i := range entries {
				if e := &entries[i]; e.told() && (o.name == name || o.before == name+"." || o.of(e) == name) {
					fmt.Fprintf(b, "  %s%s\n      %s\n", o.before, e.Sig, e.Doc)
				}
			}
		}
	}
}

// Missing is the names of pages that stand for nothing.
func (l *Library) Missing() (names []string) {
	for _, s := range l.Subjects {
		for _, name := range s.See {
			var b strings.Builder
			if l.page(&b, &Subject{See: []string{name}}); !strings.Contains(b.String(), "\n      ") {
				names = append(names, s.Name+": "+name)
			}
		}
	}
	return names
}
