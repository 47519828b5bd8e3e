// Package notify tells people what happened that concerns them.
//
// A change appends its audit event and enqueues one job with the event's id.
// The job fans out: who is concerned is a table (rules.go), by role. Each gets
// one line in their inbox and, where a mail server is known, one mail, which
// is another job. When a mail is delivered it is checked again whether its
// reader may still see the thing; if not, it is dropped. Notices and mails hold
// ids and the names of people, never what somebody wrote in private.
package notify

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/sqldb"
)

// The kinds of jobs that this package handles.
const (
	KindFan  = "notify.fan"  // payload: fanOut
	KindMail = "notify.mail" // payload: delivery
)

type fanOut struct {
	Event id.Event `json:"event"`
}

type delivery struct {
	Notice id.Notice `json:"notice"`
}

// Mailer sends one mail; integration/mail does. It returns an error where the
// server did not take it, and the job is tried again.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// Mail is one message in plain text.
type Mail struct {
	ID      string // makes the Message-ID: a repeated delivery carries the same
	To      string // address
	Name    string // of the reader
	Subject string
	Text    string
}

// Notifier fans events out and delivers mails.
type Notifier struct {
	db      *sqldb.DB
	ids     *id.Source
	queue   *job.Queue
	mailer  Mailer // nil where no mail server is known
	baseURL string // such as https://stint.example.com, without a slash at the end
	enclose Enclose
}

// Enclose writes what a mail says beside its sentence, in the transaction of
// its delivery: nothing, or paragraphs that end with an empty line. What it
// makes for the reader, such as the secret of a link, is made then and is in
// that mail alone.
type Enclose func(tx *sqldb.Tx, to id.Person, n Notice) (string, error)

// Enclosing returns the notifier with a function that adds to its mails.
func (n *Notifier) Enclosing(enclose Enclose) *Notifier {
	other := *n
	other.enclose = enclose
	return &other
}

// New returns a notifier. Links in mails start with baseURL, never with what a
// request claimed as its host.
func New(db *sqldb.DB, ids *id.Source, queue *job.Queue, mailer Mailer, baseURL string) *Notifier {
	return &Notifier{db: db, ids: ids, queue: queue, mailer: mailer, baseURL: baseURL}
}

// Happened enqueues the fan-out of an event, if anybody is concerned by events
// of its name. It is the audit trail's after function, in its transaction.
func Happened(queue *job.Queue) func(*sqldb.Tx, audit.Event) error {
	return func(tx *sqldb.Tx, e audit.Event) error {
		if _, concerns := rules[e.Name]; !concerns {
			return nil
		}
		return queue.Enqueue(tx, job.New{Kind: KindFan, Payload: fanOut{e.ID}, Unique: KindFan + ":" + string(e.ID)})
	}
}

// Fan is the handler of KindFan. Run twice it has its effect once: a person
// has at most one notice of an event.
func (n *Notifier) Fan(ctx context.Context, j job.Job) error {
	var in fanOut
	if err := json.Unmarshal(j.Payload, &in); err != nil {
		return err
	}
	return n.db.Write(ctx, func(tx *sqldb.Tx) error {
		e, err := audit.Find(tx, in.Event)
		if err != nil {
			return err
		}
		readers, err := concerned(tx, e)
		if err != nil {
			return err
		}
		for _, person := range readers {
			if err := n.note(tx, e, person); err != nil {
				return err
			}
		}
		return nil
	})
}

func (n *Notifier) note(tx *sqldb.Tx, e audit.Event, person id.Person) error {
	notice := id.New[id.Notice](n.ids)
	made, err := tx.Exec(`
		INSERT INTO notice (id, person_id, event_id, name, internship_id, object, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (person_id, event_id) DO NOTHING`,
		notice, person, e.ID, e.Name, e.Internship(), e.Object, sqldb.Null(e.Actor), e.At)
	if err != nil || made == 0 || n.mailer == nil || !rules[e.Name].mail {
		return err
	}
	return n.queue.Enqueue(tx, job.New{Kind: KindMail, Payload: delivery{notice}, Unique: KindMail + ":" + string(notice)})
}

