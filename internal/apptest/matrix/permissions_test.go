package matrix

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"stint/internal/access"
	"stint/internal/api"
	"stint/internal/api/rest"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/delegation"
	"stint/internal/matching/cohort"
	"stint/internal/pool"
	"stint/internal/program/draft"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
	"stint/internal/web"
)

var update = flag.Bool("update", false, "write testdata/permissions.txt anew; review every changed line by hand")

const table = "testdata/permissions.txt"

const preface = `# Who may do what: every route of pages and API, as everybody who may knock.
#
# The objects belong to Noor's internship with Ines, in its fifth week; a person
# in the address is a bystander. On the pages people come with their session, at
# the API with a token of theirs that may act. The last three columns are tokens
# of the intern; pages know no tokens. Four columns ask about other objects:
#
#   former-mentor  the mentor of a running internship until after its first 1:1,
#                  about that one, and that 1:1
#   own-ended      the intern of an internship that was ended, about that one
#   asked-mentor   a mentor who was asked and has not answered, about that search
#   delegate       a manager's delegate, about an internship whose new terms wait
#
# What such an internship does not have is Noor's, and so not theirs.
#
#   ok       allowed: done, or refused for what was sent (409, 422)
#   over     seen, and refused because the internship is over (409)
#   sign-in  nobody is known: the sign-in page, or 401
#   403      seen, but not theirs to do
#   404      does not exist, as far as they are told
#
`

// principal is somebody who knocks.
type principal struct {
	column string
	name   string // of the person; empty for nobody
	at     string // whose internship they ask about; Noor's where it is empty
	scope  access.Scope
	broken bool // the credential no longer counts
}

// principals are the columns of the table.
var principals = []principal{
	{column: "anonymous"},
	{column: "intern", name: "noor"},
	{column: "mentor", name: "ines"},
	{column: "intern-manager", name: "tomasz"},
	{column: "mentor-manager", name: "priya"},
	{column: "coordinator", name: "wanda"},
	{column: "admin", name: "anselm"},
	{column: "stranger", name: "yuki"},
	{column: "sibling", name: "oluwaseun"}, // an intern of the same program and manager
	{column: "other-coordinator", name: "camille"},
	{column: "former-mentor", name: "callum", at: succeeded},
	{column: "ended-intern", name: over},
	{column: "own-ended", name: over, at: over},
	{column: "asked-mentor", name: "mei", at: searching},
	{column: "delegate", name: "pedro", at: revised},
	{column: "deactivated", name: "sofia", broken: true},
	{column: "token-read", name: "noor", scope: access.ScopeRead},
	{column: "token-act", name: "noor", scope: access.ScopeAct},
	{column: "token-revoked", name: "noor", scope: access.ScopeAct, broken: true},
}

// credentials are what the principals have in their hands.
type credentials struct{ cookie, token string }

// equip gives everybody their credentials, and takes from those whose no longer
// count what made them count.
func (w *world) equip() map[string]credentials {
	w.t.Helper()
	all, cookies := map[string]credentials{}, map[string]string{}
	for _, p := range principals {
		if p.name == "" {
			continue
		}
		scope := p.scope
		if scope == "" {
			scope = access.ScopeAct
		}
		made := w.token(p.name, p.column, scope)
		c := credentials{token: made.Secret.Reveal()}
		if p.scope == "" {
			if cookies[p.name] == "" {
				cookies[p.name] = w.signIn(p.name)
			}
			c.cookie = cookies[p.name] // of two sessions, one would end the other
		}
		all[p.column] = c
		switch {
		case p.broken && p.scope != "":
			w.must(w.Accounts.RevokeToken(w.t.Context(), w.as(p.name), made.Token.ID))
		case p.broken:
			_, err := w.People.Deactivate(w.t.Context(), w.as("anselm"), w.people[p.name].ID)
			w.must(err)
		}
	}
	return all
}

