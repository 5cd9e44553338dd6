package py

import (
	"fmt"
	"strings"
	"sync"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"starling/starlib/pysyntax"
)

// sources remembers the texts that functions came from, for errors and annotations.
type sources struct {
	mu   sync.Mutex
	list map[string]*source
}

// source is a script or a REPL input. Its path is unique: the file's name and a number.
type source struct {
	path, file string
	lines      func() []string // as they are shown, without secrets
	rewritten  *pysyntax.Result
	free       sync.Map // of each use that had no value, whether its name is free there
	lazily
}

func newSources() *sources { return &sources{list: map[string]*source{}} }

func (s *sources) add(file, text string) *source {
	s.mu.Lock()
	defer s.mu.Unlock()
	src := &source{path: fmt.Sprintf("%s#%d", file, len(s.list)+1), file: file}
	src.lines = sync.OnceValue(func() []string { return splitLines(pysyntax.Redact(text)) })
	s.list[src.path] = src
	return src
}

func splitLines(text string) []string {
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
}

func (s *sources) get(path string) *source {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list[path]
}

// place is where in the user's text a position of the rewritten text is.
func (s *sources) place(pos syntax.Position) (p Place, ok bool) {
	src := s.get(pos.Filename())
	if src == nil {
		return Place{}, false
	}
	line, col := int(pos.Line), int(pos.Col)
	if src.rewritten != nil {
		line, col = src.rewritten.Origin(line, col)
	}
	return src.place(line, col), true
}

func (src *source) place(line, col int) Place {
	p := Place{File: src.file, Line: line, Col: col}
	if lines := src.lines(); line >= 1 && line <= len(lines) {
		p.Text = lines[line-1]
	}
	return p
}

// Returns is the text of a function's return annotation, if there are annotations.
func (ip *Interp) Returns(fn *starlark.Function) (string, bool) {
	notes, ok := ip.sources.notes(fn)
	return notes.Returns, ok
}

// Annotations are those of a function, if there are any.
func (ip *Interp) Annotations(fn *starlark.Function) (pysyntax.Func, bool) {
	return ip.sources.notes(fn)
}

// notes is the annotations of a function of a script.
func (s *sources) notes(fn *starlark.Function) (pysyntax.Func, bool) {
	pos := fn.Position()
	src := s.get(pos.Filename())
	if src == nil || src.rewritten == nil {
		return pysyntax.Func{}, false
	}
	for _, f := range src.rewritten.Funcs {
		if f.Line == int(pos.Line) && f.Col == int(pos.Col) {
			return f, true
		}
	}
	return pysyntax.Func{}, false
}
