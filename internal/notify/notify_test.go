package notify

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// noon is when everything happens.
var noon = time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)

// letters is a mail server that keeps what it is given, or refuses it.
type letters struct {
	sent    []Mail
	refuses error
}

func (l *letters) Send(_ context.Context, m Mail) error {
	if l.refuses != nil {
		return l.refuses
	}
	l.sent = append(l.sent, m)
	return nil
}

// office is an internship with its four parties, a coordinator, and two who
// have no part in it.
type office struct {
	t          *testing.T
	db         *sqldb.DB
	ids        *id.Source
	trail      *audit.Trail
	notifier   *Notifier
	letters    *letters
	internship id.Internship
	people     map[string]id.Person
}

var staff = []struct {
	first, name string
	role        access.Role
}{
	{"Noor", "Noor Haddad", access.Intern}, {"Ines", "Ines Carvalho", access.Mentor},
	{"Tomasz", "Tomasz Zielinski", access.InternManager}, {"Priya", "Priya Raman", access.MentorManager},
	{"Wanda", "Wanda Okafor", ""}, {"Anselm", "Anselm Brandt", ""}, {"Yuki", "Yuki Mori", ""},
}

// each runs a test in an office of its own on both databases.
func each(t *testing.T, run func(*testing.T, *office)) {
	t.Helper()
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) { run(t, furnish(t, db)) }, sqltest.At(noon))
}

func furnish(t *testing.T, db *sqldb.DB) *office {
	t.Helper()
	ids := id.NewSource(func() time.Time { return noon }, rand.NewChaCha8([32]byte{}))
	queue := job.NewQueue(ids)
	o := &office{t: t, db: db, ids: ids, trail: audit.New(ids, Happened(queue)), letters: &letters{}, people: map[string]id.Person{}}
	o.notifier = New(db, ids, queue, o.letters, "https://stint.example.com")
	o.internship = id.New[id.Internship](ids)
	program := id.New[id.Program](ids)
	for _, p := range staff {
		o.people[p.first] = id.New[id.Person](ids)
		o.exec("INSERT INTO person (id, name, email, zone, created_at, changed_at) VALUES (?, ?, ?, 'Europe/Paris', 0, 0)", o.people[p.first], p.name, strings.ToLower(p.first)+"@example.com")
	}
	o.exec("INSERT INTO program (id, slug, title, latest, created_at, changed_at) VALUES (?, 'baking', 'Baking', 1, 0, 0)", program)
	o.exec("INSERT INTO program_coordinator (program_id, person_id, named_at) VALUES (?, ?, 0)", program, o.people["Wanda"])
	o.exec("INSERT INTO internship (id, program_id, intern_id, state, created_at, changed_at) VALUES (?, ?, ?, 'active', 0, 0)", o.internship, program, o.people["Noor"])
	for _, p := range staff[:4] {
		o.write(func(tx *sqldb.Tx) error {
			return access.Join(tx, access.Party{ID: id.New[id.Party](ids), Internship: o.internship, Person: o.people[p.first], Role: p.role})
		})
	}
	return o
}

func (o *office) write(fn func(*sqldb.Tx) error) {
	o.t.Helper()
	if err := o.db.Write(o.t.Context(), fn); err != nil {
		o.t.Fatal(err, fault.Cause(err))
	}
}

func (o *office) exec(statement string, args ...any) {
	o.t.Helper()
	o.write(func(tx *sqldb.Tx) error {
		_, err := tx.Exec(statement, args...)
		return err
	})
}

// as is somebody on the pages.
func (o *office) as(first string) access.Actor {
	return access.Actor{Person: o.people[first], Scope: access.ScopeSession, Via: access.ViaPage}
}

// happens appends an event; the job that fans it out is returned, where there
// is one.
func (o *office) happens(by access.Actor, name, object string) []job.Job {
	o.t.Helper()
	before := o.jobs(KindFan)
	chain := string(o.internship)
	if rules[name].object && !rules[name].aboutInternship() {
		chain = audit.Organization
	}
	o.write(func(tx *sqldb.Tx) error {
		_, err := o.trail.Append(tx, by, audit.Event{Chain: chain, Name: name, Object: object})
		return err
	})
	return o.jobs(KindFan)[len(before):]
}

