package pysyntax

import "testing"

func TestComplete(t *testing.T) {
	for _, c := range []struct {
		src  string
		want bool
	}{
		{"", true},
		{"\n", true},
		{"x = 1\n", true},
		{"x = 1", true},
		{"# c\n", true},
		{"f(a,\n", false},
		{"f(a,\n\n", false},
		{"f(a,\nb)\n", true},
		{"'''a\n", false},
		{"'''a\n\nb'''\n", true},
		{"f'''{\n", false},
		{"f'''{x:\n", false},
		{"'abc\n", true}, // an error no line can mend
		{"f'{\n", true},
		{"x = )\n", true},
		{"x = 1 + \\\n", false},
		{"x = 1 + \\\n2\n", true},
		{"x = 1 \\", false},
		{"if x:\n", false},
		{"if x:\n  y\n", false},
		{"if x:\n  y\nelse:\n", false},
		{"if x:\n  y\nelse:\n  z\n\n", true},
		{"if x:\r\n  y\r\n", false},
		{"if x:\r\n  y\r\n\r\n", true},
		{"if x: y\n", false},
		{"if x: y\n\n", true},
		{"def f():\n  if x:\n    y\n", false},
		{"def f():\n  x\n\n", true},
		{"def f():\n  x\nf()\n", true},
		{"def f():\n  x\n# c\n", false},
		{"@dataclass\n", false},
		{"@dataclass\nclass A:\n  x: int\n", false},
		{"@dataclass\nclass A:\n  x: int\n\n", true},
		{"for x in y:\n  'a'\n  \n", false},
		{"match x:\n", false},
		{"try:\n", false},
		{"try:\n  x\n", false},
		{"try:\n  x\nexcept E:\n  y\n\n", true},
		{"with a: b\n", false},
		{"match x:\n  case 1: pass\n", false},
		{"match x:\n  case 1: pass\n\n", true},
		{"class A: pass\n", false},
		{"yield x\n", true},
		{"from a import (\n", false},
		{"x = {'a': 1}\n", true},
		{"lambda: 1\n", true},
		{"if_ = 1\n", true},
	} {
		if got := Complete(c.src); got != c.want {
			t.Errorf("Complete(%q) is %v", c.src, got)
		}
	}
}
