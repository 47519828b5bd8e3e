package web

import (
	"strings"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/pool"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/shell"
	"stint/internal/web/templates/account"
	"stint/internal/web/templates/desk"
	"stint/internal/web/templates/ui"
)

// home leads everybody to a first page of their own.
func (v *visit) home() error {
	to := shell.PathNext
	err := v.read(func(tx *sqldb.Tx) error {
		parts, err := shell.PartsOf(tx, v.who.Actor)
		to = shell.FirstPage(v.who.Actor, parts)
		return err
	})
	if err != nil {
		return err
	}
	return v.redirect(to)
}

func (v *visit) keyboard() error {
	return v.show(func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) { return account.Keyboard(f), nil })
}

func (v *visit) inbox() error {
	before := id.Notice(v.r.URL.Query().Get("before"))
	if before != "" && !id.Valid(string(before)) {
		return fault.Missing("page")
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := shell.InboxOf(tx, v.who, before)
		return desk.Inbox(f, m), err
	})
}

// readInbox marks notices as read, up to the one named.
func (v *visit) readInbox() error {
	if err := v.s.Notifier.MarkRead(v.r.Context(), v.who.Actor, id.Notice(v.value("to"))); err != nil {
		return err
	}
	return v.redirect(v.back("/inbox"))
}

// What a toast's Undo takes back: the word, a colon, and the id.
const (
	undoTick   = "tick"   // a tick: untick
	undoUntick = "untick" // an untick: tick
	undoLeave  = "leave"  // a skip or waiver: bring back
	undoHours  = "hours"  // hours logged: take back

	undoOpen      = "pool-open"  // an opening: leave
	undoLeavePool = "pool-leave" // a departure from the pool: return
	undoOffer     = "pool-offer" // a change of an offer: the offer before
)

func undoOf(what, object string) string { return what + ":" + object }

// undo takes back the last change, by making the opposite one: nothing is ever
// removed from the record.
func (v *visit) undo() error {
	what, object, _ := strings.Cut(v.value("undo"), ":")
	var err error
	text := "Taken back."
	mark := plan.Mark{Activity: id.Activity(object)}
	switch what {
	case undoTick:
		_, err = v.s.Plans.Untick(v.r.Context(), v.call(), mark)
	case undoUntick:
		_, err = v.s.Plans.Tick(v.r.Context(), v.call(), mark)
	case undoLeave:
		_, err = v.s.Plans.Restore(v.r.Context(), v.call(), mark)
	case undoHours:
		_, err = v.s.Hours.TakeBack(v.r.Context(), v.call(), id.Hours(object))
	case undoOpen:
		_, err = v.s.Pool.Leave(v.r.Context(), v.call(), pool.LeavePool{Opening: id.Opening(object)})
	case undoLeavePool:
		_, err = v.s.Pool.Return(v.r.Context(), v.call(), pool.Returning{Opening: id.Opening(object)})
	case undoOffer:
		err = v.takeBackOffer(object)
	default:
		err = fault.New(fault.Invalid, "There is nothing to take back here. Nothing has been changed.")
	}
	if err != nil {
		return err
	}
	return v.redirect(v.back("/"), view.Toast{Text: text})
}
