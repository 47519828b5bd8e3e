package web

import (
	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/view/shell"
	"stint/internal/web/templates/account"
	"stint/internal/web/templates/desk"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// home leads everybody to a first page of their own.
func (h *Server) home(v *visit.Visit) error {
	to := shell.PathNext
	err := v.Read(func(tx *sqldb.Tx) error {
		parts, err := shell.PartsOf(tx, v.Who.Actor)
		to = shell.FirstPage(v.Who.Actor, parts)
		return err
	})
	if err != nil {
		return err
	}
	return v.Redirect(to)
}

func (h *Server) keyboard(v *visit.Visit) error {
	return v.Show(func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) { return account.Keyboard(f), nil })
}

func (h *Server) inbox(v *visit.Visit) error {
	before := id.Notice(v.Query().Get("before"))
	if before != "" && !id.Valid(string(before)) {
		return fault.Missing("page")
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := shell.InboxOf(tx, v.Who, before)
		return desk.Inbox(f, m), err
	})
}

// readInbox marks notices as read, up to the one named.
func (h *Server) readInbox(v *visit.Visit) error {
	if err := h.Notifier.MarkRead(v.Context(), v.Who.Actor, id.Notice(v.Value("to"))); err != nil {
		return err
	}
	return v.Redirect(v.Back("/inbox"))
}
