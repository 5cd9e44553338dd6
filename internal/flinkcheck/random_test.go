package flinkcheck

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"starling/flink/gateway"
)

var (
	plans = flag.Int("plans", 100, "how many random queries Flink is asked to plan")
	seed  = flag.Uint64("seed", 1, "of the random queries")
)

// TestRandom holds that Flink takes the SQL of queries that are made at random of all that is handed over.
func TestRandom(t *testing.T) {
	s := theMachines(t)
	client, err := gateway.New(gateway.Config{URL: s.gateway})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i := range *plans {
		script := query(rand.New(rand.NewPCG(*seed, uint64(i))))
		t.Run(fmt.Sprintf("seed%d-%d", *seed, i), func(t *testing.T) {
			path := filepath.Join(dir, "query.py")
			if err := os.WriteFile(path, []byte(prelude+script), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.CommandContext(t.Context(), s.bin, "submit", "--print", path, "out", s.broker)
			var said strings.Builder
			cmd.Stderr = &said
			sql, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s\n%s", err, &said, script)
			}
			session, err := client.Open(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer session.Close() //nolint:errcheck // it is forgotten anyway
			statements := strings.Split(strings.TrimSuffix(string(sql), ";\n"), ";\n\n")
			statements[len(statements)-1] = "EXPLAIN " + strings.TrimPrefix(statements[len(statements)-1], "EXECUTE ")
			for _, st := range statements {
				if _, err := session.Run(t.Context(), gateway.Statement{SQL: st}); err != nil {
					t.Fatalf("%v\n%s\n%s", err, script, st)
				}
			}
		})
	}
}

// maker makes a query: a table of the script, and what is known of it.
type maker struct {
	*rand.Rand
	script  strings.Builder
	table   string
	columns map[string]string // types by name
	appends bool
	keys    []string // of a table that does not append, nil where they are not known
	made    int
}

// query is a script that publishes a table.
func query(r *rand.Rand) string {
	m := &maker{Rand: r}
	m.base()
	for range 2 + m.IntN(5) {
		m.step()
	}
	switch {
	case m.appends && m.IntN(2) == 0:
		fmt.Fprintf(&m.script, "append(%s)\n", m.table)
		return m.script.String()
	case m.appends || m.keys == nil:
		m.aggregate()
	}
	m.say("%s.update(%s)", m.table, quoted("Last_ = 1"))
	fmt.Fprintf(&m.script, "upsert(%s, %s)\n", m.table, quotedAll(m.keys))
	return m.script.String()
}

// base is the table of orders.
func (m *maker) base() {
	m.table, m.appends, m.keys = "orders", true, nil
	m.columns = map[string]string{
		"Seq": "long", "Id": "text", "Symbol": "text", "Side": "text", "Qty": "int", "Lots": "short", "Big": "long",
		"Limit": "double", "Rate": "float", "Flag": "boolean", "When": "time",
	}
}

// say makes the next table of the script.
func (m *maker) say(format string, args ...any) {
	m.made++
	name := fmt.Sprintf("t%d", m.made)
	fmt.Fprintf(&m.script, "%s = %s\n", name, fmt.Sprintf(format, args...))
	m.table = name
}

func quoted(s string) string { return `"` + s + `"` }

func quotedAll(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = quoted(s)
	}
	return strings.Join(out, ", ")
}

