package pool

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/pool"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/mentors"
	page "stint/internal/web/templates/mentors"
	"stint/internal/web/templates/ui"
	"stint/internal/web/undo"
	"stint/internal/web/visit"
)

// Own is what the reader offers, program by program.
func (h *Handlers) Own(v *visit.Visit) error { return v.Show(ownPoolPage(v)) }

func ownPoolPage(v *visit.Visit) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := mentors.OwnPool(tx, v.Who)
		return page.Own(f, m, v.Form), err
	}
}

// OfProgram is the pool of a program, for its coordinators.
func (h *Handlers) OfProgram(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := mentors.PoolOf(tx, v.Who, of)
		return page.Pool(f, m), err
	})
}

// poolPath is the page to which changes of the pool lead back.
const poolPath = "/pool"

// offered reads an offer as it was typed.
func offered(v *visit.Visit) pool.Offer {
	split := func(c rune) bool { return c == ',' || c == ';' || c == '\n' }
	return pool.Offer{
		Capacity: v.Number("capacity"), Style: v.Value("style"), Topics: strings.FieldsFunc(v.Value("topics"), split),
		Languages: strings.FieldsFunc(v.Value("languages"), split), Until: v.Value("until"),
	}
}

// Open opens the reader to mentoring in a program.
func (h *Handlers) Open(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	o, err := h.Pool.Open(v.Context(), v.Call(), pool.EnterPool{Program: of, Offer: offered(v)})
	if err != nil {
		return v.Again(err, ownPoolPage(v))
	}
	return v.Redirect(poolPath, view.Toast{Text: "You are open to mentoring. Interns can find you now.", Undo: undo.Of(undo.Open, string(o.ID))})
}

// Change changes what the reader offers.
func (h *Handlers) Change(v *visit.Visit) error {
	of, err := visit.PathID[id.Opening](v, "opening")
	if err != nil {
		return err
	}
	seen, err := time.Parse(time.RFC3339Nano, v.Value("seen"))
	if err != nil {
		seen = time.Time{} // without it nothing is compared
	}
	before, err := offerBefore(v, of)
	if err != nil {
		return err
	}
	if _, err := h.Pool.Change(v.Context(), v.Call(), pool.ChangeOffer{Opening: of, Seen: seen, Offer: offered(v)}); err != nil {
		return v.Again(err, ownPoolPage(v))
	}
	return v.Redirect(poolPath, view.Toast{Text: "Saved.", Undo: before})
}

// Leave takes the reader out of the pool.
func (h *Handlers) Leave(v *visit.Visit) error {
	of, err := visit.PathID[id.Opening](v, "opening")
	if err != nil {
		return err
	}
	if _, err := h.Pool.Leave(v.Context(), v.Call(), pool.LeavePool{Opening: of}); err != nil {
		return err
	}
	return v.Redirect(poolPath, view.Toast{Text: "You left the pool. What you promised and what runs goes on.", Undo: undo.Of(undo.LeavePool, string(of))})
}

// Return brings the reader back into the pool.
func (h *Handlers) Return(v *visit.Visit) error {
	of, err := visit.PathID[id.Opening](v, "opening")
	if err != nil {
		return err
	}
	if _, err := h.Pool.Return(v.Context(), v.Call(), pool.Returning{Opening: of}); err != nil {
		return err
	}
	return v.Redirect(poolPath, view.Toast{Text: "You are open to mentoring again.", Undo: undo.Of(undo.Open, string(of))})
}

// offerBefore is what an opening offers now, for the undo of its change.
func offerBefore(v *visit.Visit, of id.Opening) (taking string, err error) {
	err = v.Read(func(tx *sqldb.Tx) error {
		o, err := pool.FindOpening(tx, v.Who.Actor, of)
		if err != nil {
			return err
		}
		taking, err = undo.OfOffer(of, pool.OfferOf(o))
		return err
	})
	return taking, err
}
