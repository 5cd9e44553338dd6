package py

import (
	"context"
	"strconv"
	"testing"
)

// BenchmarkTry is what a try statement costs: without an exception, with one, with one of a script, and a with statement.
func BenchmarkTry(b *testing.B) {
	for _, c := range []struct{ name, body string }{
		{"call", "f()"},
		{"none", "try:\n            x = i\n        except ValueError:\n            x = 0"},
		{"finally", "try:\n            x = i\n        finally:\n            y = 0"},
		{"keyerror", "try:\n            x = d[\"a\"]\n        except KeyError:\n            x = 0"},
		{"raise", "try:\n            raise ValueError(\"a\")\n        except ValueError as e:\n            x = 0"},
		{"with", "with c:\n            x = i"},
	} {
		b.Run(c.name, func(b *testing.B) {
			w := newWorld(b)
			src := "from contextlib import nullcontext\nc = nullcontext()\ndef f(): pass\ndef run(n):\n    d = {}\n    for i in range(n):\n        " + c.body + "\n"
			if err := w.ExecFile(context.Background(), "x.py", src); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			b.ResetTimer()
			if _, err := w.Exec(context.Background(), "y.py", "run("+strconv.Itoa(b.N)+")"); err != nil {
				b.Fatal(err)
			}
		})
	}
}