// names is the columns of the types, of all without.
func (m *maker) names(types ...string) []string {
	var out []string
	for name, t := range m.columns {
		if len(types) == 0 || slices.Contains(types, t) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func (m *maker) one(list ...string) string { return list[m.IntN(len(list))] }

// some is one to most of the list, in its order.
func (m *maker) some(list []string, most int) []string {
	var out []string
	for _, i := range m.Perm(len(list))[:min(len(list), 1+m.IntN(most))] {
		out = append(out, list[i])
	}
	slices.Sort(out)
	return out
}

// step is one more operation.
func (m *maker) step() {
	keyable := m.names("text", "int", "long", "boolean", "time")
	switch m.IntN(12) {
	case 0, 1:
		m.say("%s.%s([%s, %s])", m.table, m.one("where", "where_one_of"), quoted(m.boolean(2)), quoted(m.boolean(3)))
	case 2, 3:
		m.formulas(m.one("update", "update_view", "lazy_update"), nil)
	case 4:
		kept := m.some(m.names(), 6)
		for _, k := range m.keys {
			if !slices.Contains(kept, k) {
				kept = append(kept, k)
			}
		}
		m.formulas(m.one("view", "select"), kept)
	case 5:
		if free := slices.DeleteFunc(m.names(), func(n string) bool { return slices.Contains(m.keys, n) }); len(free) > 2 {
			old := m.one(free...)
			name := m.fresh()
			m.say("%s.rename_columns([%s]).%s([%s])", m.table, quoted(name+" = "+old), m.one("move_columns_up", "move_columns_down"), quoted(name))
			m.columns[name] = m.columns[old]
			delete(m.columns, old)
		}
	case 6:
		if m.appends && len(keyable) > 0 {
			m.keys = m.some(keyable, 2)
			m.say("%s.%s([%s])", m.table, m.one("last_by", "first_by"), quotedAll(m.keys))
			m.appends = false
		}
	case 7:
		if m.appends && len(keyable) > 0 {
			m.say("%s.head_by(%d, [%s])", m.table, 1+m.IntN(3), quotedAll(m.some(keyable, 2)))
			m.appends = false
		}
	case 8:
		m.aggregate()
	case 9:
		if !m.appends && m.keys != nil {
			m.say("%s.sort([%s]).head(%d)", m.table, quotedAll(append(m.some(m.names(), 2), m.keys...)), 1+m.IntN(20))
		}
	case 10:
		m.join()
	case 11:
		if m.appends {
			m.say("merge([%s.where(%s), %s])", m.table, quoted(m.boolean(2)), m.table)
		} else if len(keyable) > 0 {
			m.keys = m.some(keyable, 3)
			m.say("%s.select_distinct([%s])", m.table, quotedAll(m.keys))
			kept := map[string]string{}
			for _, k := range m.keys {
				kept[k] = m.columns[k]
			}
			m.columns = kept
		}
	}
}

func (m *maker) fresh() string {
	m.made++
	return fmt.Sprintf("C%d", m.made)
}

// formulas adds columns; kept is the columns that stay, nil all.
func (m *maker) formulas(method string, kept []string) {
	list := slices.Clone(kept)
	next := map[string]string{}
	for _, k := range kept {
		next[k] = m.columns[k]
	}
	if kept == nil {
		next = m.columns
	}
	for range 1 + m.IntN(3) {
		name := m.fresh()
		var f, t string
		switch m.IntN(5) {
		case 0:
			f, t = m.boolean(3), "boolean"
		case 1:
			f, t = m.text(2), "text"
		case 2:
			f, t = m.time(2), "time"
		default:
			f, t = m.number(3)
		}
		list = append(list, name+" = "+f)
		next[name] = t
	}
	m.say("%s.%s([%s])", m.table, method, quotedAll(list))
	m.columns = next
}

// aggregate is some aggregations by some columns.
func (m *maker) aggregate() {
	keyable := m.names("text", "int", "long", "boolean", "time")
	if len(keyable) == 0 {
		m.say("%s.update(%s)", m.table, quoted("K = `all`"))
		m.columns["K"] = "text"
		keyable = []string{"K"}
	}
	by := m.some(keyable, 2)
	next := map[string]string{}
	for _, k := range by {
		next[k] = m.columns[k]
	}
	n := m.fresh()
	aggs := []string{fmt.Sprintf("agg.count_(%q)", n)}
	next[n] = "long"
	numbers := slices.DeleteFunc(m.names("int", "short", "long", "double", "float"), func(n string) bool { return slices.Contains(by, n) })
	whole := func(t string) string {
		if t == "double" || t == "float" {
			return t
		}
		return "long"
	}
	for range m.IntN(5) {
		name := m.fresh()
		if len(numbers) == 0 {
			break
		}
		of := m.one(numbers...)
		t := m.columns[of]
		call, typ := "", ""
		switch m.IntN(10) {
		case 0:
			call, typ = fmt.Sprintf("agg.%s(", m.one("sum_", "abs_sum")), whole(t)
		case 1:
			call, typ = fmt.Sprintf("agg.%s(", m.one("min_", "max_")), t
		case 2:
			call, typ = fmt.Sprintf("agg.%s(", m.one("avg", "std", "var")), "double"
		case 3:
			call, typ = "agg.count_distinct(", "long"
		case 4:
			call, typ = fmt.Sprintf("agg.weighted_avg(%q, ", m.one(numbers...)), "double"
		case 5:
			w := m.one(numbers...)
			call, typ = fmt.Sprintf("agg.weighted_sum(%q, ", w), "double"
			if whole(t) == "long" && whole(m.columns[w]) == "long" {
				typ = "long"
			}
		case 6:
			aggs = append(aggs, fmt.Sprintf("agg.count_where(%q, [%q])", name, m.boolean(2)))
			next[name] = "long"
			continue
		case 7:
			if texts := slices.DeleteFunc(m.names("text", "time"), func(n string) bool { return slices.Contains(by, n) }); len(texts) > 0 {
				of = m.one(texts...)
				call, typ = fmt.Sprintf("agg.%s(", m.one("min_", "max_")), m.columns[of]
				break
			}
			continue
		default:
			if !m.appends {
				continue
			}
			call, typ = fmt.Sprintf("agg.%s(", m.one("first", "last")), t
		}
		if (typ == "float" || typ == "double") && m.columns[of] == "float" && strings.Contains(call, "avg") {
			typ = "" // float or double, which no formula is to count on
		}
		aggs = append(aggs, call+quoted(name+" = "+of)+")")
		if typ != "" {
			next[name] = typ
		}
	}
	m.say("%s.agg_by([%s], by=[%s])", m.table, strings.Join(aggs, ", "), quotedAll(by))
	m.columns, m.appends, m.keys = next, false, by
}

// join adds columns of the row of another table.
func (m *maker) join() {
	texts := m.names("text")
	if len(texts) == 0 {
		return
	}
	name := m.fresh()
	if m.IntN(2) == 0 {
		m.say("%s.natural_join(quotes.last_by(%s), [%s], [%s])", m.table, quoted("Sym"), quoted(m.one(texts...)+" = Sym"), quoted(name+" = Price"))
		m.columns[name] = "double"
	} else {
		m.say("%s.natural_join(orders.agg_by([agg.sum_(%s)], %s), [%s], [%s])", m.table, quoted("Qty"), quoted("Side"), quoted(m.one(texts...)+" = Side"), quoted(name+" = Qty"))
		m.columns[name] = "long"
	}
	if m.appends {
		m.appends, m.keys = false, nil
	}
}

// number is a formula of a number, and its type.
func (m *maker) number(depth int) (string, string) {
	names := m.names("int", "short", "long", "double", "float")
	if depth == 0 || m.IntN(5) == 0 {
		if len(names) > 0 && m.IntN(4) > 0 {
			n := m.one(names...)
			return n, m.columns[n]
		}
		return m.literal(m.one("int", "long", "double", "float"))
	}
	a, at := m.number(depth - 1)
	b, bt := m.number(depth - 1)
	t := wider(at, bt)
	switch m.IntN(9) {
	case 0, 1, 2:
		return fmt.Sprintf("(%s %s %s)", a, m.one("+", "-", "*"), b), t
	case 3:
		if bt == "float" && at != "double" {
			return fmt.Sprintf("(%s / %s)", a, b), "float"
		}
		return fmt.Sprintf("(%s / %s)", a, b), "double"
	case 4:
		if t == "int" || t == "long" {
			return fmt.Sprintf("(%s %% 7)", a), wider(at, "int")
		}
		return fmt.Sprintf("(double) %s", a), "double"
	case 5:
		return fmt.Sprintf("%s(%s)", m.one("ceil", "floor", "sqrt", "exp"), "(double) "+a), "double"
	case 6:
		return fmt.Sprintf("(%s ? %s : %s)", m.boolean(depth-1), a, b), condType(at, bt)
	case 7:
		return fmt.Sprintf("pow(%s, %s)", a, b), "double"
	}
	switch at {
	case "int":
		return m.one(fmt.Sprintf("abs(%s)", a), fmt.Sprintf("replaceIfNull(%s, 0)", a), fmt.Sprintf("lowerBin(%s, 10)", a)), at
	case "long":
		return m.one(fmt.Sprintf("abs(%s)", a), fmt.Sprintf("replaceIfNull(%s, 0L)", a), fmt.Sprintf("upperBin(%s, 10L)", a)), at
	}
	return fmt.Sprintf("(0 - %s)", a), wider("int", at)
}

func (m *maker) literal(t string) (string, string) {
	n := m.IntN(100)
	return map[string]string{"int": fmt.Sprint(n), "long": fmt.Sprintf("%dL", n), "double": fmt.Sprintf("%d.25", n), "float": fmt.Sprintf("%d.5f", n)}[t], t
}

// order is the types of numbers, the wider later.
var order = []string{"short", "int", "long", "float", "double"}

// wider is the type of a sum.
func wider(a, b string) string {
	return order[max(slices.Index(order, a), slices.Index(order, b), 1)]
}

// condType is the type of either.
func condType(a, b string) string {
	if a == b {
		return a
	}
	return wider(a, b)
}

func (m *maker) boolean(depth int) string {
	flags := m.names("boolean")
	if depth <= 0 {
		if len(flags) > 0 && m.IntN(2) == 0 {
			return m.one(flags...)
		}
		return m.one("true", "false")
	}
	op := m.one("<", "<=", ">", ">=", "==", "!=")
	switch m.IntN(9) {
	case 0, 1:
		a, _ := m.number(depth - 1)
		b, _ := m.number(depth - 1)
		if a == b { // NaN is equal to itself there
			return "true"
		}
		return fmt.Sprintf("(%s %s %s)", a, op, b)
	case 2:
		return fmt.Sprintf("(%s %s %s)", m.text(depth-1), op, m.text(depth-1))
	case 3:
		return fmt.Sprintf("(%s %s %s)", m.time(depth-1), op, m.time(depth-1))
	case 4:
		return fmt.Sprintf("(%s %s %s)", m.boolean(depth-1), m.one("&&", "||", "&", "|", "^"), m.boolean(depth-1))
	case 5:
		return fmt.Sprintf("!(%s)", m.boolean(depth-1))
	case 6:
		return fmt.Sprintf("isNull(%s)", m.one(m.names()...))
	case 7:
		if texts := m.names("text"); len(texts) > 0 {
			return fmt.Sprintf("%s.%s(%s)", m.one(texts...), m.one("startsWith", "endsWith", "contains"), m.text(0))
		}
	}
	return m.one(flags0(flags, "true")...)
}

func flags0(list []string, otherwise string) []string { return append(slices.Clone(list), otherwise) }

func (m *maker) text(depth int) string {
	texts := m.names("text")
	if depth <= 0 || len(texts) == 0 {
		return m.one(flags0(texts, "`it's 日本`")...)
	}
	switch m.IntN(4) {
	case 0:
		return fmt.Sprintf("(%s + %s)", m.text(depth-1), m.text(depth-1))
	case 1:
		return fmt.Sprintf("%s.%s()", m.one(texts...), m.one("toUpperCase", "toLowerCase"))
	case 2:
		return fmt.Sprintf("replaceIfNull(%s, `none`)", m.one(texts...))
	}
	return fmt.Sprintf("(%s ? %s : %s)", m.boolean(depth-1), m.text(depth-1), m.text(depth-1))
}

func (m *maker) time(depth int) string {
	times := m.names("time")
	if depth <= 0 || len(times) == 0 {
		return m.one(flags0(times, "'2026-01-01T00:00:00Z'")...)
	}
	switch m.IntN(3) {
	case 0:
		return fmt.Sprintf("(%s %s %d * SECOND)", m.time(depth-1), m.one("+", "-"), m.IntN(100))
	case 1:
		return fmt.Sprintf("%s(%s, %s)", m.one("lowerBin", "upperBin"), m.one(times...), m.one("MINUTE", "'PT1H'", "SECOND"))
	}
	return m.one(times...)
}
