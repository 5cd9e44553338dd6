package flight

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/flight"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
)

// follower is a client that keeps a copy of a live table.
type follower struct {
	*testing.T
	in   *flight.Reader
	rows map[int64]string
	said told
}

func (r *rig) follow(ctx context.Context, table string) *follower {
	r.Helper()
	st, err := r.client().DoGet(ctx, &flight.Ticket{Ticket: []byte(fmt.Sprintf(`{"table": %q, "live": true}`, table))})
	if err != nil {
		r.Fatal(err)
	}
	in, err := flight.NewRecordReader(st)
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(in.Release)
	return &follower{T: r.T, in: in, rows: map[int64]string{}}
}

// next takes all that comes of a cycle, and has the table as it was then.
func (f *follower) next() error {
	f.Helper()
	for {
		b, err := f.in.Read()
		if err != nil {
			return err
		}
		if err := json.Unmarshal(f.in.LatestAppMetadata(), &f.said); err != nil {
			f.Fatal(err)
		}
		ids := b.Column(0).(*array.Int64)
		if f.said.Kind == "snapshot" {
			clear(f.rows)
		}
		for i := range int(b.NumRows()) {
			if f.said.Kind == "removed" {
				if _, known := f.rows[ids.Value(i)]; !known {
					f.Errorf("row %d goes, which never came", ids.Value(i))
				}
				delete(f.rows, ids.Value(i))
				continue
			}
			text := ""
			for _, c := range b.Columns()[1:] {
				text += c.ValueStr(i) + " "
			}
			f.rows[ids.Value(i)] = text
		}
		if f.said.Last {
			if len(f.rows) != f.said.Size {
				f.Fatalf("cycle %d: a copy of %d rows of a table of %d", f.said.Cycle, len(f.rows), f.said.Size)
			}
			return nil
		}
	}
}

// TestLive plays a random history, of which a client has the table as it is after the cycles that
// it sees.
func TestLive(t *testing.T) {
	r := newRig(t, "t = input_table({'K': dht.int32, 'V': dht.int32}, key_cols=['K'])\nw = t.where('V % 3 != 0')\n")
	r.step()
	all, even := r.follow(r.in(), "t"), r.follow(r.in(), "w")
	random := rand.New(rand.NewPCG(1, 1))
	for cycle := range 60 {
		text := ""
		for range 1 + random.IntN(4) {
			k, v := random.IntN(8), random.IntN(100)
			text += fmt.Sprintf("t.add(new_table({'K': [%d], 'V': [%d]}).view(['K = (int)K', 'V = (int)V']))\n", k, v)
			if random.IntN(3) == 0 {
				text += fmt.Sprintf("t.delete(new_table({'K': [%d]}).view('K = (int)K'))\n", random.IntN(8))
			}
		}
		r.stepping(func() { r.run(text) })
		for name, f := range map[string]*follower{"t": all, "w": even} {
			want := r.rows(name)
			for !same(f.rows, want) {
				if err := f.next(); err != nil {
					t.Fatalf("%s after %d edits: %v, have %v, want %v", name, cycle, err, f.rows, want)
				}
			}
		}
	}
}

// stepping steps the graph while f runs: an edit waits for its cycle.
func (r *rig) stepping(f func()) {
	ctx, cancel := context.WithCancel(r.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.graph.Run(ctx, time.Millisecond)
	}()
	defer func() { cancel(); <-ended }()
	f()
}

// rows is the values of a table's rows, by number.
func (r *rig) rows(name string) map[int64]string {
	r.Helper()
	t, err := r.table(name)
	if err != nil {
		r.Fatal(err)
	}
	f, err := t.Read(0, 1<<20, nil)
	if err != nil {
		r.Fatal(err)
	}
	out := map[int64]string{}
	for i, row := range f.Rows {
		for _, c := range f.Cols {
			out[row] += fmt.Sprint(c.Any(i), " ")
		}
	}
	return out
}

func same(a, b map[int64]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

// TestLiveEnds: what cannot change ends after its rows, and a server that closes ends all.
func TestLiveEnds(t *testing.T) {
	r := newRig(t, "still = empty_table(2).update(['A = i'])\nt = input_table({'K': dht.int32})\n")
	f := r.follow(r.in(), "still")
	if err := f.next(); err != nil || len(f.rows) != 2 {
		t.Errorf("%d rows, %v", len(f.rows), err)
	}
	if err := f.next(); err == nil {
		t.Error("a static table goes on")
	}
	live := r.follow(r.in(), "t")
	if err := live.next(); err != nil {
		t.Fatal(err)
	}
	r.Close(t.Context())
	if err := live.next(); err == nil {
		t.Error("a table goes on after the server has ended")
	}
}

// TestStops: a client that stops reading is left, and has kept nobody waiting.
func TestStops(t *testing.T) {
	r := newRig(t, "big = empty_table(400_000).update(['A = ii', 'T = `text ` + ii'])\n")
	r.late = 200 * time.Millisecond
	c := r.client(grpc.WithInitialWindowSize(1<<16), grpc.WithInitialConnWindowSize(1<<16))
	st, err := c.DoGet(r.in(), &flight.Ticket{Ticket: []byte(`{"table": "big"}`)})
	if err != nil {
		t.Fatal(err)
	}
	in, err := flight.NewRecordReader(st)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Release()
	for r.copies.held() == 0 {
		runtime.Gosched()
	}
	for r.copies.held() > 0 { // until it is left
		time.Sleep(time.Millisecond)
	}
	for err == nil {
		_, err = in.Read()
	}
	refused(t, "a client that stopped", err, codes.DeadlineExceeded)
}

func (c *copies) held() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.used
}

// TestCopies: more than there is memory for is refused, but for the first.
func TestCopies(t *testing.T) {
	r := newRig(t, types)
	table, err := r.table("t")
	if err != nil {
		t.Fatal(err)
	}
	f, err := table.Read(0, 3, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &copies{most: 1}
	free, err := c.take(f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.take(f); err == nil {
		t.Error("there is room for a second")
	}
	free()
	free()
	if free, err = c.take(f); err != nil || c.held() == 0 {
		t.Errorf("after the first: %v", err)
	}
	free()
	if c.held() != 0 {
		t.Errorf("%d bytes are held by nobody", c.held())
	}
}
