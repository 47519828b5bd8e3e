// Package undo is what a toast's Undo takes back: the last change, by the
// opposite one. Nothing is ever removed from the record.
package undo

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/pool"
	"stint/internal/program/mark"
	"stint/internal/view"
	"stint/internal/web/visit"
)

// Change is a kind of change that can be taken back.
type Change string

// The changes that can be taken back, and what does it.
const (
	Tick   Change = "tick"   // untick
	Untick Change = "untick" // tick
	Leave  Change = "leave"  // a skip or waiver: bring back
	Hours  Change = "hours"  // hours logged: take back
	Mark   Change = "mark"   // a mark on an item: withdraw

	Open      Change = "pool-open"  // an opening: leave
	LeavePool Change = "pool-leave" // a departure from the pool: return
	offer     Change = "pool-offer" // a change of an offer: the offer before
)

// Of is what a toast carries for its Undo: the word, a colon, and the id.
func Of(what Change, object string) string { return string(what) + ":" + object }

// maxOffer is how much of an offer fits into a toast, in bytes; a longer one is
// not offered to be taken back.
const maxOffer = 700

// OfOffer is what a toast carries after a change of an offer: what was offered
// before, behind a dot. Taking it back is a change of its own, checked like
// every other. It is empty where the offer is too long for a toast.
func OfOffer(of id.Opening, before pool.Offer) (string, error) {
	text, err := json.Marshal(before)
	packed := "." + base64.RawURLEncoding.EncodeToString(text)
	if err != nil || len(packed) > maxOffer {
		return "", err
	}
	return Of(offer, string(of)+packed), nil
}

// Handlers take changes back.
type Handlers struct {
	Plans *plan.Service
	Hours *hours.Service
	Pool  *pool.Service
	Marks *mark.Service
}

// TakeBack takes back the last change, by making the opposite one.
func (h *Handlers) TakeBack(v *visit.Visit) error {
	what, object, _ := strings.Cut(v.Value("undo"), ":")
	var err error
	tick := plan.Mark{Activity: id.Activity(object)}
	switch Change(what) {
	case Tick:
		_, err = h.Plans.Untick(v.Context(), v.Call(), tick)
	case Untick:
		_, err = h.Plans.Tick(v.Context(), v.Call(), tick)
	case Leave:
		_, err = h.Plans.Restore(v.Context(), v.Call(), tick)
	case Hours:
		_, err = h.Hours.TakeBack(v.Context(), v.Call(), id.Hours(object))
	case Mark:
		_, err = h.Marks.Withdraw(v.Context(), v.Call(), id.Mark(object))
	case Open:
		_, err = h.Pool.Leave(v.Context(), v.Call(), pool.LeavePool{Opening: id.Opening(object)})
	case LeavePool:
		_, err = h.Pool.Return(v.Context(), v.Call(), pool.Returning{Opening: id.Opening(object)})
	case offer:
		err = h.takeBackOffer(v, object)
	default:
		err = nothing()
	}
	if err != nil {
		return err
	}
	return v.Redirect(v.Back("/"), view.Toast{Text: "Taken back."})
}

// takeBackOffer brings back what an opening offered before.
func (h *Handlers) takeBackOffer(v *visit.Visit, packed string) error {
	of, text, _ := strings.Cut(packed, ".")
	in := pool.ChangeOffer{Opening: id.Opening(of)}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &in.Offer) != nil || !id.Valid(of) {
		return nothing()
	}
	_, err = h.Pool.Change(v.Context(), v.Call(), in)
	return err
}

func nothing() error {
	return fault.New(fault.Invalid, "There is nothing to take back here. Nothing has been changed.")
}