// jobs are the payloads of a kind that were enqueued, in order.
func (o *office) jobs(kind string) []job.Job {
	o.t.Helper()
	var list []job.Job
	err := o.db.Read(o.t.Context(), func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.List(tx, func(s sqldb.Scanner) (j job.Job, err error) {
			var payload string
			err = s.Scan(&payload)
			j.Payload = json.RawMessage(payload)
			return j, err
		}, "SELECT payload FROM job WHERE kind = ? ORDER BY id", kind)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return list
}

// fan runs the jobs that fan out.
func (o *office) fan(list []job.Job) {
	o.t.Helper()
	for _, j := range list {
		if err := o.notifier.Fan(o.t.Context(), j); err != nil {
			o.t.Fatal(err, fault.Cause(err))
		}
	}
}

// deliver runs every mail that was enqueued and returns who got one.
func (o *office) deliver() []string {
	o.t.Helper()
	o.letters.sent = nil
	for _, j := range o.jobs(KindMail) {
		if err := o.notifier.Deliver(o.t.Context(), j); err != nil {
			o.t.Fatal(err, fault.Cause(err))
		}
	}
	var to []string
	for _, m := range o.letters.sent {
		to = append(to, m.Name)
	}
	slices.Sort(to)
	return to
}

// inbox is what somebody finds.
func (o *office) inbox(first string) []Notice {
	o.t.Helper()
	var list []Notice
	err := o.db.Read(o.t.Context(), func(tx *sqldb.Tx) (err error) {
		list, err = Inbox(tx, o.as(first), "", 100)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return list
}

// readers are those whose inboxes hold anything, in the order of the staff.
func (o *office) readers() []string {
	var names []string
	for _, p := range staff {
		if len(o.inbox(p.first)) > 0 {
			names = append(names, p.first)
		}
	}
	return names
}

// TestEveryRuleReachesWhomItNames tells each event that has a rule, and looks
// who hears of it, in which words, and where they lead.
func TestEveryRuleReachesWhomItNames(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		object := string(id.New[id.Event](o.ids))
		for name, r := range rules {
			if r.search || r.named && len(r.roles) == 0 {
				continue // TestTheSearchReachesWhomItConcerns, TestWhomAnEventNames
			}
			o.exec("DELETE FROM notice")
			o.exec("DELETE FROM job")
			of := object
			about := "Yuki"
			if r.aboutInternship() {
				about = "Priya" // who may see it
			}
			if r.object {
				of = string(o.people[about])
			}
			o.fan(o.happens(o.as("Anselm"), name, of))
			var want, addressed []string
			for _, p := range staff {
				if slices.Contains(r.roles, p.role) || r.object && p.first == about {
					want, addressed = append(want, p.first), append(addressed, p.name)
				}
			}
			if got := o.readers(); !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("%s reaches %q, want %q", name, got, want)
			}
			if !r.mail {
				addressed = nil
			}
			slices.Sort(addressed)
			if got := o.deliver(); !slices.Equal(got, addressed) {
				t.Errorf("%s is mailed to %q, want %q", name, got, addressed)
			}
			for _, first := range want {
				o.readable(t, name, o.inbox(first))
			}
			for _, m := range o.letters.sent {
				if m.Subject == "" || strings.ContainsAny(m.Subject+m.Text, "{}") || !strings.Contains(m.Text, "https://stint.example.com/") || strings.Contains(m.Subject, "\n") {
					t.Errorf("%s is mailed as %q: %q", name, m.Subject, m.Text)
				}
			}
		}
	})
}

// readable checks the words of a notice.
func (o *office) readable(t *testing.T, name string, inbox []Notice) {
	t.Helper()
	if len(inbox) != 1 {
		t.Errorf("%s makes %d notices for one person", name, len(inbox))
		return
	}
	n := inbox[0]
	words, r := n.Sentence(), rules[name]
	if strings.ContainsAny(words+n.Path(), "{}") || strings.Contains(words, "  ") || strings.HasSuffix(words, ".") || strings.Contains(words, "Something changed") {
		t.Errorf("%s reads %q and leads to %s", name, words, n.Path())
	}
	if strings.Contains(r.sentence, "{1}") && !strings.Contains(words, "Anselm") || strings.Contains(r.sentence, "{2}") && !strings.Contains(words, "Noor’s") {
		t.Errorf("%s reads %q, without its names", name, words)
	}
	if strings.Contains(r.path, "{1}") && !strings.Contains(n.Path(), string(o.internship)) || strings.Contains(r.path, "{2}") && !strings.Contains(n.Path(), n.Object) {
		t.Errorf("%s leads to %s", name, n.Path())
	}
}

// aboutInternship reports whether a notice leads to an internship.
func (r rule) aboutInternship() bool { return strings.HasPrefix(r.path, "/internships/") }

