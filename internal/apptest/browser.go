package apptest

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/sqldb"
)

// Browser is a client with cookies, as somebody or as nobody. It follows
// redirects, and sends what browsers send with a form of the same site.
type Browser struct {
	env    *Env
	t      testing.TB
	client http.Client
	header http.Header
}

// Nobody is a browser in which nobody is signed in.
func (e *Env) Nobody(t testing.TB) *Browser {
	t.Helper()
	b := &Browser{env: e, t: t, client: *e.server.Client(), header: http.Header{}}
	b.client.Jar = &jar{now: e.Clock.Now}
	return b
}

// As is a browser in which somebody has signed in with a link.
func (e *Env) As(t testing.TB, email string) *Browser {
	t.Helper()
	b := e.Nobody(t)
	page := b.Post("/sign-in/sessions", url.Values{"secret": {e.Link(t, email)}})
	if len(page.Trail) == 0 {
		t.Fatalf("%s cannot sign in: %d\n%s", email, page.Status, page.Excerpt())
	}
	return b
}

// Link is the secret of a fresh sign-in link of somebody.
func (e *Env) Link(t testing.TB, email string) string {
	t.Helper()
	who := e.Person(t, email)
	var secret account.Secret
	err := e.DB.Write(t.Context(), func(tx *sqldb.Tx) (err error) {
		secret, err = e.Accounts.MintLink(tx, who.ID, account.PurposeSignIn, "", account.LinkTTL)
		return err
	})
	if err != nil {
		t.Fatalf("a link for %s: %v", email, err)
	}
	return secret.Reveal()
}

// Token is a fresh API token of somebody.
func (e *Env) Token(t testing.TB, email string, scope access.Scope) string {
	t.Helper()
	made, err := e.Accounts.MakeToken(t.Context(), call.By(e.Actor(t, email)), account.NewToken{Name: "Test", Scope: scope, Days: 30})
	if err != nil {
		t.Fatalf("a token for %s: %v", email, err)
	}
	return made.Secret.Reveal()
}

// With is the same browser, with the same cookies, that sends one more header:
// With("HX-Request", "true") asks like htmx.
func (b *Browser) With(name, value string) *Browser {
	other := *b
	other.header = maps.Clone(b.header)
	other.header.Set(name, value)
	return &other
}

// Get opens a page: a path with its query, or the address of a link on one.
func (b *Browser) Get(path string) *Page {
	b.t.Helper()
	return b.do(http.MethodGet, path, nil)
}

// Post sends a form to a path, without the page that it stands on.
func (b *Browser) Post(path string, values url.Values) *Page {
	b.t.Helper()
	return b.do(http.MethodPost, path, values)
}

// Submit fills in the first form of a page that a selector matches, and sends
// it as it stands but for the values given. A value for the name of a button
// presses it.
func (b *Browser) Submit(p *Page, selector string, values map[string]string) *Page {
	b.t.Helper()
	return b.Send(p.Form(selector), values)
}

// Send is Submit for a form at hand.
func (b *Browser) Send(f *Form, values map[string]string) *Page {
	b.t.Helper()
	filled := maps.Clone(f.Values)
	for name, v := range values {
		filled.Set(name, v)
	}
	if f.Method == http.MethodPost {
		return b.do(http.MethodPost, f.Action.String(), filled)
	}
	to := *f.Action
	to.RawQuery = filled.Encode()
	return b.do(http.MethodGet, to.String(), nil)
}

func (b *Browser) do(method, path string, values url.Values) *Page {
	b.t.Helper()
	base, err := url.Parse(b.env.URL + "/")
	if err != nil {
		b.t.Fatal(err)
	}
	to, err := base.Parse(path)
	if err != nil {
		b.t.Fatalf("the address %q: %v", path, err)
	}
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(values.Encode())
	}
	// The page may outlive a subtest in which it was asked for.
	r, err := http.NewRequestWithContext(context.WithoutCancel(b.t.Context()), method, to.String(), body)
	if err != nil {
		b.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Origin", b.env.URL)
	}
	maps.Copy(r.Header, b.header)
	var trail []string
	client := b.client
	client.CheckRedirect = func(_ *http.Request, via []*http.Request) error {
		trail = append(trail, via[len(via)-1].URL.RequestURI())
		if len(via) > 10 {
			return http.ErrUseLastResponse
		}
		return nil
	}
	answer, err := client.Do(r)
	if err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	return newPage(b.t, answer, string(text), trail)
}
