package starlib

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"starling/starlib/py"
)

// An error says what was meant: the name that means the same here before the one that looks alike,
// where a name that no import brought is, which arguments there are, which columns will do.
func TestErrorsTeach(t *testing.T) {
	w := newWorld(t)
	if _, err := w.script(t, "x.py", "t = empty_table(3).update(['Price = 1.0 * i', 'Sym = `a`', 'Ts = now()'])"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ src, want string }{
		{`kc.SEEK_TO_START`, `Did you mean: 'SEEK_TO_BEGINNING'?`},
		{`kc.ALL_PARTITIONS_SEEK_TO_START`, `Did you mean: 'ALL_PARTITIONS_SEEK_TO_BEGINNING'?`},
		{`kc.LATEST`, `Did you mean: 'ALL_PARTITIONS_SEEK_TO_END'?`},
		{`from deephaven.stream.kafka.consumer import SEEK_TO_START`, `Did you mean: 'SEEK_TO_BEGINNING'?`},
		{`agg.mean("Price")`, `Did you mean: 'avg'?`},
		{`t.filter("Price > 1")`, `Did you mean: 'where'?`},
		{`t.order_by("Price")`, `Did you mean: 'sort'?`},
		{`t.head(n=3)`, `unexpected keyword argument "n"; it takes num_rows`},
		{`t.reverse(n=3)`, `unexpected keyword argument "n"; it takes none`},
		{`string_col("A", ["x"])`, `name 'string_col' is not defined; write from deephaven.column import string_col`},
		{`rolling_avg_tick("A", 3)`, `write from deephaven.updateby import rolling_avg_tick`},
		{`json_spec({})`, `write kc.json_spec or pk.json_spec`},
		{`double`, `write dht.double`},
		{`where("Price > 1")`, `write t.where(filters=None)`},
		{`rolling_avg_tic("A", 3)`, `did you mean from deephaven.updateby import rolling_avg_tick?`},
		{`t.where(Price > 1)`, `name 'Price' is not defined; columns are named in texts: "Price" is a column of t`},
		{`t.sum_by("Sym")`, `sum_by: sum(Ts): unsupported type java.time.Instant; choose the columns first: view(["Sym", "Price"]).sum_by(["Sym"])`},
		{`t.avg_by()`, `choose the columns first: view(["Price"]).avg_by()`},
		{`t["Price"]`, `TypeError: 'Table' object is not subscriptable; t.view("Price") has columns`},
		{`t.Price`, `'Table' object has no attribute 'Price'; columns are named in texts, as in view("Price")`},
		{`len(t)`, `object of type 'Table' has no len(); t.size is the number of rows`},
		{`for row in t: pass`, `is not iterable; t.iter_dict() and t.iter_tuple() give the rows`},
		{`t.where("Price > 1 and Price < 3")`, `unexpected and after the expression; Java's word for it is &&`},
		{`kc.consume({"bootstrap.servers": "x:1"}, "t", offsets="earliest")`, `got "earliest", want kc.ALL_PARTITIONS_SEEK_TO_BEGINNING`},
		{`kc.consume({"bootstrap.servers": "x:1"}, "t", offsets=kc.SEEK_TO_END)`, `want kc.ALL_PARTITIONS_SEEK_TO_END`},
		{`dht.str`, `Did you mean: 'string'?`},
		{`t.update("X = Prcie")`, `did you mean Price?`},
	} {
		_, err := w.script(t, "x.py", c.src)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\nfailed with\n%v\nwant\n%s", c.src, err, c.want)
		}
	}
	if _, err := w.script(t, "x.py", "t.view('Ts').sum_by()"); err == nil || strings.Contains(err.Error(), "choose") {
		t.Errorf("none of the columns can be added up: %v", err)
	}
}