// TestDelegatesHearOfWhatWaits: while somebody answers for a manager, they hear
// of the terms that wait, and of nothing else of that internship; afterward of
// nothing.
func TestDelegatesHearOfWhatWaits(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.exec("UPDATE internship SET state = 'proposed', revision = 1, in_force = 0 WHERE id = ?", o.internship)
		now := time.Now()
		o.exec(`INSERT INTO delegation (id, manager_id, delegate_id, from_date, to_date, zone, from_at, until_at, created_at)
			VALUES ('d', ?, ?, '2026-01-01', '2026-01-02', 'UTC', ?, ?, ?)`, o.people["Tomasz"], o.people["Yuki"], now.Add(-9000*time.Hour), now.Add(9000*time.Hour), now)
		o.fan(o.happens(o.as("Noor"), "internship.proposed", string(o.internship)))
		o.fan(o.happens(o.as("Noor"), "internship.agreed", string(o.internship)))
		if got := o.inbox("Yuki"); len(got) != 1 || got[0].Name != "internship.proposed" {
			t.Errorf("the delegate finds %v", got)
		}
		if got := o.deliver(); !slices.Contains(got, "Yuki Mori") {
			t.Errorf("mailed to %q", got)
		}
		o.exec("UPDATE delegation SET until_at = ? WHERE id = 'd'", now.Add(-8000*time.Hour))
		if got := o.inbox("Yuki"); len(got) != 0 {
			t.Errorf("after it the delegate finds %v", got)
		}
		if got := o.deliver(); slices.Contains(got, "Yuki Mori") {
			t.Error("a mail that waited goes out after the delegation")
		}
	})
}

// TestStintItselfHasAName: what happens by the clock has no person behind it.
func TestStintItselfHasAName(t *testing.T) {
	for name, r := range rules {
		words := Notice{Name: name, Subject: "Noor"}.Sentence()
		if strings.ContainsAny(words, "{}") || strings.HasPrefix(words, " ") || strings.Contains(r.sentence, "{1}") != strings.Contains(words, "Stint") {
			t.Errorf("%s reads %q", name, words)
		}
	}
	if n := (Notice{Name: "no.such-event"}); n.Sentence() == "" || n.Path() != "/inbox" {
		t.Errorf("an event of another version reads %q and leads to %s", n.Sentence(), n.Path())
	}
}

// TestFanningOutHasOneEffect: a job may run twice.
func TestFanningOutHasOneEffect(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		jobs := o.happens(o.as("Noor"), "internship.proposed", string(o.internship))
		o.fan(jobs)
		o.fan(jobs)
		if len(jobs) != 1 {
			t.Errorf("%d jobs for one event", len(jobs))
		}
		if got := o.readers(); !slices.Equal(got, []string{"Ines", "Tomasz", "Priya"}) {
			t.Errorf("it reaches %q: not the one who did it, and the other three", got)
		}
		for _, first := range o.readers() {
			if n := len(o.inbox(first)); n != 1 {
				t.Errorf("%s has %d notices", first, n)
			}
		}
		if got := o.deliver(); !slices.Equal(got, []string{"Ines Carvalho", "Priya Raman", "Tomasz Zielinski"}) {
			t.Errorf("mailed to %q", got)
		}
		first := o.letters.sent
		o.deliver()
		for i, m := range o.letters.sent {
			if m != first[i] || m.ID == "" {
				t.Errorf("a repeated mail is %v, was %v", m, first[i])
			}
		}
	})
}

// TestWhatConcernsNobodyIsNoJob: an event without a rule is nobody's news.
func TestWhatConcernsNobodyIsNoJob(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		if jobs := o.happens(o.as("Noor"), "activity.ticked", string(o.internship)); len(jobs) != 0 {
			t.Errorf("%d jobs", len(jobs))
		}
	})
}

// TestMailIsDroppedWhereItsReaderMayNoLongerSee looks again at delivery, and
// at the inbox.
func TestMailIsDroppedWhereItsReaderMayNoLongerSee(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.fan(o.happens(o.as("Noor"), "internship.agreed", string(o.internship)))
		o.write(func(tx *sqldb.Tx) error {
			_, err := access.Leave(tx, o.internship, access.Mentor)
			return err
		})
		o.exec("UPDATE person SET active = 0, epoch = epoch + 1 WHERE id = ?", o.people["Priya"])
		if got := o.deliver(); !slices.Equal(got, []string{"Tomasz Zielinski"}) {
			t.Errorf("mailed to %q", got)
		}
		if inbox := o.inbox("Ines"); len(inbox) != 0 {
			t.Errorf("the former mentor finds %v", inbox)
		}
		// Who left, or was deactivated, hears of nothing new.
		o.exec("DELETE FROM notice")
		o.exec("DELETE FROM job")
		o.fan(o.happens(o.as("Noor"), "internship.revised", string(o.internship)))
		if got := o.readers(); !slices.Equal(got, []string{"Tomasz"}) {
			t.Errorf("it reaches %q", got)
		}
	})
}

