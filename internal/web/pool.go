package web

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/pool"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/mentors"
	page "stint/internal/web/templates/mentors"
	"stint/internal/web/templates/ui"
)

// ownPool is what the reader offers, program by program.
func (v *visit) ownPool() error { return v.show(v.ownPoolPage) }

func (v *visit) ownPoolPage(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
	m, err := mentors.OwnPool(tx, v.who)
	return page.Own(f, m, v.form), err
}

// programPool is the pool of a program, for its coordinators.
func (v *visit) programPool() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := mentors.PoolOf(tx, v.who, of)
		return page.Pool(f, m), err
	})
}

// poolPath is the page to which changes of the pool lead back.
const poolPath = "/pool"

// offered reads an offer as it was typed.
func (v *visit) offered() pool.Offer {
	split := func(c rune) bool { return c == ',' || c == ';' || c == '\n' }
	return pool.Offer{
		Capacity: v.number("capacity"), Style: v.value("style"), Topics: strings.FieldsFunc(v.value("topics"), split),
		Languages: strings.FieldsFunc(v.value("languages"), split), Until: v.value("until"),
	}
}

func (v *visit) openPool() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	o, err := v.s.Pool.Open(v.r.Context(), v.call(), pool.EnterPool{Program: of, Offer: v.offered()})
	if err != nil {
		return v.again(err, v.ownPoolPage)
	}
	return v.redirect(poolPath, view.Toast{Text: "You are open to mentoring. Interns can find you now.", Undo: undoOf(undoOpen, string(o.ID))})
}

func (v *visit) changeOpening() error {
	of, err := pathID[id.Opening](v, "opening")
	if err != nil {
		return err
	}
	seen, err := time.Parse(time.RFC3339Nano, v.value("seen"))
	if err != nil {
		seen = time.Time{} // without it nothing is compared
	}
	before, err := v.offerBefore(of)
	if err != nil {
		return err
	}
	if _, err := v.s.Pool.Change(v.r.Context(), v.call(), pool.ChangeOffer{Opening: of, Seen: seen, Offer: v.offered()}); err != nil {
		return v.again(err, v.ownPoolPage)
	}
	toast := view.Toast{Text: "Saved."}
	if len(before) <= maxOfferBefore {
		toast.Undo = undoOf(undoOffer, string(of)+before)
	}
	return v.redirect(poolPath, toast)
}

func (v *visit) leavePool() error {
	of, err := pathID[id.Opening](v, "opening")
	if err != nil {
		return err
	}
	if _, err := v.s.Pool.Leave(v.r.Context(), v.call(), pool.LeavePool{Opening: of}); err != nil {
		return err
	}
	return v.redirect(poolPath, view.Toast{Text: "You left the pool. What you promised and what runs goes on.", Undo: undoOf(undoLeavePool, string(of))})
}

func (v *visit) returnToPool() error {
	of, err := pathID[id.Opening](v, "opening")
	if err != nil {
		return err
	}
	if _, err := v.s.Pool.Return(v.r.Context(), v.call(), pool.Returning{Opening: of}); err != nil {
		return err
	}
	return v.redirect(poolPath, view.Toast{Text: "You are open to mentoring again.", Undo: undoOf(undoOpen, string(of))})
}

// maxOfferBefore is how much of an offer fits into a toast, in bytes; a longer
// one is not offered to be taken back.
const maxOfferBefore = 700

// offerBefore is what an opening offers now, for the undo of its change: a dot
// and the offer; it is a change of its own, checked like every other.
func (v *visit) offerBefore(of id.Opening) (packed string, err error) {
	err = v.read(func(tx *sqldb.Tx) error {
		o, err := pool.FindOpening(tx, v.who.Actor, of)
		if err != nil {
			return err
		}
		text, err := json.Marshal(pool.OfferOf(o))
		packed = "." + base64.RawURLEncoding.EncodeToString(text)
		return err
	})
	return packed, err
}

// takeBackOffer brings back what an opening offered before.
func (v *visit) takeBackOffer(packed string) error {
	of, text, _ := strings.Cut(packed, ".")
	in := pool.ChangeOffer{Opening: id.Opening(of)}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &in.Offer) != nil || !id.Valid(of) {
		return fault.New(fault.Invalid, "There is nothing to take back here. Nothing has been changed.")
	}
	_, err = v.s.Pool.Change(v.r.Context(), v.call(), in)
	return err
}
