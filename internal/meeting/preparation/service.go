package preparation

import (
	"context"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/meeting"
	"stint/internal/sqldb"
)

// Service changes checklists and wants.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
}

// New returns the service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail) *Service {
	return &Service{db: db, ids: ids, trail: trail}
}

func (s *Service) append(tx *sqldb.Tx, by access.Actor, x id.Internship, name string, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: string(x), Name: name, Object: string(x), Facts: facts})
	return err
}

// hold keeps an internship as it is for the rest of the transaction, for an
// actor who may do something to what is prepared for it.
func hold(tx *sqldb.Tx, by access.Actor, action access.Action, of id.Internship) (access.Roles, error) {
	if _, err := tx.Exec("UPDATE internship SET state = state WHERE id = ?", of); err != nil {
		return nil, err
	}
	roles, err := access.Require(tx, by, action, of)
	if err != nil {
		return nil, err
	}
	x, err := internship.Find(tx, by, of)
	if err == nil && x.State.Over() {
		err = fault.New(fault.Conflict, "This internship is %s, so nothing is prepared for it any more. Nothing has been changed.", x.State)
	}
	return roles, err
}

// Tick is an item that was done, or was not after all.
type Tick struct {
	Internship id.Internship `json:"internship"`
	Item       Item          `json:"item"` // channels or calls
	Done       bool          `json:"done"`
}

// Tick ticks or unticks an item, for its owner. What stands so already is left
// as it is. An item that is done by itself, or by a link, is a Conflict.
func (s *Service) Tick(ctx context.Context, c call.Call, in Tick) ([]Line, error) {
	return call.Do(ctx, s.db, c, "preparation.tick", in, func(tx *sqldb.Tx) ([]Line, error) {
		roles, err := hold(tx, c.Actor, access.PreparationTick, in.Internship)
		if err != nil {
			return nil, err
		}
		k, known := kindOf(in.Item)
		switch {
		case !known:
			return nil, fault.At("item", "There is no such item. Choose channels or calls.")
		case !k.ticked:
			return nil, fault.New(fault.Conflict, "This is not ticked by hand: it is done by itself, or by what is written or linked. Nothing has been changed.")
		case !c.Actor.IsSystem() && !roles.Has(k.owner):
			return nil, fault.New(fault.Forbidden, "This is for %s to tick. Nothing has been changed.", k.owner.Words())
		}
		was, err := rowOf(tx, in.Internship, in.Item)
		if err != nil || was.doneAt.IsZero() != in.Done {
			return s.after(tx, c.Actor, in.Internship, err)
		}
		is, name := was, "preparation.ticked"
		is.doneAt, is.doneBy = tx.Now(), c.Actor.Person
		if !in.Done {
			is.doneAt, is.doneBy, name = time.Time{}, "", "preparation.unticked"
		}
		if err := put(tx, in.Internship, in.Item, was, is); err != nil {
			return nil, err
		}
		return s.after(tx, c.Actor, in.Internship, s.append(tx, c.Actor, in.Internship, name, audit.Facts{"item": string(in.Item)}))
	})
}

// after is the checklist as a change leaves it.
func (s *Service) after(tx *sqldb.Tx, by access.Actor, of id.Internship, err error) ([]Line, error) {
	if err != nil {
		return nil, err
	}
	return Checklist(tx, by, of)
}

func rowOf(tx *sqldb.Tx, of id.Internship, i Item) (row, error) {
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (r row, err error) {
		return r, s.Scan(&r.doneAt, sqldb.Maybe(&r.doneBy), &r.link, &r.linkedAt, &r.version)
	}, "SELECT done_at, done_by, link, linked_at, version FROM preparation WHERE internship_id = ? AND item = ?", of, i)
	if err != nil || len(found) == 0 {
		return row{}, err
	}
	return found[0], nil
}

