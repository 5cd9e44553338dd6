package starlib

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"go.starlark.net/starlark"

	"starling/engine/column"
	"starling/engine/expr"
	"starling/kafka/client"
	"starling/kafka/cluster"
	"starling/starlib/py"
)

// What is known of topics is asked for anew after topicsLast, and the broker may take topicsLimit
// to answer.
const (
	topicsLast  = 5 * time.Second
	topicsLimit = 5 * time.Second
)

// knownTopics is the topics that brokers were last heard to have, by the properties of who asked.
type knownTopics struct {
	mu sync.Mutex
	by map[string]*heardTopics
}

type heardTopics struct {
	names []string
	at    time.Time     // of the last answer, or of none in time
	asked chan struct{} // closed when the broker has answered, or nobody did; nil: nobody asks
}

// Topics is the names of the topics at the broker of a client with these properties, as far as
// it answers before wait is over: what it said a moment ago, or before that, is as good. It is
// for suggestions, and what is wrong is not said.
func (h *Host) Topics(wait time.Duration, p map[string]string) []string {
	if h.cfg.Kafka == nil {
		return nil
	}
	k := &h.topics
	key := propsKey(p)
	k.mu.Lock()
	heard := k.by[key]
	if heard == nil {
		if k.by == nil {
			k.by = map[string]*heardTopics{}
		}
		heard = &heardTopics{}
		k.by[key] = heard
	}
	if time.Since(heard.at) < topicsLast {
		defer k.mu.Unlock()
		return heard.names
	}
	if heard.asked == nil {
		heard.asked = make(chan struct{})
		go h.askTopics(heard, p)
	}
	asked := heard.asked
	k.mu.Unlock()
	late := time.NewTimer(wait)
	defer late.Stop()
	select {
	case <-asked:
	case <-late.C:
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return heard.names
}

// askTopics asks the broker for its topics.
func (h *Host) askTopics(heard *heardTopics, p map[string]string) {
	ctx, cancel := context.WithTimeout(h.Life(), topicsLimit)
	defer cancel()
	env := &h.cfg.Kafka.Env
	names, err := cluster.TopicNames(ctx, env, cluster.Props(env, client.Props(p)))
	k := &h.topics
	k.mu.Lock()
	defer k.mu.Unlock()
	heard.at = time.Now()
	if err == nil {
		heard.names = names
	}
	close(heard.asked)
	heard.asked = nil
}

// propsKey is the same for the same properties.
func propsKey(p map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(p)) {
		b.WriteString(name + "\x00" + p[name] + "\x00")
	}
	return b.String()
}

// About is a line about a value: of a table its columns.
func (h *Host) About(v starlark.Value) string {
	t, ok := v.(*Table)
	if !ok {
		return py.About(v)
	}
	names := make([]string, len(t.t.Schema))
	for i, f := range t.t.Schema {
		names[i] = f.Name
	}
	return "table of " + strings.Join(names, ", ")
}

// Listed is the names of what is in a folder, with a slash after those of folders, as far as
// scripts may read it.
func (h *Host) Listed(dir string) []string {
	if dir == "" {
		dir = "."
	}
	entries, err := h.cfg.Files.List(dir)
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
		if e.IsDir() {
			names[i] += "/"
		}
	}
	return names
}

// Functions is the functions that formulas know by name, those of classes with the class in
// front, and how the first way to call each is written.
var Functions = sync.OnceValue(func() (all []py.Known) {
	for _, f := range expr.Functions() {
		if !strings.Contains(f.Name, "#") && !strings.HasPrefix(f.Name, "new ") {
			all = append(all, py.Known{Name: f.Name, About: functionText(f)})
		}
	}
	return all
})

// Methods is the methods that formulas know of values of a type.
func Methods(t column.Type) (all []py.Known) {
	for _, f := range expr.MethodDocs(t) {
		all = append(all, py.Known{Name: f.Name, About: functionText(f)})
	}
	return all
}

// functionText is a line about a function of formulas.
func functionText(f expr.FuncDoc) string {
	text := f.Signatures[0]
	if n := len(f.Signatures) - 1; n > 0 {
		text += fmt.Sprintf(", and %d more", n)
	}
	if f.Doc != "" {
		text += ": " + f.Doc
	}
	return text
}

// Properties is the properties of Kafka clients that make a difference.
func Properties() []client.PropertyHelp { return client.Help() }
