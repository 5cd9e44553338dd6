package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"starling/engine"
	"starling/engine/expr"
	"starling/kafka"
	"starling/kafka/client"
	"starling/starlib"
	"starling/starlib/py"
)

// TestReference: docs/reference and docs/formulas.md are what the tables of registration say; make docs
// writes them.
func TestReference(t *testing.T) {
	h := starlib.New(starlib.Config{Graph: engine.NewGraph(), Kafka: &kafka.Env{}})
	defer h.Close()
	lib := h.Library()
	want := map[string]string{
		"reference/README.md":      referenceIndex,
		"reference/commands.md":    commandPage((&app{}).root()),
		"reference/differences.md": differencePage(t),
		"reference/kafka.md":       modulePage(lib, "Kafka", isKafka),
		"reference/modules.md":     modulePage(lib, "Modules of Deephaven's names", isTables),
		"reference/properties.md":  propertyPage(),
		"reference/python.md":      pythonPage(lib),
		"reference/tables.md":      classPage(lib),
		"formulas.md":              formulaPage(),
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		path := filepath.Join("../../docs", name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(want[name]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want[name] {
			t.Errorf("%s is not what the tables say (%v): make docs writes it", path, err)
		}
	}
	known, err := filepath.Glob("../../docs/reference/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range known {
		if _, ok := want["reference/"+filepath.Base(path)]; !ok {
			t.Errorf("%s is written by nobody", path)
		}
	}
}

const referenceIndex = `# Reference

These pages are written by ` + "`make docs`" + ` from the tables that ` + "`help()`" + ` shows.

- [Commands](commands.md): what stands behind ` + "`starling`" + ` in a shell
- [Tables](tables.md): methods of tables and of all else that has methods
- [Kafka](kafka.md): reading and writing topics
- [Properties](properties.md): what a configuration can have
- [Modules](modules.md): everything else of ` + "`deephaven`" + `
- [Python](python.md): builtins, and Python's modules that are there
- [Recorded differences](differences.md): what a comparison with a real Deephaven found
- [Formulas](../formulas.md): functions and methods in the texts of where and update
`

func isKafka(name string) bool { return strings.HasPrefix(name, "deephaven.stream.kafka") }

func isTables(name string) bool { return strings.HasPrefix(name, "deephaven") && !isKafka(name) }

// modulePage is the modules of some names.
func modulePage(lib *py.Library, title string, such func(name string) bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", title)
	for _, m := range lib.Modules {
		if !such(m.Name) {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s", m.Name, m.Doc)
		for _, p := range lib.Prelude {
			if p.Module == m.Name && p.Name == "" {
				fmt.Fprintf(&b, " Scripts have it as `%s` without an import.", p.As)
			}
		}
		if len(m.Also) > 0 {
			fmt.Fprintf(&b, " Also named `%s`.", strings.Join(m.Also, "`, `"))
		}
		b.WriteString("\n\n")
		listEntries(&b, m.Entries)
	}
	return b.String()
}

// pythonPage is the builtins and Python's own modules.
func pythonPage(lib *py.Library) string {
	var b strings.Builder
	b.WriteString("# Python\n\n## Builtins\n\nBesides Starlark's own, which are those of Python.\n\n")
	listEntries(&b, lib.Builtins)
	rest := modulePage(lib, "", func(name string) bool { return !strings.HasPrefix(name, "deephaven") })
	_, rest, _ = strings.Cut(rest, "\n")
	return b.String() + rest
}

// propertyPage is the properties of clients that make a difference.
func propertyPage() string {
	var b strings.Builder
	b.WriteString("# Properties\n\nThose of Kafka's Java client and of librdkafka, by either's names, and starling's own, which [operations](../operations.md#properties-of-kcconsume)\ntells of at length.\n\n| property | | values |\n|---|---|---|\n")
	for _, p := range client.Help() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", p.Name, plainMark(p.Doc), strings.Join(p.Values, ", "))
	}
	return b.String()
}

// classPage is the methods of values.
func classPage(lib *py.Library) string {
	var b strings.Builder
	b.WriteString("# Tables, and what else has methods\n")
	classes := slices.Clone(lib.Classes)
	slices.SortStableFunc(classes, func(a, b py.Class) int { return cmp.Compare(rank(a.Name), rank(b.Name)) })
	for _, c := range classes {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", c.Name, c.Doc)
		listEntries(&b, c.Entries())
	}
	return b.String()
}

// rank has tables before all else.
func rank(class string) int {
	return slices.Index([]string{"PartitionedTable", "Table"}, class) * -1
}

func listEntries(b *strings.Builder, entries []py.Entry) {
	var bare []string
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Sig, "__"):
		case e.Doc == "":
			bare = append(bare, "`"+e.Sig+"`")
		default:
			fmt.Fprintf(b, "- `%s`: %s\n", e.Sig, plainMark(e.Doc))
		}
	}
	if len(bare) > 0 {
		fmt.Fprintf(b, "- %s\n", strings.Join(bare, ", "))
	}
}