// Link is where something is kept elsewhere.
type Link struct {
	Internship id.Internship `json:"internship"`
	Item       Item          `json:"item"`    // notes or issue
	Link       string        `json:"link"`    // http or https, at most 2,000 bytes; empty takes it away
	Version    int           `json:"version"` // of the line, as the writer saw it
}

// Link says where the notes document or the tracking issue is, for intern and
// mentor. A line that somebody changed meanwhile is a Conflict, unless it says
// the same.
func (s *Service) Link(ctx context.Context, c call.Call, in Link) ([]Line, error) {
	return call.Do(ctx, s.db, c, "preparation.link", in, func(tx *sqldb.Tx) ([]Line, error) {
		if _, err := hold(tx, c.Actor, access.PreparationTick, in.Internship); err != nil {
			return nil, err
		}
		k, _ := kindOf(in.Item)
		var fields fault.Fields
		if !k.linked {
			fields.Add("item", "Only the notes document and the tracking issue take a link: notes or issue.")
		}
		link := cleanLink(&fields, "link", in.Link)
		if err := fields.Err(); err != nil {
			return nil, err
		}
		was, err := rowOf(tx, in.Internship, in.Item)
		if err != nil || was.link == link {
			return s.after(tx, c.Actor, in.Internship, err)
		}
		if was.version != in.Version {
			return nil, fault.New(fault.Conflict, quicker).WithCode("changed-meanwhile")
		}
		is := was
		is.link, is.linkedAt, is.doneBy = link, tx.Now(), c.Actor.Person
		name := "preparation.linked"
		if link == "" {
			is.linkedAt, is.doneBy, name = time.Time{}, "", "preparation.unlinked"
		}
		if err := put(tx, in.Internship, in.Item, was, is); err != nil {
			return nil, err
		}
		return s.after(tx, c.Actor, in.Internship, s.append(tx, c.Actor, in.Internship, name, audit.Facts{"item": string(in.Item)}))
	})
}

// cleanLink reads an absolute address of the web, or nothing.
func cleanLink(fields *fault.Fields, field, text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	switch {
	case len(text) > terms.MaxLink:
		fields.Add(field, "This link is longer than %d bytes.", terms.MaxLink)
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || !utf8.ValidString(text) ||
		strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }):
		fields.Add(field, "A link starts with https:// or http://, such as https://example.com/notes.")
	case u.User != nil:
		fields.Add(field, "A link with a name or password in it would be shown to others. Leave that out.")
	}
	return text
}

// SaveDraft is a draft of what one wants.
type SaveDraft struct {
	Internship id.Internship `json:"internship"`
	Body       string        `json:"body"`    // Markdown, at most 64 KiB; empty empties it
	Version    int           `json:"version"` // that the writing began from; 0 where there was none
}

// SaveDraft saves a draft of the actor's own, for intern and mentor. Saving is
// no event. A draft that was changed since the version that the writing began
// from is a Conflict with the code "draft-changed"; the same text once more is
// not.
func (s *Service) SaveDraft(ctx context.Context, c call.Call, in SaveDraft) (Draft, error) {
	return call.Do(ctx, s.db, c, "want.save-draft", in, func(tx *sqldb.Tx) (Draft, error) {
		if _, err := hold(tx, c.Actor, access.WantWrite, in.Internship); err != nil {
			return Draft{}, err
		}
		var fields fault.Fields
		body := terms.CleanText(&fields, "body", in.Body, meeting.MaxNote)
		if err := fields.Err(); err != nil {
			return Draft{}, err
		}
		was, err := draftOf(tx, in.Internship, c.Actor.Person)
		if err != nil || was.Body == body && was.Version > 0 {
			return was, err
		}
		if was.Version != in.Version {
			return Draft{}, fault.New(fault.Conflict, "You saved another text in another window. Nothing has been overwritten, and your text is still in the form. Compare the two, then save again.").WithCode("draft-changed")
		}
		_, err = tx.Exec(`
			INSERT INTO want_draft (internship_id, author_id, body, saved_at, version) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (internship_id, author_id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at, version = excluded.version`,
			in.Internship, c.Actor.Person, body, tx.Now(), was.Version+1)
		return Draft{Body: body, Version: was.Version + 1, SavedAt: tx.Now()}, err
	})
}

