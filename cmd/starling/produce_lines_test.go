package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/twmb/franz-go/pkg/kgo"
)

// readAll is the records of an input as topic produce reads them, as key=value, and the
// lines that it names.
func readAll(t *testing.T, format string, input io.Reader) (records []string, named []int) {
	t.Helper()
	in := newLines(input, format)
	reader, err := kgo.NewRecordReader(in, format)
	if err != nil {
		t.Fatal(err)
	}
	for {
		var r kgo.Record
		in.begin()
		switch err := reader.ReadRecordInto(&r); {
		case errors.Is(err, io.EOF) && !in.within():
			return records, named
		case err == nil:
			records = append(records, fmt.Sprintf("%s=%s", r.Key, r.Value))
		default:
			named = append(named, in.first)
			if !in.again() {
				return records, named
			}
			reader.SetReader(in)
		}
	}
}

// A record that is not of the format costs its own lines and no other.
func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, format, input string
		records             string
		named               []int
	}{
		{"no separator", `%k %v\n`, "a 1\nbad\nb 2\n", "a=1,b=2", []int{2}},
		{"no separator at the end", `%k %v\n`, "a 1\nbad", "a=1", []int{2}},
		{"no separator at first", `%k %v\n`, "bad\nworse\na 1\n", "a=1", []int{1, 2}},
		{"empty lines", `%k %v\n`, "\na 1\n\n\nb 2\n\n", "a=1,b=2", []int{1, 3, 4, 6}},
		{"nothing", `%k %v\n`, "", "", nil},
		{"empty key and value", `%k %v\n`, " \n", "=", nil},
		{"an end of two characters", `%k %v;\n`, "a 1;\nb 2\nc 3;\n", "a=1,c=3", []int{2}},
		{"a separator of three", `%k | %v\n`, "a | 1\nb |\nc | 3\n", "a=1,c=3", []int{2}},
		{"a tab", `%k\t%v\n`, "a\t1\nb 2\nc\t3\n", "a=1,c=3", []int{2}},
		{"text before", `>%k %v\n`, ">a 1\nb 2\n>c 3\n", "a=1,c=3", []int{2}},
		{"a newline itself", "%k %v\n", "a 1\nbad\nb 2\n", "a=1,b=2", []int{2}},
		{"a newline by its number", `%k %v\x0a`, "a 1\nbad\nb 2\n", "a=1,b=2", []int{2}},
		{"values only", `%v\n`, "a\n\nb", "=a,=,=b", nil},
		{"two lines", `%k\n%v\n`, "a\n1\nb\n2\n", "a=1,b=2", nil},
		{"half of two lines", `%k\n%v\n`, "a\n1\nb\n", "a=1", []int{3}},
		{"a line too many of two", `%k %p\n%v\n`, "a 0\n1\nbad\nb 0\n2\n", "a=1,b=2", []int{3}},
		{"numbers", `%p %k %v\n`, "0 a 1\nx b 2\n-1 c 3\n", "a=1,c=3", []int{2}},
		{"timestamps", `%d %v\n`, "1700000000000 a\nnow b\n5 c\n", "=a,=c", []int{2}},
		{"hex", `%v{hex}\n`, "61\n6\nzz\n62\n", "=a,=b", []int{2, 3}},
		{"base64", `%k %v{base64}\n`, "a MQ==\nb !!\nc Mw==\n", "a=1,c=3", []int{2}},
		{"JSON", `%v{json}\n`, "{\"a\": 1}\n{\"a\":}\n{\"b\":\n2}\n", `={"a":1},={"b":2}`, []int{2}},
		{"JSON that does not end", `%v{json}\n`, "{\"a\":1}\n{\"b\":[\n1\n", `={"a":1},=1`, []int{2}},
		{"text after JSON", `%v{json}\n`, "1\n2 x\n3\n", "=1,=3", []int{2}},
		{"lengths", `%K %k %V %v\n`, "1 a 1 x\nb\n2 cc 3 y\nz\n", "a=x,cc=y\nz", []int{2}},
		{"a wrong length", `%V %v\n`, "1 a\n3 b\n1 c\n", "=a,=c", []int{2}},
		{"headers", `%V %v %H %h{%K %k %V %v }\n`, "1 a 1 1 x 1 y \n1 b 1\n1 c 0 \n", "=a,=c", []int{2}},
		{"a pattern", `%k{re#[a-z]+#} %v\n`, "a 1\n7 2\nb 3\n", "a=1,b=3", []int{2}},
		{"a fixed width", `%V{3}%v\n`, "abc\nab\ndef\ndefg\nghi\n", "=abc,=def,=ghi", []int{2, 4}},
		{"Windows", `%k %v\n`, "a 1\r\nbad\r\nb 2\r\n", "a=1,b=2", []int{2}},
		{"Windows without an end", `%k %v\n`, "a 1\r\nb 2", "a=1,b=2", nil},
		{"Windows, JSON", `%v{json}\n`, "{}\r\n[]\r\n", "={},=[]", nil},
		{"Windows, hex", `%v{hex}\n`, "61\r\n62\r\n", "=a,=b", nil},
		{"Windows, empty lines", `%k %v\n`, "\r\na 1\r\n", "a=1", []int{1}},
		{"Windows by the format", `%k %v\r\n`, "a 1\r\nb 2\nc 3\r\n", "a=1,c=3", []int{2}},
		{"lengths keep what they measure", `%V %v\n`, "3 a\r\n\n", "=a\r\n", nil},
		{"no lines", `%k:%v;`, "a:1;b", "a=1", []int{2}},
	} {
		for how, r := range map[string]io.Reader{
			"plain": strings.NewReader(c.input), "byte": iotest.OneByteReader(strings.NewReader(c.input)), "early EOF": iotest.DataErrReader(strings.NewReader(c.input)),
		} {
			t.Run(c.name+" "+how, func(t *testing.T) {
				records, named := readAll(t, c.format, r)
				if got := strings.Join(records, ","); got != c.records || !slices.Equal(named, c.named) {
					t.Errorf("%q of %q: records %q, lines %v named; want %q, %v", c.format, c.input, got, named, c.records, c.named)
				}
			})
		}
	}
}

// An input that breaks off is an error, not its end.
func TestLinesBroken(t *testing.T) {
	for _, format := range []string{`%v\n`, `%v{json}\n`, `%v;`} {
		in := newLines(io.MultiReader(strings.NewReader("1"), iotest.ErrReader(os.ErrPermission)), format)
		reader, err := kgo.NewRecordReader(in, format)
		if err != nil {
			t.Fatal(err)
		}
		in.begin()
		if err := reader.ReadRecordInto(new(kgo.Record)); err == nil || !errors.Is(in.err, os.ErrPermission) {
			t.Errorf("%q: %v, %v", format, err, in.err)
		}
	}
}