// objects are what the routes are asked about.
type objects struct {
	internship, activity, waived, prompt, meeting, item, program, version, digest, bystander, token, link, job string
	request, openCall, guidance                                                                                string
	offer, versionMark                                                                                         string   // of a newer version of the program, and left by one
	hours                                                                                                      []string // one for each principal who takes some back
	draft                                                                                                      string   // of the coordinator's, alone
	delegation                                                                                                 string
	cohort                                                                                                     string   // with the intern among its applicants, and the mentor among its mentors once they are added
	mark, source                                                                                               string   // an item, and the intern's mark on it
	withdrawn                                                                                                  []string // marks of theirs, one for each principal at each edge
	opening                                                                                                    string   // the mentor's
}

// gather finds the objects, and makes those that the demo does not have.
func (w *world) gather() objects {
	w.t.Helper()
	of := w.internshipOf("noor")
	o := objects{
		internship: string(of),
		activity:   w.word("SELECT id FROM activity WHERE internship_id = ? AND optional = 1 AND shape = 'leaf' AND owner = 'intern' AND state = 'open' ORDER BY week, position", of),
		prompt:     w.word("SELECT id FROM prompt WHERE internship_id = ? AND state = 'discussed' ORDER BY id", of),
		meeting:    w.word("SELECT id FROM meeting WHERE internship_id = ? AND state = 'planned' ORDER BY starts_at", of),
		program:    w.word("SELECT program_id FROM internship WHERE id = ?", of),
		digest:     w.word("SELECT digest FROM terms WHERE internship_id = ? ORDER BY revision DESC", of),
		hours:      w.words("SELECT id FROM hours WHERE internship_id = ? AND taken_back_at IS NULL ORDER BY date", of),
		bystander:  string(w.people["milo"].ID),
		token:      string(w.token("noor", "spare", access.ScopeRead).Token.ID),
		link:       w.link("milo"),
		job:        string(id.New[id.Job](w.IDs)),
	}
	o.request, o.openCall, o.guidance = w.search(of, "noor", "ines", "priya")
	o.waived = w.word("SELECT id FROM activity WHERE internship_id = ? AND id <> ? AND shape = 'leaf' AND owner = 'intern' AND state = 'open' ORDER BY week DESC, position", of, o.activity)
	o.item = w.word("SELECT id FROM agenda_item WHERE meeting_id = ? AND state = 'open' ORDER BY position", o.meeting)
	begun, err := w.Drafts.Save(w.t.Context(), w.as("wanda"), draft.Save{Source: "# Keeping bees"})
	w.must(err)
	o.draft = string(begun.Draft)
	o.offer = w.word("SELECT id FROM version_offer WHERE internship_id = ? AND state = 'open'", of)
	w.must(w.DB.Write(w.t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`INSERT INTO version_mark (id, internship_id, activity_id, kind, was, made_at) VALUES (?, ?, ?, 'changed', 'It was.', ?)
			ON CONFLICT (activity_id, prompt_id) WHERE dismissed_at IS NULL DO NOTHING`, id.New[id.VersionMark](w.IDs), of, o.waived, tx.Now())
		return err
	}))
	o.versionMark = w.word("SELECT id FROM version_mark WHERE activity_id = ?", o.waived)
	o.version = w.word("SELECT id FROM program_version WHERE program_id = ? ORDER BY number DESC", o.program)
	_, err = w.Delegations.Name(w.t.Context(), w.as("tomasz"), delegation.Name{Delegate: w.people["milo"].ID, From: "2026-11-02", To: "2026-11-06"})
	if !fault.Is(err, fault.Conflict) { // it was gathered before
		w.must(err)
	}
	o.delegation = w.word("SELECT id FROM delegation WHERE manager_id = ?", w.people["tomasz"].ID)
	gathered, err := w.Cohorts.Gather(w.t.Context(), w.as("wanda"), cohort.Gather{Program: id.Program(o.program), Settings: cohort.Settings{
		Title: "Spring", Start: "2026-11-02", Message: "Would you mentor one of them?", Rules: cohort.Rules{MaxApart: -1},
	}})
	w.must(err)
	_, err = w.Cohorts.AddApplicants(w.t.Context(), w.as("wanda"), cohort.AddApplicants{Cohort: gathered.Cohort, People: []id.Person{w.people["noor"].ID}})
	w.must(err)
	o.cohort = string(gathered.Cohort)
	o.source = w.word("SELECT source FROM activity WHERE internship_id = ? AND source <> '' AND shape = 'leaf' AND owner = 'intern' ORDER BY week, position", of)
	made, err := w.Marks.Put(w.t.Context(), w.as("noor"), mark.Put{Internship: of, Item: o.source, Verdict: mark.Broken})
	w.must(err)
	o.mark = string(made.ID)
	for _, item := range w.words("SELECT source FROM activity WHERE internship_id = ? AND source <> '' AND source <> ? ORDER BY week, position LIMIT 40", of, o.source) {
		made, err := w.Marks.Put(w.t.Context(), w.as("noor"), mark.Put{Internship: of, Item: item, Verdict: mark.Excellent})
		w.must(err)
		o.withdrawn = append(o.withdrawn, string(made.ID))
	}
	o.opening = w.word("SELECT id FROM opening WHERE person_id = ?", w.people["ines"].ID)
	return o
}

