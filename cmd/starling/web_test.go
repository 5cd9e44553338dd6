package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"runtime"
	"strings"
	"testing"
)

// TestWebAtThePrompt: the page is there as long as the prompt is, whether a flag or a script asked
// for it, and shows the tables.
func TestWebAtThePrompt(t *testing.T) {
	for _, flag := range []string{"--web=:0", ""} {
		typed, out, errs, ended := promptWith(flag)
		io.WriteString(typed, "squares = empty_table(7).update('X = i * i')\nsquares.show_in_browser()\n")
		at := out.await(t, `(http://127\.0\.0\.1:\d+/\?token=[0-9a-f]{48})#/table/squares`)
		if flag != "" && errs.await(t, `(?m)^web: (http://\S+)$`) != at {
			t.Errorf("%s tells of another page than %s", at, errs)
		}
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		browser := &http.Client{Jar: jar}
		get := func(url string) (int, string) {
			a, err := browser.Get(url)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Body.Close()
			b, err := io.ReadAll(a.Body)
			if err != nil {
				t.Fatal(err)
			}
			return a.StatusCode, string(b)
		}
		page, _, _ := strings.Cut(at, "?")
		if code, _ := get(page + "tables"); code != http.StatusUnauthorized {
			t.Errorf("without the token: %d", code)
		}
		if code, body := get(at); code != http.StatusOK || !strings.Contains(body, "/app.js") {
			t.Errorf("%d %s", code, body)
		}
		if code, body := get(page + "tables/squares?lo=5"); code != http.StatusOK || body != "[\n{\"X\":25},\n{\"X\":36}\n]\n" {
			t.Errorf("%d %s", code, body)
		}
		typed.Close()
		if code := <-ended; code != exitOK {
			t.Errorf("status %d: %s", code, errs)
		}
		if _, err := browser.Get(page); err == nil {
			t.Error("somebody listens after the end")
		}
		b := make([]byte, 4<<20)
		if strings.Contains(string(b[:runtime.Stack(b, true)]), "serve/web.(*") {
			t.Error("the server goes on after the end")
		}
	}
}
