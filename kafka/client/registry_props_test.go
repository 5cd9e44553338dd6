package client

import (
	"net/url"
	"testing"
)

func TestOrigin(t *testing.T) {
	for a, b := range map[string]string{"http://H:80/x": "http://h", "https://h:443": "https://h/?y", "HTTP://h:8081": "http://h:8081/"} {
		if originOf(t, a) != originOf(t, b) {
			t.Errorf("%s and %s differ", a, b)
		}
	}
	for a, b := range map[string]string{"http://h": "https://h", "http://h:80": "https://h:80", "http://h:1": "http://h:2", "http://h.x": "http://h", "https://a@h": "https://h:8443"} {
		if originOf(t, a) == originOf(t, b) {
			t.Errorf("%s and %s are the same", a, b)
		}
	}
}

func originOf(t *testing.T, text string) string {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return Origin(u)
}
