package meeting

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// AddTopic is a topic to be.
type AddTopic struct {
	Meeting id.Meeting `json:"meeting"`
	Title   string     `json:"title"`   // at most 500 bytes
	Minutes int        `json:"minutes"` // 1 to MaxItemMinutes
	Blocker bool       `json:"blocker"` // it is in the way of the intern's work
}

func (in AddTopic) kind() ItemKind {
	if in.Blocker {
		return KindBlocker
	}
	return KindTopic
}

// Placed is an agenda item after a change.
type Placed struct {
	Internship id.Internship `json:"internship"`
	Meeting    id.Meeting    `json:"meeting"`
	Item       id.AgendaItem `json:"item"`
	State      ItemState     `json:"state"`
	Version    int           `json:"version"`
	// Back is the meeting on which the item comes back; empty for none.
	Back id.Meeting `json:"back,omitempty"`
}

func (i Item) result() Placed {
	p := Placed{Internship: i.Internship, Meeting: i.Meeting, Item: i.ID, State: i.State, Version: i.Version}
	if i.To != nil {
		p.Back = i.To.Meeting
	}
	return p
}

// checkMinutes tells at the field where an item is too short or too long.
func checkMinutes(fields *fault.Fields, minutes int) {
	if minutes < 1 || minutes > MaxItemMinutes {
		fields.Add("minutes", "A topic takes from 1 to %d minutes.", MaxItemMinutes)
	}
}

// AddTopic puts a topic on the agenda of a meeting that is not over. Intern and
// mentor may.
func (s *Service) AddTopic(ctx context.Context, c call.Call, in AddTopic) (Placed, error) {
	return call.Do(ctx, s.db, c, "agenda-item.add", in, func(tx *sqldb.Tx) (Placed, error) {
		var fields fault.Fields
		title := cleanTitle(&fields, "title", in.Title)
		checkMinutes(&fields, in.Minutes)
		m, err := lockFor(tx, c.Actor, access.AgendaWrite, in.Meeting)
		if err != nil {
			return Placed{}, err
		}
		if err := fields.Err(); err != nil {
			return Placed{}, err
		}
		if m.State != Planned {
			return Placed{}, fault.New(fault.Conflict, "This meeting is over. Put the topic on the next one; your text is still in the form.").WithCode("held")
		}
		is := Item{
			ID: id.New[id.AgendaItem](s.ids), Internship: m.Internship, Meeting: m.ID, Kind: in.kind(), Title: title, Minutes: in.Minutes,
			State: Open, AddedBy: c.Actor.Person, Version: 1,
		}
		if err := insertItem(tx, is, ""); err != nil {
			return Placed{}, err
		}
		return is.result(), s.appendItem(tx, c.Actor, is, "agenda-item.added")
	})
}

func (s *Service) appendItem(tx *sqldb.Tx, by access.Actor, i Item, name string) error {
	return s.append(tx, by, Meeting{Internship: i.Internship}, name, string(i.ID), audit.Facts{
		"meeting": string(i.Meeting), "kind": string(i.Kind), "minutes": audit.Number(i.Minutes),
	})
}

// itemFor returns an item and its meeting, both as they are under the lock, for
// an actor who may change agendas.
func itemFor(tx *sqldb.Tx, a access.Actor, item id.AgendaItem) (Item, Meeting, error) {
	i, err := findItem(tx, item)
	if err != nil {
		return i, Meeting{}, err
	}
	m, err := lockFor(tx, a, access.AgendaWrite, i.Meeting)
	if fault.Is(err, fault.NotFound) {
		err = fault.Missing("agenda item")
	}
	if err != nil {
		return i, m, err
	}
	i, err = findItem(tx, item)
	return i, m, err
}

// SetMinutes is another estimate for an item.
type SetMinutes struct {
	Item    id.AgendaItem `json:"item"`
	Minutes int           `json:"minutes"` // 1 to MaxItemMinutes
	Version int           `json:"version"` // of the item, as the writer saw it
}