// search gives an internship the search from which it might have come: the
// mentor answered an open call and was confirmed, a manager was asked for
// guidance.
func (w *world) search(of id.Internship, intern, mentor, manager string) (request, openCall, guidance string) {
	w.t.Helper()
	if w.known("request", of) { // it was gathered before
		only := func(table string) string { return w.word("SELECT id FROM "+table+" WHERE internship_id = ?", of) }
		return only("request"), only("open_call"), only("guidance")
	}
	request, openCall, guidance = string(id.New[id.Request](w.IDs)), string(id.New[id.OpenCall](w.IDs)), string(id.New[id.Guidance](w.IDs))
	w.must(w.DB.Write(w.t.Context(), func(tx *sqldb.Tx) error {
		if _, err := tx.Exec("INSERT INTO open_call (id, internship_id, message, state, opened_at, closed_at) VALUES (?, ?, 'Who would?', 'closed', ?, ?)", openCall, of, tx.Now(), tx.Now()); err != nil {
			return err
		}
		if _, err := tx.Exec("INSERT INTO request (id, internship_id, mentor_id, asked_by, open_call_id, message, state, asked_at, settled_at) VALUES (?, ?, ?, ?, ?, 'You?', 'confirmed', ?, ?)",
			request, of, w.people[mentor].ID, w.people[intern].ID, openCall, tx.Now(), tx.Now()); err != nil {
			return err
		}
		_, err := tx.Exec("INSERT INTO guidance (id, internship_id, manager_id, question, answer, state, asked_at, answered_at) VALUES (?, ?, ?, 'Whom?', 'Ines.', 'answered', ?, ?)", guidance, of, w.people[manager].ID, tx.Now(), tx.Now())
		return err
	}))
	return request, openCall, guidance
}

// known reports whether an internship has anything in a table.
func (w *world) known(table string, of id.Internship) bool {
	return len(w.words("SELECT id FROM "+table+" WHERE internship_id = ?", of)) > 0
}

