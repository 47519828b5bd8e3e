// Package shell reads what stands around every page: who the reader is, where
// they can go, what is new; and decides on which page they land.
package shell

import (
	"fmt"
	"slices"
	"stint/internal/view"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/notify"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// The first pages, one for each kind of person.
const (
	PathWeek      = "/week"
	PathMentoring = "/mentoring"
	PathTeam      = "/team"
	PathOverview  = "/overview"
	PathPeople    = "/people"
	PathState     = "/installation"
	PathMeetings  = "/meetings"
	PathPrograms  = "/programs"
	PathNext      = "/next"
	PathRequests  = "/requests"
)

// Parts is what somebody has to do with internships at all: it decides their
// navigation and their first page.
type Parts struct {
	Own         id.Internship // of their own that have not ended one that runs, else one that is agreed, else the newest; empty where none
	OwnState    string
	Mentoring   int // internships that they mentor and that have not ended
	Managing    int // internships of their team, on either side
	Owed        int // sign-offs that wait for them, also as delegates
	Delegated   int // places that they may fill for managers who are away
	Coordinates int // programs
	Unread      int // notices
	Asked       int // requests and questions about mentors that were ever sent to them
	Waiting     int // of those, that wait for their answer
}

// PartsOf counts what the actor has to do with, in one query.
func PartsOf(tx *sqldb.Tx, a access.Actor) (Parts, error) {
	type parts struct{ of id.Person }
	return sqldb.Once(tx, parts{a.Person}, func() (Parts, error) { return countParts(tx, a) })
}

func countParts(tx *sqldb.Tx, a access.Actor) (Parts, error) {
	var p Parts
	type line struct {
		what, object string
		n            int
	}
	unread, args := notify.UnreadOf(tx, a)
	asked, sent := matching.SentOf(a)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.what, &l.n, &l.object) }, `
		SELECT p.role, count(*), max(CASE WHEN i.state IN ('active', 'paused') THEN '2 ' WHEN i.state = 'agreed' THEN '1 ' ELSE '0 ' END || i.id || ' ' || i.state) FROM party p JOIN internship i ON i.id = p.internship_id
		WHERE p.person_id = ? AND p.until_at IS NULL AND i.state NOT IN ('completed', 'ended') GROUP BY p.role
		UNION ALL
		SELECT 'owed', count(*), '' FROM party p JOIN internship i ON i.id = p.internship_id
		WHERE p.person_id = ? AND p.until_at IS NULL AND i.state IN ('proposed', 'active', 'paused') AND i.revision > i.in_force
			AND NOT EXISTS (SELECT 1 FROM sign_off s WHERE s.internship_id = i.id AND s.revision = i.revision AND s.role = p.role)
		UNION ALL
		SELECT 'delegated', count(*), '' `+access.Delegated+`
		UNION ALL
		SELECT 'coordinator', count(*), '' FROM program_coordinator WHERE person_id = ?
		UNION ALL
		SELECT 'unread', count(*), '' `+unread+`
		UNION ALL
		SELECT w.waits, count(*), '' `+asked+` GROUP BY w.waits`,
		slices.Concat([]any{a.Person, a.Person, a.Person, tx.Now(), tx.Now(), a.Person}, args, sent)...)
	for _, l := range lines {
		switch l.what {
		case string(access.Intern):
			_, object, _ := strings.Cut(l.object, " ")
			own, state, _ := strings.Cut(object, " ")
			p.Own, p.OwnState = id.Internship(own), state
		case string(access.Mentor):
			p.Mentoring = l.n
		case string(access.InternManager), string(access.MentorManager):
			p.Managing += l.n
		case "owed":
			p.Owed += l.n
		case "delegated":
			p.Delegated = l.n
			p.Owed += l.n
		case "coordinator":
			p.Coordinates = l.n
		case "unread":
			p.Unread = l.n
		case matching.SentWaiting:
			p.Waiting, p.Asked = l.n, p.Asked+l.n
		case matching.SentAnswered:
			p.Asked += l.n
		}
	}
	return p, err
}

// FirstPage is where somebody lands: their own work first, then what others
// wait for, then what they look after.
func FirstPage(a access.Actor, p Parts) string {
	switch {
	case p.Own != "" && (p.OwnState == "active" || p.OwnState == "paused" || p.OwnState == "agreed"):
		return PathWeek
	case p.Mentoring > 0:
		return PathMentoring
	case p.Managing > 0 || p.Delegated > 0:
		return PathTeam
	case p.Waiting > 0:
		return PathRequests
	case p.Coordinates > 0:
		return PathOverview
	case a.Admin:
		return PathPeople
	case p.Own != "" && p.OwnState == "exploring":
		return "/internships/" + string(p.Own) + "/requests"
	case p.Own != "":
		return "/internships/" + string(p.Own)
	}
	return PathNext
}