// TestWhatIsThePairsIsNoNewsToOthers: a mentor who becomes a manager there hears
// no more of 1:1s and answers, though they still see the internship.
func TestWhatIsThePairsIsNoNewsToOthers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		meeting := string(id.New[id.Meeting](o.ids))
		o.fan(o.happens(o.as("Noor"), "meeting.moved", meeting))
		o.fan(o.happens(o.as("Noor"), "internship.agreed", string(o.internship)))
		o.write(func(tx *sqldb.Tx) error {
			for _, role := range []access.Role{access.Mentor, access.MentorManager} {
				if _, err := access.Leave(tx, o.internship, role); err != nil {
					return err
				}
			}
			return access.Join(tx, access.Party{ID: id.New[id.Party](o.ids), Internship: o.internship, Person: o.people["Ines"], Role: access.MentorManager})
		})
		if inbox := o.inbox("Ines"); len(inbox) != 1 || inbox[0].Name != "internship.agreed" {
			t.Errorf("she finds %v", inbox)
		}
		o.deliver()
		for _, m := range o.letters.sent {
			if m.Name == "Ines Carvalho" && strings.Contains(m.Text, meeting) {
				t.Errorf("she is mailed %q", m.Text)
			}
		}
	})
}

// TestNobodyReadsOrMarksAnothersInbox: notices are a person's own.
func TestNobodyReadsOrMarksAnothersInbox(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.fan(o.happens(o.as("Anselm"), "internship.agreed", string(o.internship)))
		newest := o.inbox("Ines")[0]
		if err := o.notifier.MarkRead(t.Context(), o.as("Yuki"), newest.ID); err != nil {
			t.Fatal(err)
		}
		if o.inbox("Ines")[0].Read {
			t.Error("somebody else marked it as read")
		}
		if err := o.notifier.MarkRead(t.Context(), o.as("Ines"), newest.ID); err != nil {
			t.Fatal(err)
		}
		if !o.inbox("Ines")[0].Read || o.inbox("Tomasz")[0].Read {
			t.Error("marking is not the reader’s own")
		}
		err := o.db.Read(t.Context(), func(tx *sqldb.Tx) error {
			_, err := Inbox(tx, access.Actor{}, "", 10)
			return err
		})
		if !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("anonymous: %v", err)
		}
		if err := o.notifier.MarkRead(t.Context(), access.Actor{Person: o.people["Ines"], Scope: access.ScopeRead, Via: access.ViaAPI}, newest.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a token that may read only: %v", err)
		}
	})
}

// TestAMailThatIsRefusedIsTriedAgain: the error is the queue's to handle.
func TestAMailThatIsRefusedIsTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.fan(o.happens(o.as("Noor"), "internship.agreed", string(o.internship)))
		mails := o.jobs(KindMail)
		o.letters.refuses = errors.New("no room")
		if err := o.notifier.Deliver(t.Context(), mails[0]); !errors.Is(err, o.letters.refuses) {
			t.Errorf("a refused mail: %v", err)
		}
		o.letters.refuses = nil
		if got := o.deliver(); len(got) != 3 {
			t.Errorf("mailed to %q", got)
		}
		quiet := New(o.db, o.ids, job.NewQueue(o.ids), nil, "")
		if err := quiet.Deliver(t.Context(), mails[0]); err != nil {
			t.Errorf("without a mail server: %v", err)
		}
	})
}

// TestUnreadCountsWhatTheInboxShows: a number that leads to nothing would be a
// riddle, and would tell of what may no longer be seen.
func TestUnreadCountsWhatTheInboxShows(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.fan(o.happens(o.as("Noor"), "internship.agreed", string(o.internship)))
		unread := func() (n int) {
			err := o.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
				n, err = Unread(tx, o.as("Ines"))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := unread(); n != 1 {
			t.Errorf("%d unread, want 1", n)
		}
		o.write(func(tx *sqldb.Tx) error {
			_, err := access.Leave(tx, o.internship, access.Mentor)
			return err
		})
		if n := unread(); n != len(o.inbox("Ines")) {
			t.Errorf("%d unread, but the inbox shows %d", n, len(o.inbox("Ines")))
		}
	})
}

// Events of the organization that concern one person name them.
func TestWhomAnEventNames(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		object := string(id.New[id.Event](o.ids))
		for name, path := range map[string]string{"mark.settled": "/marks", "marks.gathered": "/programs/" + object + "/marks"} {
			o.exec("DELETE FROM notice")
			o.exec("DELETE FROM job")
			o.write(func(tx *sqldb.Tx) error {
				_, err := o.trail.Append(tx, o.as("Anselm"), audit.Event{
					Chain: audit.Organization, Name: name, Object: object, Facts: audit.Facts{"person": string(o.people["Yuki"])},
				})
				return err
			})
			o.fan(o.jobs(KindFan))
			got := o.inbox("Yuki")
			if !slices.Equal(o.readers(), []string{"Yuki"}) || len(got) != 1 || got[0].Path() != path {
				t.Errorf("%s reaches %q, with %+v", name, o.readers(), got)
			}
			if mailed := o.deliver(); len(mailed) > 0 {
				t.Errorf("%s is mailed to %q", name, mailed)
			}
		}
	})
}