// path fills the wildcards of a pattern. The turn counts the principals.
func (o objects) path(pattern string, turn int) string {
	pattern = strings.TrimSuffix(pattern, "{$}")
	below, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(pattern, rest.Prefix), "/"), "/")
	ids := map[string]string{
		"internships": o.internship, "activities": o.activity, "prompts": o.prompt, "meetings": o.meeting, "agenda-items": o.item,
		"programs": o.program, "people": o.bystander, "tokens": o.token, "hours": o.hours[turn%len(o.hours)], "drafts": o.draft,
		"openings": o.opening, "delegations": o.delegation,
		"requests": o.request, "open-calls": o.openCall, "guidance": o.guidance,
		"cohorts":        o.cohort,
		"marks":          o.mark,
		"version-offers": o.offer, "version-marks": o.versionMark,
	}
	if strings.HasSuffix(pattern, "/withdrawals") {
		ids["marks"] = o.withdrawn[turn]
		if strings.HasPrefix(pattern, rest.Prefix) {
			ids["marks"] = o.withdrawn[turn+len(principals)]
		}
	}
	if strings.HasSuffix(pattern, "/waivers") {
		ids["activities"] = o.waived // what the mentor waived, the intern could not skip or bring back
	}
	return strings.NewReplacer("{id}", ids[below], "{secret}", o.link, "{number}", "1", "{code}", "S210").Replace(pattern)
}

// form is what a page's change is sent with. Where permission shows only behind
// a well-formed wish, this is one; else it is empty.
func (o objects) form(pattern string) url.Values {
	f := url.Values{}
	switch pattern {
	case "/undo":
		f.Set("undo", "leave:"+o.activity)
	case "/installation/retries":
		f.Set("job", o.job)
	case "/sign-in/sessions", "/set-up":
		f.Set("secret", o.link)
	case "/internships/{id}/preparation/ticks":
		f.Set("item", "channels")
	case "/internships/{id}/preparation/links":
		f.Set("item", "issue")
	case "/internships/{id}/checks":
		f.Set("item", o.activity)
	case "/internships/{id}/branch-choices":
		f.Set("activity", o.activity)
	case "/cohorts/{id}/marks":
		f.Set("mark", "perhaps")
	case "/activities/{id}/skips", "/activities/{id}/waivers":
		f.Set("reason", "It does not fit.")
	case "/activities/{id}/marks":
		f.Set("verdict", "nothing")
	case "/marks/{id}/settlements":
		f.Set("revision", "99")
	case "/prompts/{id}/replies":
		f.Set("body", "Well said.")
	case "/meetings/{id}/moves":
		f = url.Values{"on": {"2026-10-09"}, "at": {"15:00"}, "version": {"99"}}
	case "/requests/{id}/acceptances", "/requests/{id}/declines", "/open-calls/{id}/offers":
		// Whoever was asked stays somebody who has not answered: this is too long.
		f.Set("offer", strings.Repeat("x", 5000))
		f.Set("reason", strings.Repeat("x", 5000))
	case "/internships/{id}/endings":
		// A reason would carry it out: this one is too long.
		f.Set("reason", strings.Repeat("x", 5000))
	}
	return f
}