// concerned returns the people a rule names for an event, without the one who
// did it and without those who left the company.
func concerned(tx *sqldb.Tx, e audit.Event) ([]id.Person, error) {
	rule := rules[e.Name]
	scan := func(s sqldb.Scanner) (p id.Person, err error) { return p, s.Scan(&p) }
	if rule.search {
		return searching(tx, e)
	}
	if rule.object {
		return sqldb.List(tx, scan, "SELECT id FROM person WHERE id = ? AND id <> ? AND active = 1", e.Object, e.Actor)
	}
	in, args := sqldb.In(rule.roles)
	args = append(append([]any{e.Chain}, args...), e.Actor)
	readers, err := sqldb.List(tx, scan, `
		SELECT DISTINCT p.person_id FROM party p JOIN person x ON x.id = p.person_id
		WHERE p.internship_id = ? AND p.until_at IS NULL AND p.role IN `+in+` AND p.person_id <> ? AND x.active = 1
		ORDER BY p.person_id`, args...)
	if err != nil || !rule.asks && !rule.named {
		return readers, err
	}
	// Beside the parties: who answers for a manager who is away, or whom the
	// event names, such as the manager for whom somebody answered.
	others, err := sqldb.List(tx, scan, `
		SELECT x.id FROM person x WHERE x.active = 1 AND x.id <> ? AND (x.id = ? OR ? = 1 AND x.id IN (
			SELECT d.delegate_id FROM delegation d JOIN party p ON p.person_id = d.manager_id AND p.until_at IS NULL AND p.role IN ('intern-manager', 'mentor-manager')
			WHERE p.internship_id = ? AND d.from_at <= ? AND d.until_at > ?))
		ORDER BY x.id`, e.Actor, e.Facts["person"], rule.asks, e.Chain, tx.Now(), tx.Now())
	for _, other := range others {
		if !slices.Contains(readers, other) {
			readers = append(readers, other)
		}
	}
	return readers, err
}

// Notice is one line of an inbox.
type Notice struct {
	ID         id.Notice
	Name       string // of the event
	Internship id.Internship
	Object     string
	Actor      string // the first name of who did it; empty where Stint did
	Subject    string // the intern's first name; empty for events of the organization
	At         time.Time
	Read       bool
	email      string
	reader     string
	person     id.Person
}

const (
	noticeColumns = "n.id, n.name, n.internship_id, n.object, COALESCE(a.name, ''), COALESCE(s.name, ''), n.at, n.read_at"
	noticeNames   = `
	LEFT JOIN person a ON a.id = n.actor_id
	LEFT JOIN internship i ON i.id = n.internship_id
	LEFT JOIN person s ON s.id = i.intern_id`
)

func scanNotice(s sqldb.Scanner, more ...any) (n Notice, err error) {
	var read time.Time
	err = s.Scan(append([]any{&n.ID, &n.Name, &n.Internship, &n.Object, &n.Actor, &n.Subject, &n.At, &read}, more...)...)
	n.Read = !read.IsZero()
	n.Actor, n.Subject = first(n.Actor), first(n.Subject)
	return n, err
}

// Inbox returns the actor's own notices of what they may still see, newest
// first, at most limit, older than before where that is set.
func Inbox(tx *sqldb.Tx, a access.Actor, before id.Notice, limit int) ([]Notice, error) {
	if err := access.Check(a, access.HomeFind, nil, "inbox"); err != nil {
		return nil, err
	}
	visible, args := seen(tx, a)
	args = append([]any{a.Person, before, before}, args...)
	return sqldb.List(tx, func(s sqldb.Scanner) (Notice, error) { return scanNotice(s) }, "SELECT "+noticeColumns+" FROM notice n"+noticeNames+`
		WHERE n.person_id = ? AND (? = '' OR n.id < ?) AND `+visible+`
		ORDER BY n.id DESC LIMIT ?`, append(args, limit)...)
}

