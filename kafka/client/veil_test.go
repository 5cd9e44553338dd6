package client

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
)

func TestVeil(t *testing.T) {
	v := &veil{}
	if v.text("x") != "x" || v.error(nil) != nil {
		t.Error("an empty veil hides something")
	}
	v.add(" http://ann:pw@Host.example:9092/a b\"c, 127.0.0.1:1", "${env:X}")
	v.add("earliest", "${env:Y}")
	v.add("12345", "${env:Y}")
	v.add("Part", "${env:Z}")
	for text, want := range map[string]string{
		"lookup host.example: no such host":        "lookup ${env:X}: no such host",
		"HOST.EXAMPLE and a b\\\"c":                "${env:X} and a ${env:X}",
		`dial "http://ann:pw@Host.example:9092/a"`: `dial "${env:X}"`,
		"Partition Part of aPart, Part_1":          "Partition ${env:Z} of aPart, Part_1",
		"127.0.0.1:1 earliest 12345 x":             "${env:X} earliest 12345 x",
	} {
		if got := v.text(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	cause := &net.DNSError{Name: "host.example", Err: "no such host"}
	err := v.error(fmt.Errorf("broker: %w", cause))
	if !errors.As(err, new(*net.DNSError)) || err.Error() != "broker: lookup ${env:X}: no such host" {
		t.Error(err)
	}
	said := &bytes.Buffer{}
	log := slog.New(veiledLog{slog.NewTextHandler(said, nil), v})
	log.With("a", "host.example").WithGroup("g").Info("to host.example", "b", cause, "n", 1)
	if text := said.String(); strings.Contains(text, "host.example") || !strings.Contains(text, "g.n=1") || strings.Count(text, "${env:X}") != 3 {
		t.Error(text)
	}
}
