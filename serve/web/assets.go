package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed page/dist
var dist embed.FS

// assets is the files of the page by their paths.
type assets map[string]asset

// asset is a file of the page.
type asset struct {
	bytes      []byte
	kind, etag string
}

// kinds is the types of files by their ends, whatever the system takes these for.
var kinds = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
}

// pageAssets is what is embedded; index.html is / too.
func pageAssets() assets {
	const root = "page/dist"
	all := assets{}
	err := fs.WalkDir(dist, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := dist.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(b)
		all[strings.TrimPrefix(name, root)] = asset{b, kinds[path.Ext(name)], `"` + hex.EncodeToString(sum[:16]) + `"`}
		return nil
	})
	if err != nil {
		panic(err) // of what is in the binary
	}
	all["/"] = all["/index.html"]
	return all
}

// ServeHTTP answers with a file, which the browser keeps and asks about.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", f.etag)
	if r.Header.Get("If-None-Match") == f.etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Write(f.bytes) //nolint:errcheck // who asked is gone
}