// Unread counts the actor's notices that they have not opened, of what they may
// still see: what Inbox shows.
func Unread(tx *sqldb.Tx, a access.Actor) (int, error) {
	from, args := UnreadOf(tx, a)
	return sqldb.Count(tx, "SELECT count(*) "+from, args...)
}

// UnreadOf returns what Unread counts as the rest of a query, from its FROM on,
// and its arguments, for a query that counts other things beside.
func UnreadOf(tx *sqldb.Tx, a access.Actor) (string, []any) {
	visible, args := seen(tx, a)
	return "FROM notice n LEFT JOIN internship i ON i.id = n.internship_id WHERE n.person_id = ? AND n.read_at IS NULL AND " + visible,
		append([]any{a.Person}, args...)
}

// seen returns a condition, and its arguments, for the notices n of an
// internship i that the actor may still see: those about what only intern and
// mentor see as one of these two, those about what waits for a signature also as
// the delegate of a manager, the others as anybody who sees the internship.
func seen(tx *sqldb.Tx, a access.Actor) (string, []any) {
	visible, args := access.Visible(a, access.InternshipFind, "i")
	both, more := access.Visible(a, access.AnswerFind, "i")
	in, names := sqldb.In(namesOf(func(r rule) bool { return r.pairOnly }))
	asks, asking := sqldb.In(namesOf(func(r rule) bool { return r.asks }))
	search, asked := heard(a)
	return "(n.internship_id = '' OR " + visible + " AND (n.name NOT IN " + in + " OR " + both + ") OR n.name IN " + asks + " AND i.id IN (SELECT i.id " + access.Delegated + ") OR " + search + ")",
		slices.Concat(args, names, more, asking, []any{a.Person, tx.Now(), tx.Now()}, asked)
}

// MarkRead marks the actor's notices up to and with the given one as read.
func (n *Notifier) MarkRead(ctx context.Context, a access.Actor, upTo id.Notice) error {
	if err := access.Check(a, access.Settle, nil, "inbox"); err != nil {
		return err
	}
	return n.db.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec("UPDATE notice SET read_at = ? WHERE person_id = ? AND id <= ? AND read_at IS NULL", tx.Now(), a.Person, upTo)
		return err
	})
}

// Deliver is the handler of KindMail: it looks again whether the reader is
// still there and may still see what the mail speaks of, and sends it.
func (n *Notifier) Deliver(ctx context.Context, j job.Job) error {
	var in delivery
	if err := json.Unmarshal(j.Payload, &in); err != nil {
		return err
	}
	var notice Notice
	enclosed := ""
	look := n.db.Read
	if n.enclose != nil && n.mailer != nil {
		look = n.db.Write // what is enclosed may be made now
	}
	err := look(ctx, func(tx *sqldb.Tx) (err error) {
		notice, err = sqldb.Find(tx, "notice", func(s sqldb.Scanner) (Notice, error) {
			var email, reader string
			var person id.Person
			n, err := scanNotice(s, &email, &reader, &person)
			n.email, n.reader, n.person = email, reader, person
			return n, err
		}, "SELECT "+noticeColumns+", r.email, r.name, r.id FROM notice n JOIN person r ON r.id = n.person_id"+noticeNames+" WHERE n.id = ? AND r.active = 1", in.Notice)
		if err != nil || notice.Internship == "" {
			return err
		}
		err = mayHear(tx, access.Actor{Person: notice.person, Scope: access.ScopeRead, Via: access.ViaJob}, notice)
		if err == nil && n.enclose != nil {
			enclosed, err = n.enclose(tx, notice.person, notice)
		}
		return err
	})
	if fault.Is(err, fault.NotFound) || n.mailer == nil {
		return nil // no longer theirs to see, or nobody to send it: nothing to deliver
	}
	if err != nil {
		return err
	}
	return n.mailer.Send(ctx, Mail{
		ID: string(notice.ID), To: notice.email, Name: notice.reader,
		Subject: notice.Sentence(),
		Text:    "Hello " + first(notice.reader) + ",\n\n" + notice.Sentence() + ".\n\n" + n.baseURL + notice.Path() + "\n\n" + enclosed + "Stint\n",
	})
}