// SetMinutes changes how long an open item may take. Intern and mentor may. An
// item that somebody changed meanwhile is a Conflict.
func (s *Service) SetMinutes(ctx context.Context, c call.Call, in SetMinutes) (Placed, error) {
	return call.Do(ctx, s.db, c, "agenda-item.time", in, func(tx *sqldb.Tx) (Placed, error) {
		i, _, err := itemFor(tx, c.Actor, in.Item)
		if err != nil {
			return Placed{}, err
		}
		var fields fault.Fields
		checkMinutes(&fields, in.Minutes)
		if err := fields.Err(); err != nil {
			return Placed{}, err
		}
		switch {
		case i.State == Open && i.Minutes == in.Minutes:
			return i.result(), nil
		case i.Version != in.Version:
			return Placed{}, fault.New(fault.Conflict, quicker)
		case i.State != Open:
			return Placed{}, fault.New(fault.Conflict, "Only an open topic takes time. Reopen it first. Nothing has been changed.").WithCode("not-open")
		}
		if err := tx.Guard(quicker, "UPDATE agenda_item SET minutes = ?, version = version + 1 WHERE id = ? AND state = 'open' AND version = ?", in.Minutes, i.ID, i.Version); err != nil {
			return Placed{}, err
		}
		i.Minutes, i.Version = in.Minutes, i.Version+1
		return i.result(), s.appendItem(tx, c.Actor, i, "agenda-item.timed")
	})
}

// Settle is what became of an item.
type Settle struct {
	Item    id.AgendaItem `json:"item"`
	State   ItemState     `json:"state"`   // discussed, parked or open
	Version int           `json:"version"` // of the item, as the writer saw it
}

// Settle marks an item as discussed, parks it to the next meeting, or reopens
// it. Intern and mentor may, also after the meeting. A parked item comes back
// by itself as an item of the next agenda; where no meeting is ahead, parking is
// a Conflict. Reopening takes it back from there; after the meeting, a discussed
// one comes back on the next agenda. An item that somebody changed meanwhile is
// a Conflict, unless it stands as asked for already. The source follows in the
// same transaction.
func (s *Service) Settle(ctx context.Context, c call.Call, in Settle) (Placed, error) {
	return call.Do(ctx, s.db, c, "agenda-item.settle", in, func(tx *sqldb.Tx) (Placed, error) {
		i, m, err := itemFor(tx, c.Actor, in.Item)
		if err != nil {
			return Placed{}, err
		}
		if in.State != i.State && in.Version != i.Version {
			return Placed{}, fault.New(fault.Conflict, quicker).WithCode("changed-meanwhile")
		}
		to, err := i.settle(in.State, m.State)
		if err != nil || to.state == i.State {
			return i.result(), err
		}
		if err := s.carryOut(tx, c.Actor, &i, m, to); err != nil {
			return Placed{}, err
		}
		i.State, i.Version, i.StateAt, i.StateBy = to.state, i.Version+1, tx.Now(), c.Actor.Person
		if err := s.appendItem(tx, c.Actor, i, settledEvents[in.State]); err != nil || i.Source == "" {
			return i.result(), err
		}
		told := i
		told.State = in.State // to the source, reopened is open, also on the next agenda
		return i.result(), s.hooks.Settled(tx, told)
	})
}

var settledEvents = map[ItemState]string{Discussed: "agenda-item.discussed", Parked: "agenda-item.parked", Open: "agenda-item.reopened"}

// carryOut writes a settlement: the item's state, and what becomes of the item
// as which it comes back. It sets i.To.
func (s *Service) carryOut(tx *sqldb.Tx, by access.Actor, i *Item, m Meeting, to settlement) error {
	if to.back == unmake {
		// Before the item itself: a source is open on one agenda at a time.
		if err := tx.Guard(quicker, "UPDATE agenda_item SET state = 'withdrawn', state_at = ?, state_by = ?, version = version + 1 WHERE id = ? AND state = 'open'",
			tx.Now(), sqldb.Null(by.Person), i.To.Item); err != nil {
			return err
		}
		i.To = nil
	} else if i.Source != "" && to.state != Discussed && i.State != Open {
		open, err := ofSource(tx, i.Internship, i.Kind, i.Source, "a.state = 'open'")
		if err != nil {
			return err
		}
		if len(open) > 0 {
			return fault.New(fault.Conflict, "This stands on another agenda already. Nothing has been changed.").WithCode("on-agenda")
		}
	}
	if err := setState(tx, *i, to.state, by.Person); err != nil || to.back != remake {
		return err
	}
	coming, err := ahead(tx, i.Internship, tx.Now(), maxAhead)
	if err != nil {
		return err
	}
	next, ok := nextAfter(coming, m)
	if !ok {
		return fault.New(fault.Conflict, "There is no later meeting to which this could go. Discuss it in this one. Nothing has been changed.").WithCode("no-meeting")
	}
	back, err := comeBack(tx, s.ids, *i, next)
	i.To = &Placement{Item: back.ID, Meeting: next.ID, Date: next.Date, Starts: next.Starts, State: Open}
	return err
}

// maxAhead is more than the meetings of any internship.
const maxAhead = 1000