// body is what a change at the API is sent with: of the form that the document
// asks for, since what is not is refused before anybody is asked who it is.
func (o objects) body(pattern string) string {
	long := strings.Repeat("x", 5000)
	bodies := map[string]string{
		"/programs/{id}/openings":          `{"capacity":0}`,
		"/openings/{id}":                   `{"capacity":0}`,
		"/internships":                     `{"program":"` + o.program + `"}`,
		"/internships/{id}/terms":          `{"base":1,"start":"","weeks":0,"week_minutes":0,"weekday":"","time":"","minutes":0}`,
		"/internships/{id}/sign-offs":      `{"revision":1,"digest":"","answer":"approve"}`,
		"/internships/{id}/approvals":      `{"revision":1,"digest":"","role":"mentor","evidence":""}`,
		"/delegations":                     `{"delegate":"","from":"","to":""}`,
		"/internships/{id}/stand-ins":      `{"role":"mentor-manager","person":"` + o.bystander + `"}`,
		"/internships/{id}/endings":        `{"how":"stopped","reason":"` + long + `"}`,
		"/internships/{id}/hours":          `{"length":"0"}`,
		"/internships/{id}/activities":     `{"week":1,"text":""}`,
		"/internships/{id}/branch-choices": `{"activity":"` + o.activity + `"}`,
		"/activities/{id}/ticks":           `{}`,
		"/activities/{id}/unticks":         `{}`,
		"/activities/{id}/skips":           `{"reason":"It does not fit."}`,
		"/activities/{id}/waivers":         `{"reason":"It does not fit."}`,
		"/activities/{id}/returns":         `{}`,
		"/activities/{id}/notes":           `{}`,
		"/activities/{id}/moves":           `{"week":99}`,
		"/activities/{id}/replacements":    `{"text":""}`,
		"/prompts/{id}/drafts":             `{"body":"","version":99}`,
		"/prompts/{id}/answers":            `{"body":"","draft":99}`,
		"/prompts/{id}/replies":            `{"body":"Well said."}`,
		"/meetings/{id}/moves":             `{"date":"2026-10-09","time":"15:00","version":99}`,
		"/meetings/{id}/items":             `{"title":"","minutes":0}`,
		"/meetings/{id}/notes":             `{"body":"\u0000","base":0}`,
		"/agenda-items/{id}/states":        `{"state":"discussed","version":99}`,
		"/agenda-items/{id}/lengths":       `{"minutes":0,"version":99}`,
		"/internships/{id}/requests":       `{"mentors":["` + o.bystander + `"],"message":""}`,
		"/internships/{id}/open-calls":     `{"message":""}`,
		"/internships/{id}/guidance":       `{"manager":"` + o.bystander + `","question":""}`,
		"/requests/{id}/acceptances":       `{"offer":"` + long + `"}`,
		"/requests/{id}/declines":          `{"reason":"` + long + `"}`,
		"/open-calls/{id}/offers":          `{"offer":"` + long + `"}`,
		"/guidance/{id}/answers":           `{"answer":""}`,
		"/people":                          `{"name":"","email":"","zone":""}`,
		"/people/imports":                  `{"csv":""}`,
		"/people/{id}":                     `{}`,
		"/programs":                        `{"source":""}`,
		"/programs/{id}/versions":          `{"source":""}`,
		"/programs/{id}/coordinators":      `{"person":""}`,
		"/programs/{id}/cohorts":           `{"title":"","start":"","message":"","rules":{"min_overlap":0,"max_apart":0,"language":false}}`,
		"/cohorts/{id}/settings":           `{"title":"","start":"","message":"","rules":{"min_overlap":0,"max_apart":0,"language":false}}`,
		"/cohorts/{id}/applicants":         `{}`,
		"/cohorts/{id}/mentors":            `{"people":["` + o.bystander + `"]}`,
		"/cohorts/{id}/removals":           `{"person":"` + o.internship + `","as":"applicant"}`,
		"/cohorts/{id}/places":             `{"mentor":"` + o.bystander + `","places":20}`,
		"/cohorts/{id}/marks":              `{"applicant":"` + o.bystander + `","mentor":"` + o.bystander + `"}`,
		"/cohorts/{id}/exceptions":         `{"applicant":"` + o.bystander + `","rule":"overlap"}`,
		"/cohorts/{id}/applications":       `{}`,
		"/cohorts/{id}/restrictions":       `{"people":[]}`,
		"/lint":                            `{"source":""}`,
		"/lint/mends":                      `{"source":""}`,
		"/lint/reports":                    `{"source":""}`,
		"/programs/{id}/drafts":            `{"source":"","base":0}`,
		"/drafts":                          `{"source":""}`,
		"/drafts/{id}/texts":               `{"source":"# Keeping bees","base":1}`,
		"/drafts/{id}/choices":             `{"version":99,"text":1}`,
		"/drafts/{id}/discards":            `{"version":99}`,
		"/drafts/{id}/publications":        `{"version":99}`,
		"/self":                            `{}`,
		"/internships/{id}/marks":          `{"item":"` + o.source + `","verdict":"broken"}`,
		"/marks/{id}/settlements":          `{"revision":99,"state":"resolved"}`,
		"/marks/{id}/withdrawals":          `{}`,
		"/systems":                         `{"name":"desk"}`,
		"/self/access":                     `{"fact":"","has":true}`,

		"/internships/{id}/preparation/ticks": `{"item":"channels","done":true}`,
		"/internships/{id}/preparation/links": `{"item":"issue","link":"","version":0}`,
		"/internships/{id}/wants/drafts":      `{"body":"","version":9}`,
		"/internships/{id}/wants":             `{"body":""}`,
		"/version-offers/{id}/proposals":      `{"base":99}`,
		"/version-offers/{id}/confirmations":  `{"digest":""}`,
		"/version-offers/{id}/declines":       `{}`,
	}
	return bodies[strings.TrimPrefix(pattern, rest.Prefix)]
}

