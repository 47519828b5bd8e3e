// Package asset serves the project's static files under names that hold a hash
// of their content, so that a browser keeps each of them for ever and asks
// again only when it has changed.
package asset

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"stint/internal/web/static"
)

// Prefix is the path below which files are served.
const Prefix = "/static/"

// embedded is the set of our own files, made on first use.
var embedded = sync.OnceValue(func() *Set {
	set, err := New(static.Files)
	if err != nil {
		panic("asset: the embedded files are broken: " + err.Error())
	}
	return set
})

// Path returns the URL path of one of our own files, such as
// "/static/app.3f9a61c0e7d2.css" for "app.css". It panics where there is no
// such file: the name is written in a template, and a test renders them all.
func Path(name string) string { return embedded().Path(name) }

// Handler serves our own files. It wants to be mounted at Prefix.
func Handler() http.Handler { return embedded() }

// Set is a number of files under their hashed names. It never changes.
type Set struct {
	paths map[string]string // by plain name
	files map[string]*file  // by hashed name
}

type file struct {
	contentType string
	hash        string
	plain       []byte
	gzipped     []byte // nil where compression gains nothing
}

// types are what we serve; a file of another type is refused at start, so that
// no browser has to guess.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// New reads every file of fsys. A style sheet's url() of another file in it is
// rewritten to that file's hashed name, so style sheets come last and must not
// import one another.
func New(fsys fs.FS) (*Set, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(names, func(a, b string) int { return styleLast(a) - styleLast(b) })
	s := &Set{paths: map[string]string{}, files: map[string]*file{}}
	for _, name := range names {
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if err := s.add(name, content); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return s, nil
}

func styleLast(name string) int {
	if path.Ext(name) == ".css" {
		return 1
	}
	return 0
}

func (s *Set) add(name string, content []byte) error {
	ext := path.Ext(name)
	contentType, ok := types[ext]
	if !ok {
		return fmt.Errorf("no content type for %q", ext)
	}
	if ext == ".css" {
		var err error
		if content, err = s.rewrite(path.Dir(name), content); err != nil {
			return err
		}
	}
	sum := sha256.Sum256(content)
	f := &file{contentType: contentType, hash: base64.RawURLEncoding.EncodeToString(sum[:9]), plain: content}
	if ext != ".woff2" {
		f.gzipped = squeeze(content)
	}
	hashed := strings.TrimSuffix(name, ext) + "." + f.hash + ext
	s.files[hashed] = f
	s.paths[name] = Prefix + hashed
	return nil
}

var reference = regexp.MustCompile(`url\("([^"]+)"\)`)

// rewrite turns the references of a style sheet in dir to hashed names.
func (s *Set) rewrite(dir string, css []byte) ([]byte, error) {
	var missing error
	out := reference.ReplaceAllFunc(css, func(match []byte) []byte {
		name := path.Join(dir, string(reference.FindSubmatch(match)[1]))
		hashed, ok := s.paths[name]
		if !ok {
			missing = fmt.Errorf("refers to %s, which is not there", name)
			return match
		}
		return fmt.Appendf(nil, "url(%q)", hashed)
	})
	return out, missing
}

func squeeze(content []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := w.Write(content); err != nil || w.Close() != nil || b.Len() >= len(content) {
		return nil
	}
	return b.Bytes()
}

// Path returns the URL path of a file by its plain name.
func (s *Set) Path(name string) string {
	p, ok := s.paths[name]
	if !ok {
		panic("asset: no file " + strconv.Quote(name))
	}
	return p
}

// ServeHTTP answers GET and HEAD for hashed names. Every other name is not
// found, the plain ones too: a page that asks for one has a defect.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := s.files[strings.TrimPrefix(r.URL.Path, Prefix)]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "This is a file, it can only be read.", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", strconv.Quote(f.hash))
	if f.gzipped == nil {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.plain))
		return
	}
	h.Set("Vary", "Accept-Encoding")
	if !acceptsGzip(r.Header.Get("Accept-Encoding")) {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.plain))
		return
	}
	h.Set("Content-Encoding", "gzip")
	h.Set("ETag", strconv.Quote(f.hash+"-gz"))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.gzipped))
}

// acceptsGzip reads an Accept-Encoding header (RFC 9110, 12.5.3): gzip must be
// named and not be refused by a weight of zero.
func acceptsGzip(header string) bool {
	for coding := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(coding, ";")
		if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
			continue
		}
		value, found := strings.CutPrefix(strings.TrimSpace(weight), "q=")
		if !found {
			return true
		}
		q, err := strconv.ParseFloat(value, 64)
		return err == nil && q > 0
	}
	return false
}