// Read reads what stands around every page. The path is the page's own.
func Read(tx *sqldb.Tx, who account.Principal, path string) (view.Viewer, error) {
	parts, err := PartsOf(tx, who.Actor)
	if err != nil {
		return view.Viewer{}, err
	}
	inbox, err := inboxOf(tx, who.Actor, parts.Unread)
	if err != nil {
		return view.Viewer{}, err
	}
	zone, err := worktime.LoadLocation(who.Person.Zone)
	if err != nil {
		zone = time.UTC // that this machine no longer knows a zone locks nobody out
	}
	nav := navigation(who.Actor, parts, path)
	if err := markPart(tx, who.Actor, parts, path, nav); err != nil {
		return view.Viewer{}, err
	}
	return view.Viewer{
		Person:   view.PersonRef{ID: who.Person.ID, Name: who.Person.FirstName(), You: true},
		Theme:    view.Theme(who.Person.Theme),
		Zone:     zone,
		Now:      tx.Now(),
		KeysOff:  !who.Person.Shortcuts,
		Nav:      nav,
		Inbox:    inbox,
		SignedIn: true,
	}, nil
}

// inboxOf reads the newest notices for the bell.
func inboxOf(tx *sqldb.Tx, a access.Actor, unread int) (*view.Inbox, error) {
	notices, err := notify.Inbox(tx, a, "", 5)
	if err != nil {
		return nil, err
	}
	in := &view.Inbox{Unread: unread}
	for _, n := range notices {
		in.Items = append(in.Items, inboxItem(n))
	}
	return in, nil
}

func inboxItem(n notify.Notice) view.InboxItem {
	return view.InboxItem{ID: n.ID, Icon: inboxIcon(n.Name), Text: n.Sentence(), Href: n.Path(), At: n.At, Unread: !n.Read}
}

func inboxIcon(event string) string {
	switch thing, _, _ := strings.Cut(event, "."); thing {
	case "reply", "answer":
		return "message-square-reply"
	case "meeting":
		return "messages-square"
	case "activity":
		return "square-check"
	case "sign-off", "approval", "stand-in", "delegation":
		return "signature"
	case "sign-in-link":
		return "key-round"
	case "request", "guidance":
		return "handshake"
	case "open-call":
		return "megaphone"
	}
	return "route"
}

// navigation lists what works for this person, and nothing else.
func navigation(a access.Actor, p Parts, path string) []view.NavItem {
	var items []view.NavItem
	add := func(icon, label, href, letter string, count int) {
		item := view.NavItem{Icon: icon, Label: label, Href: href, Go: letter, Current: current(path, href), Wide: len(items) >= 5}
		if count > 0 {
			item.Count = fmt.Sprint(count)
		}
		items = append(items, item)
	}
	if p.Own != "" {
		if p.OwnState == "active" || p.OwnState == "paused" || p.OwnState == "agreed" {
			add("calendar-check", "My week", PathWeek, "w", 0)
		}
		if p.OwnState == "exploring" {
			add("search", "Mentor search", "/internships/"+string(p.Own)+"/requests", "i", 0)
		} else {
			add("route", "Internship", "/internships/"+string(p.Own), "i", 0)
		}
	}
	if p.Mentoring > 0 {
		add("users", "Mentoring", PathMentoring, "t", 0)
	}
	if p.Asked > 0 {
		add("handshake", "Requests", PathRequests, "q", p.Waiting)
	}
	if p.Own != "" || p.Mentoring > 0 {
		add("messages-square", "1:1s", PathMeetings, "m", 0)
	}
	if p.Managing > 0 || p.Delegated > 0 {
		add("signature", "Team", PathTeam, "s", p.Owed)
	}
	if p.Coordinates > 0 {
		add("layout-dashboard", "Overview", PathOverview, "o", 0)
	}
	add("file-text", "Programs", PathPrograms, "p", 0)
	if a.Admin {
		add("users", "People", PathPeople, "e", 0)
		add("monitor", "Installation", PathState, "n", 0)
	}
	if p.Own == "" {
		add("handshake", "Start here", PathNext, "h", 0)
	}
	return items
}

// ZoneOf loads a zone that was checked when it was stored; UTC stands in for
// one that this machine's database of zones no longer knows.
func ZoneOf(name string) *time.Location {
	zone, err := worktime.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// InboxOf is a page of the inbox, older than the given notice where one is
// named.
func InboxOf(tx *sqldb.Tx, who account.Principal, before id.Notice) (view.InboxPage, error) {
	const perPage = 50
	notices, err := notify.Inbox(tx, who.Actor, before, perPage+1)
	var page view.InboxPage
	for i, n := range notices {
		if i == perPage {
			page.Pager.NextHref = "/inbox?before=" + string(notices[i-1].ID)
			break
		}
		page.Items = append(page.Items, inboxItem(n))
	}
	page.Pager.Shown = len(page.Items)
	if before != "" {
		page.Pager.PreviousHref = "/inbox"
	}
	return page, err
}
