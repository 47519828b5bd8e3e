package visit_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/web/visit"
)

// ask has a site of nobody answer one request through a handler.
func ask(t *testing.T, site *visit.Site, r *http.Request, handle func(*visit.Visit)) {
	t.Helper()
	asked := false
	site.Handler(access.Public, func(v *visit.Visit) error {
		asked = true
		handle(v)
		return nil
	}).ServeHTTP(httptest.NewRecorder(), r)
	if !asked {
		t.Fatal("nobody was let in")
	}
}

// A form leads back to pages of this installation only, and before the address
// does.
func TestBackStaysHere(t *testing.T) {
	for name, c := range map[string]struct{ form, query, want string }{
		"the form's":         {"/week?week=5#act-1", "/marks", "/week?week=5#act-1"},
		"the address's":      {"", "/week", "/week"},
		"none":               {"", "", "/home"},
		"another site":       {"https://elsewhere.example/", "", "/home"},
		"a host behind //":   {"//elsewhere.example/", "", "/home"},
		"a backslash":        {`/\elsewhere.example`, "", "/home"},
		"a line break":       {"/week\r\nX: y", "", "/home"},
		"too long":           {"/" + strings.Repeat("a", 2000), "", "/home"},
		"not ours, but ours": {"elsewhere", "/week", "/week"},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPost, "/x?back="+url.QueryEscape(c.query), strings.NewReader(url.Values{"back": {c.form}}.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			ask(t, &visit.Site{}, r, func(v *visit.Visit) {
				if got := v.Back("/home"); got != c.want {
					t.Errorf("it leads to %q, want %q", got, c.want)
				}
			})
		})
	}
}

// Only the proxy that is trusted says whose attempts count.
func TestWhoseAttemptsCount(t *testing.T) {
	trusted := netip.MustParsePrefix("10.0.0.0/8")
	for name, c := range map[string]struct {
		proxy        netip.Prefix
		remote, says string
		want         string
	}{
		"nobody is trusted":   {netip.Prefix{}, "10.1.2.3:4", "203.0.113.9", "10.1.2.3"},
		"the proxy":           {trusted, "10.1.2.3:4", "203.0.113.9", "203.0.113.9"},
		"what it added":       {trusted, "10.1.2.3:4", "198.51.100.1, 203.0.113.9", "203.0.113.9"},
		"it says nothing":     {trusted, "10.1.2.3:4", "", "10.1.2.3"},
		"somebody pretending": {trusted, "192.0.2.7:4", "203.0.113.9", "192.0.2.7"},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/x", nil)
			r.RemoteAddr = c.remote
			if c.says != "" {
				r.Header.Set("X-Forwarded-For", c.says)
			}
			ask(t, &visit.Site{TrustedProxy: c.proxy}, r, func(v *visit.Visit) {
				if got := v.Client(); got != c.want {
					t.Errorf("%s counts, want %s", got, c.want)
				}
			})
		})
	}
}

// The number of a version counts from 1, of a program that the address names.
func TestAVersionInTheAddress(t *testing.T) {
	const of = "01a0331a-f5c0-7077-9ee4-7b5c320a05da"
	for name, c := range map[string]struct {
		program, number string
		want            int
		missing         string // what is said not to be there
	}{
		"a version":      {of, "3", 3, ""},
		"no program":     {"csm", "3", 0, "program"},
		"none":           {of, "", 0, "version of the program"},
		"the zeroth":     {of, "0", 0, "version of the program"},
		"below":          {of, "-1", 0, "version of the program"},
		"no number":      {of, "latest", 0, "version of the program"},
		"out of numbers": {of, "99999999999999999999", 0, "version of the program"},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.SetPathValue("id", c.program)
			r.SetPathValue("number", c.number)
			ask(t, &visit.Site{}, r, func(v *visit.Visit) {
				program, number, err := visit.PathVersion(v)
				if c.missing != "" {
					if err == nil || err.Error() != fault.Missing(c.missing).Error() {
						t.Errorf("it answers %v", err)
					}
				} else if err != nil || string(program) != of || number != c.want {
					t.Errorf("it reads %s@%d, %v", program, number, err)
				}
			})
		})
	}
}

// What cannot be read is told at the file that was chosen, with what it seems to
// be; the field is told where its own text is at fault.
func TestWhatCannotBeReadIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		file        []byte // nil where none was chosen
		typed       string
		field, says string
	}{
		"nothing":            {nil, "", "text", "Choose a file or paste its text."},
		"an empty file":      {[]byte{}, "", "file", "The file is empty. Choose another one."},
		"text and no file":   {[]byte{}, "# Page", "", ""},
		"too large":          {[]byte(strings.Repeat("a", 1<<20+1)), "", "file", "This is larger than 1 MiB, which is the most that can be read."},
		"too much typed":     {nil, strings.Repeat("a", 1<<20+1), "text", "This is larger than 1 MiB, which is the most that can be read."},
		"a picture":          {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), "", "file", "This is a picture, and no text. Choose a file with text."},
		"a recording":        {[]byte("ID3\x04\x00\xff\xfb"), "", "file", "This is no text. Choose a file with text."},
		"a text processor's": {[]byte("PK\x03\x04\x14\xff\xfe"), "", "file", "This is a document or an archive, and no plain text. Save its text by itself, as UTF-8, and bring that."},
		"a PDF":              {[]byte("%PDF-1.7\n%\xe2\xe3"), "", "file", "This is a document or an archive, and no plain text. Save its text by itself, as UTF-8, and bring that."},
		"UTF-16":             {[]byte("\xff\xfe#\x00"), "", "file", "This is UTF-16. Save the file as UTF-8 and try again."},
		"Latin-1":            {[]byte("# Page\n\nCaf\xe9\n"), "", "file", "Line 3 is not UTF-8. Save the file as UTF-8 and try again."},
		"Latin-1, typed":     {nil, "Caf\xe9", "text", "Line 1 is not UTF-8. Save the file as UTF-8 and try again."},
		"a replacement":      {[]byte("Caf\uFFFD"), "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var body bytes.Buffer
			form := multipart.NewWriter(&body)
			if err := form.WriteField("text", c.typed); err != nil {
				t.Fatal(err)
			}
			if c.file != nil {
				part, err := form.CreateFormFile("file", "page.md")
				if err != nil {
					t.Fatal(err)
				}
				if _, err := part.Write(c.file); err != nil {
					t.Fatal(err)
				}
			}
			if err := form.Close(); err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(http.MethodPost, "/x", &body)
			r.Header.Set("Content-Type", form.FormDataContentType())
			ask(t, &visit.Site{}, r, func(v *visit.Visit) {
				_, _, err := v.HandedOver("file", "text", 1<<20)
				var got []fault.Field
				if err != nil {
					got = fault.Of(err).Fields
				}
				if c.says == "" && err != nil || c.says != "" && (len(got) != 1 || got[0].Name != c.field || got[0].Message != c.says) {
					t.Errorf("it says %v at %v", err, got)
				}
			})
		})
	}
}
