package asset_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"stint/internal/web/asset"
)

func serve(t *testing.T, h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestOurOwnFiles(t *testing.T) {
	for name, contentType := range map[string]string{
		"app.css": "text/css; charset=utf-8", "tokens.css": "text/css; charset=utf-8",
		"stint.js": "text/javascript; charset=utf-8", "htmx.min.js": "text/javascript; charset=utf-8",
		"icons.svg": "image/svg+xml", "icon.svg": "image/svg+xml",
		"fonts/atkinson-next-latin.woff2": "font/woff2",
	} {
		w := serve(t, asset.Handler(), "GET", asset.Path(name))
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != contentType {
			t.Errorf("%s: %d %s", name, w.Code, w.Header().Get("Content-Type"))
		}
		if got := w.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s: Cache-Control %q", name, got)
		}
		if w := serve(t, asset.Handler(), "GET", asset.Prefix+name); w.Code != http.StatusNotFound {
			t.Errorf("%s under its plain name: %d, want 404", name, w.Code)
		}
	}
}

func TestStyleSheetsReferToHashedNames(t *testing.T) {
	css := serve(t, asset.Handler(), "GET", asset.Path("tokens.css")).Body.String()
	found := regexp.MustCompile(`url\("([^"]+)"\)`).FindAllStringSubmatch(css, -1)
	if len(found) != 3 {
		t.Fatalf("%d references in tokens.css, want 3", len(found))
	}
	for _, m := range found {
		if w := serve(t, asset.Handler(), "GET", m[1]); w.Code != http.StatusOK {
			t.Errorf("%s: %d", m[1], w.Code)
		}
	}
}

func TestCompression(t *testing.T) {
	p := asset.Path("app.css")
	plain := serve(t, asset.Handler(), "GET", p)
	for _, accept := range []string{"gzip", "br, gzip;q=0.5", "GZIP"} {
		w := serve(t, asset.Handler(), "GET", p, "Accept-Encoding", accept)
		if w.Header().Get("Content-Encoding") != "gzip" {
			t.Fatalf("%q is not answered compressed", accept)
		}
		if w.Header().Get("ETag") == plain.Header().Get("ETag") {
			t.Error("both encodings share one ETag")
		}
		zr, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(zr)
		if err != nil || string(content) != plain.Body.String() {
			t.Errorf("%q: the compressed file differs (%v)", accept, err)
		}
	}
	for _, accept := range []string{"", "br", "gzip;q=0", "gzip; q=0.0", "gzip;q=no"} {
		if w := serve(t, asset.Handler(), "GET", p, "Accept-Encoding", accept); w.Header().Get("Content-Encoding") != "" {
			t.Errorf("%q is answered compressed", accept)
		}
	}
	if plain.Header().Get("Vary") != "Accept-Encoding" {
		t.Error("caches are not told that the encoding varies")
	}
}

func TestConditionalAndOtherRequests(t *testing.T) {
	p := asset.Path("stint.js")
	tag := serve(t, asset.Handler(), "GET", p).Header().Get("ETag")
	if w := serve(t, asset.Handler(), "GET", p, "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("If-None-Match: %d with %d bytes", w.Code, w.Body.Len())
	}
	if w := serve(t, asset.Handler(), "HEAD", p); w.Code != http.StatusOK || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d with %d bytes", w.Code, w.Body.Len())
	}
	if w := serve(t, asset.Handler(), "POST", p); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
	for _, name := range []string{"", "static.go", "htmx-LICENSE.txt", "../asset.go", "fonts/"} {
		if w := serve(t, asset.Handler(), "GET", "/static/"+name); w.Code != http.StatusNotFound {
			t.Errorf("%q: %d, want 404", name, w.Code)
		}
	}
}

func TestNameFollowsContent(t *testing.T) {
	set := func(font string) *asset.Set {
		s, err := asset.New(fstest.MapFS{
			"a.css":     {Data: []byte(`@font-face { src: url("f/x.woff2") }`)},
			"f/x.woff2": {Data: []byte(font)},
		})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	one, same, other := set("one"), set("one"), set("other")
	if one.Path("a.css") != same.Path("a.css") {
		t.Error("equal content, different names")
	}
	if one.Path("a.css") == other.Path("a.css") {
		t.Error("a changed font leaves the name of its style sheet")
	}
}

func TestRefused(t *testing.T) {
	for name, fsys := range map[string]fstest.MapFS{
		"unknown type":      {"a.exe": {Data: []byte("x")}},
		"missing reference": {"a.css": {Data: []byte(`url("gone.woff2")`)}},
	} {
		if _, err := asset.New(fsys); err == nil || !strings.Contains(err.Error(), "a.") {
			t.Errorf("%s: %v", name, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("an unknown name does not panic")
		}
	}()
	asset.Path("unknown.css")
}
