package matrix

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/api/rest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/meeting"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/program/draft"
	"stint/internal/sqldb"
)

// secret is a word that somebody wrote in private, and who may read it.
type secret struct {
	word     string
	field    string
	entitled []string // names of people
	at       []string // pages and API addresses where the entitled find it
}

// readers are the people whose every page is read. Nobody stands for whoever
// is not signed in.
var readers = []string{
	"", "noor", "ines", "tomasz", "priya", "wanda", "anselm", "yuki", "oluwaseun", "mei", "camille", "milo",
	"ravi", "kofi", "beatriz", "jakub", "amara", "marguerite", "sunniva", "lena", "oskar",
	"freya",
}

// writeSecrets writes a word of its own into every private field, the way
// people do, and says who may read it after PRODUCT's "Who sees what".
func (w *world) writeSecrets() []secret {
	w.t.Helper()
	var all []secret
	add := func(field, word string, entitled []string, at ...string) {
		all = append(all, secret{word: word, field: field, entitled: entitled, at: at})
	}
	pair := []string{"noor", "ines"}
	ctx, of := w.t.Context(), w.internshipOf("noor")
	open := w.words("SELECT id FROM activity WHERE internship_id = ? AND shape = 'leaf' AND owner = 'intern' AND state = 'open' AND optional = 0 AND week > 4 ORDER BY week, position", of)
	optional := w.word("SELECT id FROM activity WHERE internship_id = ? AND shape = 'leaf' AND owner = 'intern' AND state = 'open' AND optional = 1 ORDER BY week, position", of)
	activity := func(a string) []string {
		return []string{"/activities/" + a, rest.Prefix + "/internships/" + string(of) + "/plan"}
	}

	_, err := w.Plans.Tick(ctx, w.as("noor"), plan.Mark{Activity: id.Activity(open[0]), Note: "zanzibarnote", Evidence: "https://evidence.example.com/zanzibarproof"})
	w.must(err)
	add("note on a tick", "zanzibarnote", pair, activity(open[0])...)
	add("evidence", "zanzibarproof", pair, activity(open[0])...)
	_, err = w.Plans.Skip(ctx, w.as("noor"), plan.Leave{Activity: id.Activity(optional), Reason: "zanzibarskip"})
	w.must(err)
	add("reason of a skip", "zanzibarskip", pair, activity(optional)...)
	_, err = w.Plans.Waive(ctx, w.as("ines"), plan.Leave{Activity: id.Activity(open[1]), Reason: "zanzibarwaiver"})
	w.must(err)
	add("reason of a waiver", "zanzibarwaiver", pair, activity(open[1])...)

	prompts := w.words("SELECT id FROM prompt p WHERE internship_id = ? AND state = 'open' AND NOT EXISTS (SELECT 1 FROM answer_draft d WHERE d.prompt_id = p.id) ORDER BY id", of)
	question := func(p string) []string { return []string{"/prompts/" + p, rest.Prefix + "/prompts/" + p} }
	_, err = w.Prompts.SaveDraft(ctx, w.as("noor"), prompt.SaveDraft{Prompt: id.Prompt(prompts[0]), Body: "zanzibardraft"})
	w.must(err)
	add("draft", "zanzibardraft", []string{"noor"}, question(prompts[0])...)
	_, err = w.Prompts.PutOnAgenda(ctx, w.as("noor"), prompt.Put{Prompt: id.Prompt(prompts[1]), Body: "zanzibaranswer"})
	w.must(err)
	add("answer on the agenda", "zanzibaranswer", pair, question(prompts[1])...)
	_, err = w.Prompts.Reply(ctx, w.as("ines"), prompt.Write{Prompt: id.Prompt(prompts[1]), Body: "zanzibarreply"})
	w.must(err)
	add("reply", "zanzibarreply", pair, question(prompts[1])...)
	_, err = w.Prompts.Skip(ctx, w.as("noor"), prompt.Leave{Prompt: id.Prompt(w.optionalPrompt(of)), Reason: "zanzibarleft"})
	w.must(err)
	add("reason of a skipped question", "zanzibarleft", pair)

	m := id.Meeting(w.word("SELECT id FROM meeting WHERE internship_id = ? AND state = 'planned' ORDER BY starts_at", of))
	talk := []string{"/meetings/" + string(m), rest.Prefix + "/meetings/" + string(m)}
	_, err = w.Meetings.WriteNote(ctx, w.as("ines"), meeting.WriteNote{Meeting: m, Body: "zanzibarminutes"})
	w.must(err)
	add("1:1 note", "zanzibarminutes", pair, talk...)
	_, err = w.Meetings.AddTopic(ctx, w.as("ines"), meeting.AddTopic{Meeting: m, Title: "zanzibartopic", Minutes: 5, Blocker: true})
	w.must(err)
	add("topic of a 1:1", "zanzibartopic", pair, talk...)
	_, err = w.Hours.Log(ctx, w.as("noor"), hours.Log{Internship: of, Length: "1", What: "zanzibarhours"})
	w.must(err)
	add("on what hours went", "zanzibarhours", pair, rest.Prefix+"/internships/"+string(of)+"/hours")

	page, err := w.Drafts.Save(ctx, w.as("wanda"), draft.Save{Source: "# zanzibarpage"})
	w.must(err)
	add("draft of a page", "zanzibarpage", []string{"wanda"}, "/drafts/"+string(page.Draft), "/programs/new", rest.Prefix+"/drafts/"+string(page.Draft))

	all = append(all, w.writeReasons()...)
	all = append(all, w.writePreparation(of)...)
	all = append(all, w.writeSearch()...)
	_, err = w.Accounts.MakeToken(ctx, w.as("noor"), account.NewToken{Name: "zanzibartoken", Scope: access.ScopeRead, Days: 9})
	w.must(err)
	add("name of a token", "zanzibartoken", []string{"noor"}, "/tokens", rest.Prefix+"/self/tokens")
	link := w.link("noor")
	_, err = w.Accounts.Redeem(ctx, call.By(access.Actor{Via: access.ViaPage, Scope: access.ScopeSession}), link, "zanzibaragent")
	w.must(err)
	add("browser of a session", "zanzibaragent", []string{"noor"})
	return all
}

