// Package web is the pages: server-rendered, complete without a script, better
// with one.
//
// A handler decodes a form, makes one service call, and redirects; or reads one
// snapshot through view and renders a template. It returns its error, and
// problem.go answers all of them. The list of pages with the action that each
// asks the policy about is routes.go.
package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/shell"
	"stint/internal/web/asset"
	"stint/internal/web/templates/ui"
)

// referenceHeader carries the reference that app gave the request.
const referenceHeader = "X-Request-Id"

// sessionCookie is the name of the cookie that holds a session's secret. With
// TLS it has the prefix that browsers tie to this host.
const sessionCookie = "stint-session"

// visit is one request by one person, with what came out of the credentials
// and the snapshot that a page reads.
type visit struct {
	s     *Server
	w     http.ResponseWriter
	r     *http.Request
	who   account.Principal
	form  ui.Form // what was typed, once a POST has been read
	toast []view.Toast
}

// handler answers one visit, or returns the error for problem.go.
type handler func(*visit) error

// serve is a route as a handler: it finds out who asks, and answers. It panics
// where the route names no action of the policy.
func (s *Server) serve(route Route) http.Handler {
	rule, known := access.RuleOf(route.Action)
	if !known || route.handle == nil {
		panic("web: " + route.Method + " " + route.Pattern + " has no action of the policy, or no handler")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{s: s, w: w, r: r}
		w.Header().Set("Cache-Control", "no-store")
		if err := v.enter(route.Action, rule); err != nil {
			s.problem(v, err)
			return
		}
		if err := route.handle(v); err != nil {
			s.problem(v, err)
		}
	})
}

// enter authenticates, asks the policy what can be asked before the object is
// known, and reads the form of a change.
func (v *visit) enter(action access.Action, rule access.Rule) error {
	// The form is read first: whoever's session ended while they wrote gets
	// back what they typed.
	if v.r.Method == http.MethodPost {
		if err := v.readForm(); err != nil {
			return err
		}
	}
	if secret := v.s.cookie(v.r); secret != "" {
		who, err := v.s.Accounts.Authenticate(v.r.Context(), secret)
		switch {
		case err == nil:
			v.who = who
		case !fault.Is(err, fault.Unauthenticated):
			return err
		}
	}
	// Whoever is nobody here meets the sign-in page for every address, so
	// that it does not tell which ones exist.
	if v.who.Actor.Anonymous() {
		if err := access.Check(v.who.Actor, action, nil, "page"); err != nil {
			return err
		}
	} else if onlyAdmin(rule) {
		if err := access.Check(v.who.Actor, action, nil, "page"); err != nil {
			return err
		}
	}
	return nil
}

// onlyAdmin reports whether the action needs no object to be decided.
func onlyAdmin(rule access.Rule) bool {
	for _, r := range slices.Concat(rule.Do, rule.See) {
		if r != access.Admin {
			return false
		}
	}
	return true
}

// maxFormMemory is what a form may keep in memory; larger files go to disk.
const maxFormMemory = 4 << 20

func (v *visit) readForm() error {
	var err error
	if strings.HasPrefix(v.r.Header.Get("Content-Type"), "multipart/") {
		err = v.r.ParseMultipartForm(maxFormMemory)
	} else {
		err = v.r.ParseForm()
	}
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "The form could not be read, or is larger than 12 MB. Nothing has been changed. Go back and try again.")
	}
	v.form = ui.Form{Values: v.r.PostForm}
	return nil
}

// call is the frame of the change that this visit asks for.
func (v *visit) call() call.Call {
	return call.Call{Actor: v.who.Actor, Key: v.r.PostForm.Get("key")}
}

// value returns what was typed into a field, without the space around it.
func (v *visit) value(name string) string { return strings.TrimSpace(v.r.PostForm.Get(name)) }

// read runs fn on one snapshot of the database.
func (v *visit) read(fn func(*sqldb.Tx) error) error { return v.s.DB.Read(v.r.Context(), fn) }

// pathID takes an id from the address. What does not have the form of an id
// cannot exist.
func pathID[T ~string](v *visit, noun string) (T, error) {
	s := v.r.PathValue("id")
	if !id.Valid(s) {
		return "", fault.Missing(noun)
	}
	return T(s), nil
}

// frame is what a page's shell needs, read in the page's own snapshot.
func (v *visit) frame(tx *sqldb.Tx) (ui.Frame, error) {
	viewer, err := shell.Read(tx, v.who, v.r.URL.Path)
	if err != nil {
		return ui.Frame{}, err
	}
	parts, err := shell.PartsOf(tx, v.who.Actor)
	if err != nil {
		return ui.Frame{}, err
	}
	viewer.Foot, err = v.s.Views.Foot(tx, v.who, parts.Own)
	return ui.Frame{Viewer: viewer, Toasts: append(v.takeToast(), v.toast...), Path: v.r.URL.RequestURI(), NewKey: v.newKey}, err
}

