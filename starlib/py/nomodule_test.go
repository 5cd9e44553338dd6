package py

import (
	"strings"
	"testing"
)

// A module or a name that is not there says who has it, what was meant or what to use.
func TestUnknownModules(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ src, want string }{
		{"import jsn", "ModuleNotFoundError: No module named 'jsn'. Did you mean: 'json'?"},
		{"import subproces", "ModuleNotFoundError: No module named 'subproces'. Did you mean: 'subprocess'? Python has that, Starling does not"},
		{"import subprocess", "ModuleNotFoundError: No module named 'subprocess'; Python has it, Starling does not: there are no other processes: threading.Thread runs beside the script"},
		{"import cgi", "ModuleNotFoundError: No module named 'cgi'; Python has it, Starling does not"},
		{"import numpy.linalg as la", "ModuleNotFoundError: No module named 'numpy'; there is no CPython for it: math, statistics and the columns of tables compute"},
		{"from nowhere.at.all import x", "ModuleNotFoundError: No module named 'nowhere'; neither Deephaven nor Python has it, and packages cannot be installed here"},
		{"import os.nope", "ModuleNotFoundError: No module named 'os.nope'; 'os' is not a package"},
		{"from math import sine", "ImportError: cannot import name 'sine' from 'math'. Did you mean: 'sin'?"},
		{"from json import detect_encoding", "ImportError: cannot import name 'detect_encoding' from 'json'; Python has it, Starling does not"},
		{"from json import sleep", "ImportError: cannot import name 'sleep' from 'json'; write from time import sleep"},
		{"from json import nothing_like_it", "ImportError: cannot import name 'nothing_like_it' from 'json'; help(json) has what is there"},
		{"import os\nos.getuid()", "AttributeError: module 'os' has no attribute 'getuid'; Python has it, Starling does not"},
		{"import math\nmath.sine(1)", "AttributeError: module 'math' has no attribute 'sine'. Did you mean: 'sin'?"},
	} {
		_, err := w.script(t, "x.py", c.src)
		if err == nil {
			t.Errorf("%s gave no error", c.src)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if got := lines[len(lines)-1]; got != c.want {
			t.Errorf("%s\nfailed with %s\nwant        %s", c.src, got, c.want)
		}
	}
	w.prints(t, "try:\n    import numpy\nexcept ImportError as e:\n    print(e)", "No module named 'numpy'")
}
