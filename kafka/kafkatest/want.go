package kafkatest

import (
	"errors"
	"strings"
	"testing"
)

// WantErr checks that err is another one, unless that is nil, and has the texts.
func WantErr(t *testing.T, err error, is error, texts ...string) {
	t.Helper()
	if err == nil || is != nil && !errors.Is(err, is) {
		t.Errorf("error %v, want %v", err, is)
		return
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("error %q, want %q", err, text)
		}
	}
}
