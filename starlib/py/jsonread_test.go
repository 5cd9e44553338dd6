package py

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"testing"
)

// Texts that are no JSON fail as in CPython, whose words testdata/json/record.py recorded.
func TestJSONErrors(t *testing.T) {
	f, err := os.Open("testdata/json/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var want []any
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		text := want[0].(string)
		_, err := (&jsonReader{Call: &Call{Name: "json.loads"}, s: text}).read()
		if text != "" && text[0] == "\ufeff"[0] {
			err = (&jsonReader{s: text}).fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0)
		}
		var e *jsonError
		if !errors.As(err, &e) {
			t.Errorf("%q gave %v", text, err)
			continue
		}
		line, column := e.place()
		got := []any{text, e.Error(), e.msg, float64(e.pos), float64(line), float64(column)}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q failed with %s, want %s", text, fmt.Sprint(got[1:]...), fmt.Sprint(want[1:]...))
		}
	}
}

// Half a character is nothing that a text here can hold.
func TestJSONSurrogates(t *testing.T) {
	for _, text := range []string{`"\ud800"`, `"\udc00x"`, `"\ud800\ud800"`} {
		if _, err := (&jsonReader{Call: &Call{Name: "json.loads"}, s: text}).read(); KindOf(err, "") != "ValueError" {
			t.Errorf("%s gave %v", text, err)
		}
	}
}
