package visit

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/shell"
	"stint/internal/web/templates/ui"
)

// Page makes a page of one snapshot, inside the frame that every page has.
type Page = func(*sqldb.Tx, ui.Frame) (templ.Component, error)

// Frame is what a page's shell needs, read in the page's own snapshot.
func (v *Visit) Frame(tx *sqldb.Tx) (ui.Frame, error) {
	viewer, err := shell.Read(tx, v.Who, v.Request.URL.Path)
	if err != nil {
		return ui.Frame{}, err
	}
	parts, err := shell.PartsOf(tx, v.Who.Actor)
	if err != nil {
		return ui.Frame{}, err
	}
	viewer.Foot, err = v.site.Views.Foot(tx, v.Who, parts.Own)
	return ui.Frame{Viewer: viewer, Toasts: append(v.takeToast(), v.toasts...), Path: v.Request.URL.RequestURI(), NewKey: v.NewKey}, err
}

// BareFrame is for pages of people who are not signed in.
func (v *Visit) BareFrame() ui.Frame {
	return ui.Frame{Viewer: view.Viewer{Now: v.Now(), Zone: time.UTC}, Path: v.Request.URL.RequestURI(), NewKey: v.NewKey}
}

// Render answers with a whole page, or a part of one, and a status.
func (v *Visit) Render(status int, c templ.Component) error {
	return render(v.Context(), v.Writer, status, c)
}

// Show reads a snapshot, makes a page of it and renders it. It is the shape of
// nearly every GET.
func (v *Visit) Show(page Page) error { return v.Answer(http.StatusOK, page) }

// Answer is Show with a status of its own.
func (v *Visit) Answer(status int, page Page) error {
	var c templ.Component
	err := v.Read(func(tx *sqldb.Tx) error {
		f, err := v.Frame(tx)
		if err != nil {
			return err
		}
		c, err = page(tx, f)
		return err
	})
	if err != nil {
		return err
	}
	return v.Render(status, c)
}

// Again shows the page of a form once more where the error is about its
// fields, with what was typed; any other error goes on.
func (v *Visit) Again(err error, page Page) error {
	if !v.Mind(err) {
		return err
	}
	return v.Answer(http.StatusUnprocessableEntity, page)
}

// Mind gives the form the messages of an error about its fields, and reports
// whether the error is one.
func (v *Visit) Mind(err error) bool {
	if !fault.Is(err, fault.Invalid) {
		return false
	}
	e := fault.Of(err)
	v.Form.Message, v.Form.Fields = e.Message, e.Fields
	return true
}

// Redirect leads on after a change (303), with a toast that the next page
// shows.
func (v *Visit) Redirect(to string, toast ...view.Toast) error {
	if len(toast) > 0 {
		v.leaveToast(toast[0])
	}
	http.Redirect(v.Writer, v.Request, to, http.StatusSeeOther)
	return nil
}

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
