package starlib

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"starling/engine"
)

// TestNoFront: a host without a front says so.
func TestNoFront(t *testing.T) {
	w := newWorld(t)
	for src, name := range map[string]string{"watch(empty_table(1))": "watch", "plot(empty_table(1).update(\"V = i\"), y=\"V\")": "plot", "empty_table(1).browse()": "browse"} {
		_, err := w.script(t, "x.py", src)
		if want := "DHError: " + name + ": there is no terminal and no pipe to show it on"; err == nil || !contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", src, err, want)
		}
	}
}

// noting is a front that notes what it is to show.
type noting struct{ notes []string }

func (n *noting) Size() (width, height int)                         { return 0, 0 }
func (n *noting) Draft(string)                                      {}
func (n *noting) Live(context.Context, func(int, int) string) error { return nil }

func (n *noting) Watch(_ context.Context, names []string, tables []*engine.Table) error {
	for i, t := range tables {
		n.notes = append(n.notes, fmt.Sprintf("%s of %d", names[i], t.Size()))
	}
	return nil
}

func (n *noting) Browse(ctx context.Context, name string, t *engine.Table) error {
	return n.Watch(ctx, []string{name}, []*engine.Table{t})
}

// TestShown: what is shown goes by what the script would write for it.
func TestShown(t *testing.T) {
	w := newWorld(t)
	n := &noting{}
	w.cfg.Front = n
	w.prints(t, `
t = new_table({"A": [1, 1, 2]})
u = t
p = t.partition_by("A")
r = t.rollup([agg.count_("N")], "A")
watch(t, p, r)
t.where("A == 2").browse()
t.where(["A == 2", "A > 0"]).view(["B = A", "A"]).update("C = B * 2").update_view("D = 1").head(3).tail(2).last_by("A").first_by(["A", "B"]).drop_columns("C").select().browse()
p.browse()
r.watch()
watch(t.head(1))`, "")
	want := `t of 3, p.table of 2, r.flat() of 3, t.where(["A == 2"]) of 1, ` +
		`t.where(["A == 2", "A > 0"]).view(["B = A", "A"]).update(["C = B * 2"]).update_view(["D = 1"]).head(3).tail(2).last_by(["A"]).first_by(["A", "B"]).drop_columns(["C"]).select() of 1, ` +
		`p.table of 2, r.flat() of 3, t.head(1) of 1`
	if got := strings.Join(n.notes, ", "); got != want {
		t.Errorf("it shows %s, want %s", got, want)
	}
}