// optionalPrompt is a question that may be skipped. The company's program has
// none, so one becomes so.
func (w *world) optionalPrompt(of id.Internship) string {
	w.t.Helper()
	p := w.word("SELECT id FROM prompt WHERE internship_id = ? AND state = 'open' ORDER BY id DESC", of)
	w.must(w.DB.Write(w.t.Context(), func(tx *sqldb.Tx) error {
		return tx.Guard("no question", "UPDATE prompt SET optional = 1 WHERE id = ?", p)
	}))
	return p
}

// writeReasons refuses one internship and ends another.
func (w *world) writeReasons() []secret {
	w.t.Helper()
	ctx, ravi, jakub := w.t.Context(), w.internshipOf("ravi"), w.internshipOf("jakub")
	_, err := w.Internships.SignOff(ctx, w.as("beatriz"), internship.SignOff{
		Internship: ravi, Revision: 2, Digest: w.word("SELECT digest FROM terms WHERE internship_id = ? AND revision = 2", ravi),
		Answer: internship.AnswerRefuse, Reason: "zanzibarrefusal",
	})
	w.must(err)
	_, err = w.Internships.End(ctx, w.as("amara"), internship.End{Internship: jakub, How: internship.HowStopped, Reason: "zanzibarend"})
	w.must(err)
	lena := w.internshipOf("lena")
	evidence := "success-crew/lena"
	return []secret{
		{word: "zanzibarrefusal", field: "reason of a refusal", entitled: []string{"ravi", "beatriz"}, at: []string{"/internships/" + string(ravi) + "/sign-off", rest.Prefix + "/internships/" + string(ravi) + "/terms"}},
		{word: "zanzibarend", field: "reason of an end", entitled: []string{"jakub", "amara", "wanda"}, at: []string{"/internships/" + string(jakub)}},
		{word: evidence, field: "evidence of an approval", entitled: []string{"lena", "kofi", "oskar", "priya", "wanda"}, at: []string{rest.Prefix + "/internships/" + string(lena) + "/terms"}},
	}
}

// TestPrivateWordsShowToTheEntitledOnly reads everything as everybody.
func TestPrivateWordsShowToTheEntitledOnly(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		secrets := w.writeSecrets()
		ids := w.addresses(secrets)
		who := readers
		if w.DB.Dialect() == sqldb.Postgres {
			who = readers[:8] // everybody whose relation to the first internship differs
		}
		for _, name := range who {
			c := crawl{world: w, seen: map[string]string{}}
			if name != "" {
				c.cookie, c.token = w.session(name), w.token(name, "reader", access.ScopeAct).Secret.Reveal()
			}
			c.read(ids)
			if len(c.seen) < len(ids) {
				t.Errorf("%q read %d of %d pages", name, len(c.seen), len(ids))
			}
			for _, s := range secrets {
				c.search(t, name, s)
			}
		}
		for _, s := range secrets {
			if strings.Contains(w.log.String(), s.word) {
				t.Errorf("the log holds the %s", s.field)
			}
			if found := w.words("SELECT name FROM audit_event WHERE facts LIKE ?", "%"+s.word+"%"); len(found) > 0 {
				t.Errorf("the record of what happened holds the %s: %q", s.field, found)
			}
			if found := w.words("SELECT kind FROM job WHERE payload LIKE ?", "%"+s.word+"%"); len(found) > 0 {
				t.Errorf("the queue holds the %s: %q", s.field, found)
			}
		}
	})
}