// entry is a line of the table.
type entry struct {
	way, method, pattern string
	action               access.Action
	outcomes             []string // by principal
}

func (e entry) key() string { return e.way + " " + e.method + " " + e.pattern }

// routes are all the ways in, pages first.
func routes() []entry {
	var list []entry
	for _, r := range (&web.Server{}).Routes() {
		list = append(list, entry{way: "page", method: r.Method, pattern: r.Pattern, action: r.Action})
	}
	for _, r := range api.New(api.Services{}).Routes() {
		list = append(list, entry{way: "api", method: r.Method, pattern: r.Path, action: r.Action})
	}
	return list
}

// knock asks for one route as one principal.
func (w *world) knock(e entry, p principal, c credentials, o objects, turn int) *httptest.ResponseRecorder {
	w.t.Helper()
	q := request{method: e.method, path: o.path(e.pattern, turn), token: c.token}
	if e.way == "page" {
		q.cookie = c.cookie
		if c.cookie != "" {
			q.token = ""
		}
	}
	switch {
	case e.method == http.MethodGet:
	case e.way == "page":
		q.form = o.form(e.pattern)
	default:
		q.body = o.body(e.pattern)
	}
	// What ends a session, or uses a link up, gets one of its own.
	switch {
	case e.pattern == "/sign-out" && c.cookie != "" && !p.broken:
		q.cookie = w.signIn(p.name)
	case e.pattern == "/sign-in/sessions":
		q.form.Set("secret", w.link("milo"))
	}
	answer := w.send(q)
	if strings.HasSuffix(e.pattern, "/departures") && answer.Code < 400 {
		// Whoever comes next finds the opening as it was.
		_, err := w.Pool.Return(w.t.Context(), w.as("ines"), pool.Returning{Opening: id.Opening(o.opening)})
		w.must(err)
	}
	return answer
}

// classify names what an answer says.
func classify(method string, answer *httptest.ResponseRecorder) string {
	to := answer.Header().Get("Location")
	switch code := answer.Code; {
	case code == http.StatusSeeOther && strings.HasPrefix(to, "/sign-in") && method == http.MethodGet, code == http.StatusUnauthorized:
		return "sign-in"
	case code == http.StatusForbidden, code == http.StatusNotFound:
		return fmt.Sprint(code)
	case code < 400, code == http.StatusConflict, code == http.StatusUnprocessableEntity:
		return "ok"
	default:
		return fmt.Sprint(code)
	}
}

// walk knocks at every route as everybody.
func (w *world) walk() []entry {
	w.t.Helper()
	hands, at := w.equip(), w.elsewhere(w.gather())
	list := routes()
	for i := range list {
		e := &list[i]
		for turn, p := range principals {
			answer := w.knock(*e, p, hands[p.column], at[p.at], turn)
			outcome := classify(e.method, answer)
			if p.at == over && answer.Code == http.StatusConflict {
				outcome = "over"
			}
			e.outcomes = append(e.outcomes, outcome)
		}
	}
	return list
}

