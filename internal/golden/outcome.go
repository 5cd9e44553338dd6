package golden

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Outcome is what a case gives.
type Outcome struct {
	Failed bool   // the script did
	Error  string // with what
	Tables []Table
	Topics []Topic
	// Subjects is those of the registry that the case looks at.
	Subjects []Subject
}

// Table is a table at the end.
type Table struct {
	Name    string
	Ordered bool
	Columns []string // name and type
	Rows    []string
	Keys    []string // of a partitioned table, whose Rows are the merged ones
	Failed  bool
	Error   string
	Bad     []string // records that kc.errors lists
	User    ByUser   // of one that has not failed
}

// Topic is the records of a topic at the end, by partition.
type Topic struct {
	Name    string
	Records []string
}

// Subject is the schemas of a subject at the end, one line each.
type Subject struct {
	Name     string
	Versions []string
}

// fails reports whether the script or a table failed.
func (o *Outcome) fails() bool {
	return o.Failed || slices.ContainsFunc(o.Tables, func(t Table) bool { return t.Failed })
}

func (o *Outcome) sort() {
	slices.SortFunc(o.Tables, func(a, b Table) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(o.Subjects, func(a, b Subject) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(o.Topics, func(a, b Topic) int { return cmp.Compare(a.Name, b.Name) })
}

// Text is all of it; what is to be compared with Deephaven's is without what only
// Starling has: the texts of errors and the bad records.
func (o *Outcome) Text(own, values bool) string {
	var b strings.Builder
	if o.Failed {
		b.WriteString("the script failed")
		if own {
			b.WriteString(": " + o.Error)
		}
		b.WriteByte('\n')
	}
	for _, t := range o.Tables {
		t.write(&b, own, values)
	}
	for _, t := range o.Topics {
		fmt.Fprintf(&b, "topic %s\n", t.Name)
		for _, r := range t.Records {
			if !values {
				r = strings.Join(strings.SplitN(r, " ", 3)[:2], " ")
			}
			fmt.Fprintf(&b, "  %s\n", r)
		}
	}
	for _, s := range o.Subjects {
		fmt.Fprintf(&b, "subject %s\n", s.Name)
		for _, v := range s.Versions {
			fmt.Fprintf(&b, "  %s\n", strings.ReplaceAll(v, "\n", " "))
		}
	}
	return b.String()
}

func (t *Table) write(b *strings.Builder, own, values bool) {
	fmt.Fprintf(b, "table %s (%s)\n", t.Name, strings.Join(t.Columns, ", "))
	rows := t.Rows
	if !t.Ordered {
		rows = slices.Sorted(slices.Values(rows))
	}
	for _, k := range t.Keys {
		fmt.Fprintf(b, "  key %s\n", k)
	}
	for _, r := range rows {
		if values {
			fmt.Fprintf(b, "  %s\n", r)
		}
	}
	if t.Failed {
		b.WriteString("  failed")
		if own {
			b.WriteString(": " + t.Error)
		}
		b.WriteByte('\n')
	}
	for _, r := range t.Bad {
		if own {
			fmt.Fprintf(b, "  bad %s\n", r)
		}
	}
}
