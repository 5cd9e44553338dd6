package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// block is a block of code of a page.
type block struct {
	line  int    // of its fence, from 1
	lang  string // the first word behind the fence
	marks []string
	text  string
}

// marked reports whether the fence has the word.
func (b *block) marked(word string) bool { return slices.Contains(b.marks, word) }

// mark is what stands behind a mark such as file=, or "".
func (b *block) mark(name string) string {
	for _, m := range b.marks {
		if name, ok := strings.CutPrefix(m, name); ok {
			return name
		}
	}
	return ""
}

var fence = regexp.MustCompile("(?m)^```(.*)\n((?s:.*?))^```$")

// blocks is the blocks of a page.
func blocks(page string) (out []block) {
	for _, at := range fence.FindAllStringSubmatchIndex(page, -1) {
		b := block{line: 1 + strings.Count(page[:at[0]], "\n"), text: page[at[4]:at[5]]}
		if words := strings.Fields(page[at[2]:at[3]]); len(words) > 0 {
			b.lang, b.marks = words[0], words[1:]
		}
		out = append(out, b)
	}
	return out
}

// replaced is the page with these texts in its blocks.
func replaced(page string, list []block) string {
	i := -1
	return fence.ReplaceAllStringFunc(page, func(old string) string {
		i++
		head, _, _ := strings.Cut(old, "\n")
		return head + "\n" + list[i].text + "```"
	})
}

// pages is the pages whose blocks run.
func pages(t *testing.T) []string {
	t.Helper()
	paths := []string{"../../README.md"}
	err := filepath.WalkDir("../../docs", func(path string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil || len(paths) < 2 {
		t.Fatal("no pages", err)
	}
	return paths
}

// TestFences holds how blocks are found and written back.
func TestFences(t *testing.T) {
	page := "a\n```sh install\nmake\n```\nb\n```python file=x.py\nx = 1\n```\n"
	list := blocks(page)
	if len(list) != 2 || list[0].lang != "sh" || !list[0].marked("install") || list[1].mark("file=") != "x.py" || list[1].text != "x = 1\n" || list[1].line != 6 {
		t.Fatalf("%+v", list)
	}
	list[0].text = "other\n"
	if got, want := replaced(page, list), strings.Replace(page, "make", "other", 1); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestLinks: what a page links to beside it is there, the place in it too.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]*)(#[^)]*)?\)`)
	for _, path := range append(pages(t), "../../CONTRIBUTING.md", "../../ARCHITECTURE.md") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(string(text), ""), -1) { // Go has ](x) too
			target := path
			if m[1] != "" {
				target = filepath.Join(filepath.Dir(path), m[1])
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: %s leads nowhere", path, m[0])
				continue
			}
			if m[2] != "" && !slices.Contains(anchors(t, target), m[2][1:]) {
				t.Errorf("%s: %s: there is no such heading", path, m[0])
			}
		}
	}
}

// anchors is the names of a page's headings in links.
func anchors(t *testing.T, path string) (names []string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(fence.ReplaceAllString(string(text), ""), -1) {
		name := strings.ReplaceAll(strings.ToLower(m[1]), " ", "-")
		names = append(names, regexp.MustCompile(`[^\pL\pN_-]`).ReplaceAllString(name, ""))
	}
	return names
}

func (b *block) String() string { return fmt.Sprintf("line %d, %s", b.line, b.lang) }
