package py

import (
	"os/exec"
	"testing"
)

// besideScripts is what is measured beside CPython.
var besideScripts = []struct{ name, src string }{
	{"additions", "def work():\n    s = 0\n    for i in range(10000000):\n        s = s + 1\n    return s\n"},
	{"calls", "def g(x):\n    return x + 1\ndef work():\n    s = 0\n    for i in range(1000000):\n        s = g(s)\n    return s\n"},
	{"dicts", "def work():\n    d = {}\n    for i in range(1000000):\n        k = i % 1000\n        d[k] = d.get(k, 0) + 1\n    return sum([v for v in d.values()])\n"},
	{"texts", "def work():\n    n = 0\n    for i in range(300000):\n        t = '-'.join(('a,b,c,' + str(i)).split(',')).replace('-', '+')\n        if 'b' in t:\n            n += len(t)\n    return n\n"},
}

// features is statements that Starlark has not, in a file whose other functions they must not slow down.
const features = `
class Shape:
    def __init__(self, n):
        self.n = n
    def area(self):
        try:
            return self.n * self.n
        finally:
            self.seen = True

def areas(n):
    for i in range(n):
        yield Shape(i).area()

seen = 0
def note():
    global seen
    seen += 1

`

// BenchmarkBesidePython is scripts here, in a file with all of Python's statements, and in python3 where
// there is one.
func BenchmarkBesidePython(b *testing.B) {
	for _, s := range besideScripts {
		text := s.src + "print(work())\n"
		run := func(b *testing.B, text string) {
			w := newWorld(b)
			for b.Loop() {
				if _, err := w.script(b, "x.py", text); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.Run(s.name+"/plain", func(b *testing.B) { run(b, text) })
		b.Run(s.name+"/featured", func(b *testing.B) { run(b, features+text+"note()\nprint(list(areas(3)))\n") })
		b.Run(s.name+"/python3", func(b *testing.B) {
			python, err := exec.LookPath("python3")
			if err != nil {
				b.Skip(err)
			}
			for b.Loop() {
				if out, err := exec.CommandContext(b.Context(), python, "-c", text).CombinedOutput(); err != nil {
					b.Fatal(string(out), err)
				}
			}
		})
	}
}