// Share is what one wants, for the other to read.
type Share struct {
	Internship id.Internship `json:"internship"`
	Body       string        `json:"body"` // Markdown, at most 64 KiB
}

// Shared is what sharing has made.
type Shared struct {
	Internship id.Internship `json:"internship"`
	Version    int           `json:"version"`
	Meeting    id.Meeting    `json:"meeting"` // on whose agenda it is
}

// Share makes a version of what the actor wants, for intern and mentor, puts it
// on the agenda of the kick-off or else of the next 1:1, and empties the draft.
// What is the newest version already makes no other. Before there is any
// meeting, that is before all four have signed, it is a Conflict with the code
// "no-meeting".
func (s *Service) Share(ctx context.Context, c call.Call, in Share) (Shared, error) {
	return call.Do(ctx, s.db, c, "want.share", in, func(tx *sqldb.Tx) (Shared, error) {
		roles, err := hold(tx, c.Actor, access.WantWrite, in.Internship)
		if err != nil {
			return Shared{}, err
		}
		var fields fault.Fields
		body := terms.CleanText(&fields, "body", in.Body, meeting.MaxNote)
		if body == "" && len(fields) == 0 {
			fields.Add("body", "Write what you want from it first.")
		}
		if err := fields.Err(); err != nil {
			return Shared{}, err
		}
		role := access.Mentor
		if roles.Has(access.Intern) {
			role = access.Intern
		}
		return s.share(tx, c.Actor, role, in.Internship, body)
	})
}

func (s *Service) share(tx *sqldb.Tx, by access.Actor, role access.Role, of id.Internship, body string) (Shared, error) {
	item, err := meeting.Add(tx, s.ids, meeting.NewItem{
		Internship: of, Kind: meeting.KindWants, Source: string(by.Person), Title: titles[role], Minutes: 5, AddedBy: by.Person,
	})
	if fault.Is(err, fault.Conflict) {
		return Shared{}, fault.New(fault.Conflict, "It goes on the agenda of the kick-off, which is made when all four have signed. Nothing has been shared. Save it as a draft until then.").WithCode("no-meeting")
	}
	if err != nil {
		return Shared{}, err
	}
	mine, err := sqldb.List(tx, func(s sqldb.Scanner) (v Want, err error) { return v, s.Scan(&v.Version, &v.Body) },
		"SELECT version, body FROM want WHERE internship_id = ? AND author_id = ? ORDER BY version DESC LIMIT 1", of, by.Person)
	if err != nil {
		return Shared{}, err
	}
	if _, err := tx.Exec("UPDATE want_draft SET body = '', saved_at = ?, version = version + 1 WHERE internship_id = ? AND author_id = ?", tx.Now(), of, by.Person); err != nil {
		return Shared{}, err
	}
	done := Shared{Internship: of, Version: 1, Meeting: item.Meeting}
	if len(mine) > 0 {
		if done.Version = mine[0].Version; mine[0].Body == body {
			return done, nil
		}
		done.Version++
	}
	if _, err := tx.Exec("INSERT INTO want (internship_id, author_id, version, role, body, at) VALUES (?, ?, ?, ?, ?, ?)",
		of, by.Person, done.Version, role, body, tx.Now()); err != nil {
		return Shared{}, err
	}
	return done, s.append(tx, by, of, "want.shared", audit.Facts{"role": string(role), "version": audit.Number(done.Version), "meeting": string(item.Meeting)})
}

// titles are what stands on the agenda.
var titles = map[access.Role]string{
	access.Intern: "What the intern wants from it", access.Mentor: "What the mentor wants from it",
}