// Every name of a module is told when it is used bare, with an import that brings it.
func TestEveryNameTellsItsImport(t *testing.T) {
	w := newWorld(t)
	visible := map[string]bool{}
	for _, n := range w.Names() {
		visible[n] = true
	}
	for _, m := range moduleTable() {
		for _, name := range py.EntryNames(m.Entries) {
			if visible[name] || strings.HasPrefix(name, "_") {
				continue
			}
			_, err := w.script(t, "x.py", name)
			if err == nil {
				t.Errorf("%s is there without an import", name)
				continue
			}
			if strings.Contains(err.Error(), "Did you forget to import") { // a module of that name
				continue
			}
			_, way, _ := strings.Cut(err.Error(), "; write ")
			way, _, _ = strings.Cut(way, " or ")
			if _, err := newWorld(t).script(t, "x.py", way); way == "" || err != nil {
				t.Errorf("%s of %s: %q: %v", name, m.Name, way, err)
			}
		}
	}
}

func TestDir(t *testing.T) {
	w := newWorld(t)
	w.prints(t, "a, b = 1, 2\nprint(dir())\nprint('where' in dir(empty_table(1)))", "['a', 'b']\nTrue")
}

// help() is one screen of 80 by 24, with the prompt.
func TestHelpIsOneScreen(t *testing.T) {
	w := newWorld(t)
	text := w.Help(starlark.None)
	if n := strings.Count(text, "\n"); n > 23 {
		t.Errorf("%d lines", n)
	}
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 79 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if n := len(helpExamples()); n != 6 {
		t.Errorf("%d examples", n)
	}
}

// The examples of help run: those of the first page, and those of each subject's page.
func TestHelpRuns(t *testing.T) {
	w, _ := newKafkaWorld(t, map[string]int{"quotes": 1, "xs": 1})
	for _, e := range helpExamples() {
		if _, err := w.Exec(t.Context(), "help", e.Code); err != nil {
			t.Errorf("%s\n%v", e.Code, err)
		}
	}
	for _, s := range helpSubjects() {
		w, _ := newKafkaWorld(t, map[string]int{"orders": 1, "counts": 1})
		statements := regexp.MustCompile(`(?m)^  >>> .*(\n  \.\.\. .*)*`).FindAllString(s.Text, -1)
		if len(statements) == 0 {
			t.Errorf("%s has no example", s.Name)
		}
		for _, src := range statements {
			src = regexp.MustCompile(`(?m)^  (>>>|\.\.\.) `).ReplaceAllString(src, "")
			if _, err := w.Exec(t.Context(), "help", src); err != nil {
				t.Errorf("%s: %s\n%v", s.Name, src, err)
			}
		}
	}
}

// What a page refers to is there, and every subject is found by its own words.
func TestHelpSubjects(t *testing.T) {
	w := newWorld(t)
	if missing := w.Library().Missing(); len(missing) > 0 {
		t.Errorf("pages end with nothing: %v", missing)
	}
	for _, s := range helpSubjects() {
		if text := w.Help(starlark.String(s.Name)); !strings.HasPrefix(text, s.Name+": ") {
			t.Errorf("help(%q) begins with %.60s", s.Name, text)
		}
		for word := range strings.FieldsSeq(s.Also) {
			if text := w.Help(starlark.String(word)); !strings.Contains(text, s.Name+": ") && !strings.Contains(text, `help("`+s.Name+`")`) {
				t.Errorf("help(%q) does not lead to %s:\n%.300s", word, s.Name, text)
			}
		}
	}
	for word, want := range map[string]string{
		"join": "Table.natural_join", "where": "Table.where(filters=None)", "kc.consume": "kc.consume(kafka_config",
		"wavg": "wavg(", "dead letter": "Nothing is called",
	} {
		if text := w.Help(starlark.String(word)); !strings.Contains(text, want) {
			t.Errorf("help(%q) lacks %q:\n%s", word, want, text)
		}
	}
}

// Synonyms lead somewhere.
func TestSynonyms(t *testing.T) {
	names := map[string]bool{}
	for e := range newWorld(t).Library().All() {
		names[e.Entry.Name()] = true
	}
	for word, name := range synonyms() {
		if !names[name] && !names["SEEK_TO_"+name] {
			t.Errorf("%s: there is no %s", word, name)
		}
	}
}
