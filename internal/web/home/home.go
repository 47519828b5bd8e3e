package home

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

// First leads everybody to a first page of their own.
func (h *Handlers) First(v *visit.Visit) error {
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

// Keyboard is what the keys do.
func (h *Handlers) Keyboard(v *visit.Visit) error {
	return v.Show(func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) { return account.Keyboard(f), nil })
}

// Inbox is what the reader was told.
func (h *Handlers) Inbox(v *visit.Visit) error {
	before := id.Notice(v.Query().Get("before"))
	if before != "" && !id.Valid(string(before)) {
		return fault.Missing("page")
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := shell.InboxOf(tx, v.Who, before)
		return desk.Inbox(f, m), err
	})
}

// ReadInbox marks notices as read, up to the one named.
func (h *Handlers) ReadInbox(v *visit.Visit) error {
	if err := h.Notifier.MarkRead(v.Context(), v.Who.Actor, id.Notice(v.Value("to"))); err != nil {
		return err
	}
	return v.Redirect(v.Back("/inbox"))
}