// addresses are those that a reader tries whether or not anything links to
// them: of every internship that holds a secret, and of every secret.
func (w *world) addresses(secrets []secret) []string {
	list := []string{
		"/", "/inbox", "/profile", "/tokens", "/week", "/meetings", "/internships", "/mentoring", "/team", "/overview", "/next", "/programs", "/people", "/installation",
		"/internships?q=zanzibar", "/people?q=zanzibar", "/no-such-page?zanzibar",
	}
	for _, path := range []string{"/internships?limit=100", "/people?limit=100", "/programs", "/self", "/self/tokens", "/self/marks", "/requests", "/guidance", "/open-calls"} {
		list = append(list, rest.Prefix+path)
	}
	program := "/programs/" + w.word("SELECT program_id FROM internship WHERE id = ?", w.internshipOf("noor"))
	list = append(list, program+"/marks", program+"/marks.patch", rest.Prefix+program+"/marks", "/internships/"+string(w.internshipOf(searching))+"/requests", rest.Prefix+"/internships/"+string(w.internshipOf(searching))+"/requests")
	for _, name := range []string{"noor", "ravi", "jakub", "lena"} {
		of := string(w.internshipOf(name))
		for _, part := range []string{"", "/week", "/sign-off", "/refusal", "/end", "/terms/new"} {
			list = append(list, "/internships/"+of+part)
		}
		for week := range 3 {
			list = append(list, "/internships/"+of+"/week?week="+strconv.Itoa(week+4))
		}
		list = append(list, "/meetings?internship="+of)
		for _, part := range []string{"", "/terms", "/plan", "/hours", "/meetings"} {
			list = append(list, rest.Prefix+"/internships/"+of+part)
		}
	}
	of := w.internshipOf("noor")
	for _, m := range w.words("SELECT id FROM meeting WHERE internship_id = ? ORDER BY starts_at", of) {
		list = append(list, "/meetings/"+m, rest.Prefix+"/meetings/"+m)
	}
	for _, p := range w.words("SELECT id FROM prompt WHERE internship_id = ? AND (versions > 0 OR state <> 'open') ORDER BY id", of) {
		list = append(list, "/prompts/"+p, rest.Prefix+"/prompts/"+p)
	}
	for _, s := range secrets {
		list = append(list, s.at...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// crawl is one reader on their way through everything they can reach.
type crawl struct {
	*world
	cookie, token string
	seen          map[string]string // what was answered, by address
}

// further bounds how many pages one reader follows links to, beyond the
// addresses that everybody tries.
const further = 50

// links are the addresses in a page: where it leads, and what it loads.
var links = regexp.MustCompile(`(?:href|hx-get|src)="([^"]*)"`)

// read reads the addresses and whatever they lead to.
func (c *crawl) read(list []string) {
	c.t.Helper()
	queue := slices.Clone(list)
	for len(queue) > 0 && len(c.seen) < len(list)+further {
		path := queue[0]
		queue = queue[1:]
		if _, done := c.seen[path]; done {
			continue
		}
		answer := c.send(request{method: http.MethodGet, path: path, cookie: c.cookie, token: c.token})
		if answer.Code >= 500 {
			c.t.Errorf("%s answers %d", path, answer.Code)
		}
		c.seen[path] = answer.Body.String() + answer.Header().Get("Location")
		if to := own(path, answer.Header().Get("Location")); to != "" {
			queue = append(queue, to)
		}
		if strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") {
			for _, link := range links.FindAllStringSubmatch(answer.Body.String(), -1) {
				if to := own(path, html.UnescapeString(link[1])); to != "" {
					queue = append(queue, to)
				}
			}
		}
	}
}

// own is the address of a link on our own origin; empty for another one.
func own(from, link string) string {
	if link == "" || strings.HasPrefix(link, "/static/") {
		return ""
	}
	here, err := url.Parse(base + from)
	if err != nil {
		return ""
	}
	to, err := here.Parse(link)
	if err != nil || to.Scheme+"://"+to.Host != base {
		return ""
	}
	to.Fragment = ""
	return to.RequestURI()
}

// search looks for a secret in all that was read.
func (c *crawl) search(t *testing.T, name string, s secret) {
	t.Helper()
	entitled := slices.Contains(s.entitled, name)
	for path, text := range c.seen {
		if !entitled && strings.Contains(text, s.word) {
			t.Errorf("%q reads the %s at %s", name, s.field, path)
		}
	}
	for _, path := range s.at {
		if entitled && !strings.Contains(c.seen[path], s.word) {
			t.Errorf("%s does not find the %s at %s", name, s.field, path)
		}
	}
}
