package starlib

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"starling/engine"
	"starling/starlib/py"
)

// smallWorld is a world in which values may have 16 MiB, or a million elements.
func smallWorld(t testing.TB) *world {
	w := &world{graph: engine.NewGraph()}
	w.Host = New(Config{Graph: w.graph, Config: py.Config{Stdout: &w.out, MaxBytes: 1 << 24}})
	t.Cleanup(w.Close)
	return w
}

const intCol = "from deephaven.column import int_col\n"

// TestBounded: tables that ask for more than there is, and the kind of their error.
func TestBounded(t *testing.T) {
	w := smallWorld(t)
	for _, c := range []struct{ src, kind string }{
		{intCol + "new_table([int_col('X', range(10**12))])", "MemoryError"},
		{"new_table({'X': range(10**12)})", "MemoryError"},
		{"new_table({'X': map(str, range(10**12))})", "MemoryError"},
		{"empty_table(1).view(map(str, range(10**12)))", "MemoryError"},
		{"empty_table(10**12).update('X = 5')", "MemoryError"},
		{"empty_table(10**12).update('X = i * 2')", "MemoryError"},
		{"empty_table(10**12).update_view('X = 5').sort('X')", "MemoryError"},
		{"empty_table(10**12).update_view(['X = 5', 'Y = 6']).last_by('X')", "MemoryError"},
		{"empty_table(10**12).update_view('X = 5').snapshot()", "MemoryError"},
		{"list(empty_table(10**12).update_view('X = 5').iter_dict())", "MemoryError"},
		{"empty_table(10**12).update_view('X = 5').to_string(10**12)", "MemoryError"},
		{"read_csv('/dev/zero')", "MemoryError"},
		{"empty_table(1).where('" + strings.Repeat("(", 1e5) + "')", "DHError"},
		{"empty_table(1).update('X = 1" + strings.Repeat(" + 1", 1e5) + "')", "DHError"},
	} {
		_, err := w.script(t, "x.py", c.src)
		bad := new(py.Error)
		if !errors.As(err, &bad) || bad.Kind != c.kind {
			t.Errorf("%.80s: a %s (%.300s); want a %s", c.src, bad.Kind, bad.Msg, c.kind)
		}
		w.prints(t, "print(6 * 7)", "42")
	}
}

// TestDefaultBounds: the machine's own bounds, which no list of that many elements may reach.
func TestDefaultBounds(t *testing.T) {
	w := newWorld(t)
	_, err := w.script(t, "x.py", intCol+"new_table([int_col('X', range(10**12))])")
	if bad := new(py.Error); !errors.As(err, &bad) || bad.Kind != "MemoryError" {
		t.Error(err)
	}
	if _, err := w.script(t, "x.py", "read_csv('/dev/zero')"); err == nil || !strings.HasSuffix(err.Error(), "DHError: read_csv: /dev/zero: a line of more than 67108864 bytes") {
		t.Errorf("a line without an end: %v", err)
	}
}

// TestInterruptsTables: what would go on for hours ends when the script is interrupted.
func TestInterruptsTables(t *testing.T) {
	w := newWorld(t)
	for _, src := range []string{
		"empty_table(10**10).update_view('X = 5').where('X < 0')",
		"write_csv(empty_table(10**12).update_view('X = 5'), '/dev/null')",
		"t = empty_table(10**6).update('X = i')\nwhile True: t.to_string(10**6)",
		"t = empty_table(10**6).update('X = i')\nwhile True: list(t.iter_dict())",
		"def f(x) -> int: return max(range(10**12))\nempty_table(3).update('A = f(i)')",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		ran := make(chan struct{})
		var err error
		go func() {
			defer close(ran)
			err = w.ExecFile(ctx, "x.py", src)
		}()
		soon(t, src, ran)
		cancel()
		if bad := new(py.Error); !errors.As(err, &bad) || bad.Kind != "KeyboardInterrupt" {
			t.Errorf("%s gave %v", src, err)
		}
	}
	w.prints(t, "print('alive', empty_table(2).size)", "alive 2")
}