// plainMark is a text that means nothing else to Markdown.
func plainMark(text string) string {
	return strings.NewReplacer("*", `\*`, "<", "&lt;", "`", "\\`").Replace(text)
}

// formulaPage is the function table of formulas.
func formulaPage() string {
	var functions, statics, methods strings.Builder
	for _, d := range expr.Functions() {
		b := &functions
		switch {
		case strings.Contains(d.Name, "#"):
			b = &methods
		case strings.Contains(d.Name, "."):
			b = &statics
		}
		fmt.Fprintf(b, "- `%s`: %s\n", strings.Join(firstOf(d.Signatures, 4), "`, `"), plainMark(d.Doc))
	}
	return "# Formulas\n\n" + formulaText + "\n## Functions\n\n" + functions.String() +
		"\n## Static functions\n\n" + statics.String() + "\n## Methods\n\n" + methods.String()
}

// firstOf is up to most of the texts, and whether there are more.
func firstOf(texts []string, most int) []string {
	if len(texts) > most {
		return append(slices.Clone(texts[:most]), "…")
	}
	return texts
}

const formulaText = `The texts of where, update, view and the like are Java expressions over columns, as Deephaven takes them. This page is
written by ` + "`make docs`" + ` from the table of functions; ` + "`help(\"formulas\")`" + ` is the short form.

| | |
|---|---|
| ` + "`New = expression`" + ` | a column of update, view, select |
| ` + "`` `text` ``, `\"text\"`" + ` | a text |
| ` + "`'2026-01-31T12:00:00Z'`, `'PT5S'`, `'2026-01-31'`, `'09:30'`" + ` | an Instant, a Duration, a LocalDate, a LocalTime |
| ` + "`1`, `1L`, `1.0`, `1.0f`, `'x'`, `true`, `null`" + ` | int, long, double, float, char, Boolean, null |
| ` + "`+ - * / % == != < <= > >= && \\|\\| ! & \\| ^ ~ << >> >>> ? :`" + ` | Java's operators; = is == in a filter |
| ` + "``Sym in `A`, `B` ``, ``Sym not in `A` ``, `icase in`, `x instanceof String`" + ` | of filters |
| ` + "`(long) X`, `(String) X`" + ` | casts |
| ` + "`Price_`, `Price_[i-1]`" + ` | the whole column, and of another row |
| ` + "`i`, `ii`" + ` | the row's position as int and as long |
| ` + "`name`, `f(Price)`" + ` | a variable and a function of the script |
| ` + "`isNull(X)`, `X == null`" + ` | null is a value of its own; sums and averages skip it |
`

// commandPage is the commands with their flags.
func commandPage(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("# Commands\n\nEvery command has `--help`.\n")
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
			return
		}
		text := cmp.Or(c.Long, c.Short)
		fmt.Fprintf(&b, "\n## %s\n\n```text usage\n%s\n```\n\n%s\n", c.CommandPath(), c.UseLine(), strings.TrimSpace(indented.Replace(plainMark(text))))
		flags := c.LocalFlags()
		first := true
		flags.VisitAll(func(f *pflag.Flag) {
			if f.Hidden || f.Name == "help" {
				return
			}
			if first {
				b.WriteString("\n")
			}
			first = false
			name := "--" + f.Name
			if f.Shorthand != "" {
				name = "-" + f.Shorthand + ", " + name
			}
			fmt.Fprintf(&b, "- `%s`: %s\n", name, plainMark(f.Usage))
		})
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(root)
	return b.String()
}

// indented keeps lines of commands as they are.
var indented = strings.NewReplacer("\n  ", "\n\n    ")

// differencePage is the reasons for which recorded cases differ.
func differencePage(t *testing.T) string {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/deephaven-api/differences-*.md")
	if err != nil || len(paths) == 0 {
		t.Fatal("no differences", err)
	}
	var b strings.Builder
	b.WriteString("# Recorded differences\n\nThousands of scripts and formulas were recorded from a real Deephaven and run here. These give something else on\npurpose; what is [listed with the way out](../differences.md) is not among them.\n")
	seen := map[string]bool{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range recordedCase.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(m[1], "as README says") {
				seen[m[1]] = true
			}
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(seen)) {
		fmt.Fprintf(&b, "\n- %s", reason)
	}
	return b.String() + "\n"
}

// recordedCase is the reason of a line of testdata's tables.
var recordedCase = regexp.MustCompile("(?m)^\\| [a-z-]+-\\d+ \\| (?:`[^`]*`: )?(.*) \\|$")