// TestEveryRouteAsEverybody compares what everybody meets with the table.
func TestEveryRouteAsEverybody(t *testing.T) {
	if *update {
		each(t, func(t *testing.T, w *world) {
			if strings.HasSuffix(t.Name(), "sqlite") {
				write(t, w.walk())
			}
		})
		return
	}
	want := read(t)
	each(t, func(t *testing.T, w *world) {
		w.ownDoors(t)
		w.otherSites(t)
		for _, e := range w.walk() {
			expected, ok := want[e.key()]
			if !ok {
				t.Errorf("%s has no line in %s: add it and review it", e.key(), table)
				continue
			}
			if e.action != expected.action {
				t.Errorf("%s asks for %s, reviewed was %s", e.key(), e.action, expected.action)
			}
			for i, p := range principals {
				if e.outcomes[i] != expected.outcomes[i] {
					t.Errorf("%s as %s: %s, want %s", e.key(), p.column, e.outcomes[i], expected.outcomes[i])
				}
			}
		}
	})
	known := routes()
	for key := range want {
		if !slices.ContainsFunc(known, func(e entry) bool { return e.key() == key }) {
			t.Errorf("%s is in %s, but there is no such route", key, table)
		}
	}
}

// TestChangesAskForActionsThatChange: a token that may read only is refused by
// the action that a route names.
func TestChangesAskForActionsThatChange(t *testing.T) {
	for _, e := range routes() {
		rule, known := access.RuleOf(e.action)
		switch {
		case !known:
			t.Errorf("%s asks for %q, which the policy does not know", e.key(), e.action)
		case e.method == http.MethodGet || strings.HasPrefix(e.pattern, rest.Prefix+"/lint"): // lint saves nothing
		case !rule.Changes:
			t.Errorf("%s changes something, but %s is for reading", e.key(), e.action)
		}
	}
}

// ownDoors checks that credentials count at their own door only: a session is
// no token, and a token no session.
func (w *world) ownDoors(t *testing.T) {
	token, session, o := w.token("noor", "door", access.ScopeAct).Secret.Reveal(), w.session("noor"), w.gather()
	for _, e := range routes() {
		if rule, _ := access.RuleOf(e.action); slices.Contains(rule.Do, access.Nobody) {
			continue
		}
		q := request{method: e.method, path: o.path(e.pattern, 0), cookie: token, token: session}
		switch {
		case e.method == http.MethodGet:
		case e.way == "page":
			q.form = o.form(e.pattern)
		default:
			q.body = o.body(e.pattern)
		}
		if e.way == "api" {
			q.cookie, q.token = session, ""
		}
		if got := classify(e.method, w.send(q)); got != "sign-in" {
			t.Errorf("%s: %s with the credential of the other door", e.key(), got)
		}
	}
}

// read reads the reviewed table.
func read(t *testing.T) map[string]entry {
	t.Helper()
	text, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]entry{}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0, words[0] == "#":
			continue
		case words[0] == "way":
			if columns := words[4:]; !slices.EqualFunc(columns, principals, func(c string, p principal) bool { return c == p.column }) {
				t.Fatalf("the columns of %s are %q", table, columns)
			}
			continue
		case len(words) != 4+len(principals):
			t.Fatalf("%s: %d words in %q", table, len(words), line)
		}
		e := entry{way: words[0], method: words[1], pattern: words[2], action: access.Action(words[3]), outcomes: words[4:]}
		lines[e.key()] = e
	}
	return lines
}

// write writes the table anew.
func write(t *testing.T, list []entry) {
	t.Helper()
	var b strings.Builder
	b.WriteString(preface)
	columns := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	line := []string{"way", "method", "route", "action"}
	for _, p := range principals {
		line = append(line, p.column)
	}
	fmt.Fprintln(columns, strings.Join(line, "\t"))
	for _, e := range list {
		fmt.Fprintln(columns, strings.Join(append([]string{e.way, e.method, e.pattern, string(e.action)}, e.outcomes...), "\t"))
	}
	if err := columns.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(table, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