// bareFrame is for pages of people who are not signed in.
func (v *visit) bareFrame() ui.Frame {
	return ui.Frame{Viewer: view.Viewer{Now: v.s.Clock(), Zone: time.UTC}, Path: v.r.URL.RequestURI(), NewKey: v.newKey}
}

func (v *visit) newKey() string { return string(id.New[id.Event](v.s.IDs)) }

// page renders a whole page, or a part of one, with a status.
func (v *visit) page(status int, c templ.Component) error {
	return render(v.r.Context(), v.w, status, c)
}

// show reads a snapshot, makes a page of it and renders it. It is the shape of
// nearly every GET.
func (v *visit) show(build func(*sqldb.Tx, ui.Frame) (templ.Component, error)) error {
	return v.answer(http.StatusOK, build)
}

func (v *visit) answer(status int, build func(*sqldb.Tx, ui.Frame) (templ.Component, error)) error {
	var c templ.Component
	err := v.read(func(tx *sqldb.Tx) error {
		f, err := v.frame(tx)
		if err != nil {
			return err
		}
		c, err = build(tx, f)
		return err
	})
	if err != nil {
		return err
	}
	return v.page(status, c)
}

// again shows the page of a form once more where the error is about its
// fields, with what was typed; any other error goes on.
func (v *visit) again(err error, build func(*sqldb.Tx, ui.Frame) (templ.Component, error)) error {
	e := fault.Of(err)
	if e.Kind != fault.Invalid {
		return err
	}
	v.form.Message, v.form.Fields = e.Message, e.Fields
	return v.answer(http.StatusUnprocessableEntity, build)
}

// redirect leads on after a change (303), with a toast that the next page
// shows.
func (v *visit) redirect(to string, toast ...view.Toast) error {
	if len(toast) > 0 {
		v.leaveToast(toast[0])
	}
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// back leads to the page that the form named, if it is one of ours, or to the
// fallback.
func (v *visit) back(fallback string) string {
	if to := v.r.PostForm.Get("back"); ownPath(to) {
		return to
	}
	return fallback
}

// ownPath reports whether an address stays on this installation: one slash,
// no scheme, no host, no backslash that a browser would take for a slash, no
// control character.
func ownPath(to string) bool {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || len(to) > 2000 {
		return false
	}
	return !strings.ContainsFunc(to, func(c rune) bool { return c == '\\' || c < ' ' || c == 0x7f })
}

// partial reports whether htmx asks for a part of a page.
func (v *visit) partial() bool { return v.r.Header.Get("HX-Request") == "true" }

func render(ctx context.Context, w http.ResponseWriter, status int, c templ.Component) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	buf := templ.GetBuffer()
	defer templ.ReleaseBuffer(buf)
	if err := c.Render(ctx, buf); err != nil {
		return err
	}
	w.Header().Set("Content-Length", strconv.Itoa(buf.Len())) // in one piece, not in chunks
	w.WriteHeader(status)
	if _, err := w.Write(buf.Bytes()); err != nil {
		slog.Debug("web: the client left", "cause", err)
	}
	return nil
}

// clientKey is what limits on attempts count beside the account: the address
// that asks, or the one that a trusted proxy names.
func (s *Server) clientKey(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || !s.TrustedProxy.IsValid() || !s.TrustedProxy.Contains(addr.Unmap()) {
		return host
	}
	forwarded := r.Header.Values("X-Forwarded-For")
	if len(forwarded) == 0 {
		return host
	}
	// The last entry is the one that our own proxy wrote.
	list := strings.Split(forwarded[len(forwarded)-1], ",")
	return strings.TrimSpace(list[len(list)-1])
}

// cookie returns the session's secret, or nothing.
func (s *Server) cookie(r *http.Request) string {
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}

func (s *Server) cookieName() string {
	if s.HTTPS {
		return "__Host-" + sessionCookie
	}
	return sessionCookie
}

// setCookie leaves a session's secret with the browser, or takes it away where
// the secret is empty.
func (s *Server) setCookie(w http.ResponseWriter, secret string, expires time.Time) {
	c := &http.Cookie{Name: s.cookieName(), Value: secret, Path: "/", HttpOnly: true, Secure: s.HTTPS, SameSite: http.SameSiteLaxMode, Expires: expires}
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// Handler serves the pages and the static files.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, route := range s.Routes() {
		mux.Handle(route.Method+" "+route.Pattern, s.serve(route))
	}
	mux.Handle("GET "+asset.Prefix, asset.Handler())
	mux.Handle("/", s.serve(Route{Method: "*", Pattern: "/", Action: access.HomeFind, handle: func(*visit) error { return fault.Missing("page") }}))
	return mux
}
