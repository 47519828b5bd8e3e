package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/api"
	"stint/internal/api/rest"
	"stint/internal/app"
	"stint/internal/call"
	"stint/internal/config"
	"stint/internal/fault"
	"stint/internal/person"
	"stint/internal/sqldb/sqltest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// page is a small program with a bit of everything.
const page = `---
title: Bakery internship
description: Three weeks at the oven.
weeks: 3
hours: 4
---

Plan for at least 4 hours per week.

## Before you start

1. Ask for an apron {id=apron kind=do est=10m}

## Week by week

### Week 1: Dough

1. Read about [sourdough](https://bakery.example.com/dough) {id=dough est=1h}
1. Taste the first bread {id=taste optional est=10m}
1. Be prepared to discuss with your mentor:
   1. Why does it rise?
   1. Why does it not?

### Week 2: Oven

1. Bake a loaf {id=loaf kind=deliver est=2h}

### Week 3: Shop

1. Present the loaf {id=present kind=present builds-on=loaf est=30m}
`

// moment is when all of it happens: a Monday, so that the internship may begin
// on the same day of another week.
var moment = time.Date(2026, 10, 5, 9, 30, 0, 0, time.UTC)

// bakery is a small company in a whole application.
type bakery struct {
	*app.App
	t       *testing.T
	handler http.Handler
	ids     map[string]string // of people, by first name
	tokens  map[string]string // of people, by first name; "reader" may only read, as the intern
	clock   time.Time
	names   map[string]string // what stands for an id in the goldens
}

// each runs a test in a bakery on both databases.
func each(t *testing.T, run func(*testing.T, *bakery)) {
	t.Helper()
	sqltest.EachDSN(t, func(t *testing.T, dsn string) { run(t, open(t, dsn)) })
}

func open(t *testing.T, dsn string) *bakery {
	t.Helper()
	b := &bakery{t: t, ids: map[string]string{}, tokens: map[string]string{}, names: map[string]string{}, clock: moment}
	var err error
	b.App, err = app.New(t.Context(), config.Config{Database: dsn, Listen: "127.0.0.1:0", URL: "http://stint.example.com"}, app.Options{
		Clock: func() time.Time { return b.clock }, Random: rand.NewChaCha8([32]byte{}), Log: slog.New(slog.DiscardHandler),
	})
	b.must(err)
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	b.handler, err = b.Handler("http://stint.example.com")
	b.must(err)
	for _, e := range []person.Entry{
		{Name: "Ada Amin", Title: "Administrator", Admin: true},
		{Name: "Ruth Rye", Title: "Head of Bread"},
		{Name: "Tom Till", Title: "Head of Shop"},
		{Name: "Bea Bun", Title: "Baker", Manager: "Ruth"},
		{Name: "Sam Sale", Title: "Seller", Manager: "Tom"},
		{Name: "Uma Under", Title: "Driver"},
	} {
		b.hire(e)
	}
	return b
}

// hire adds a person with a token that may act. The manager is named by their
// first name.
func (b *bakery) hire(e person.Entry) {
	b.t.Helper()
	first, _, _ := strings.Cut(e.Name, " ")
	e.Email, e.Zone, e.Team, e.WorkingHours = strings.ToLower(first)+"@bakery.example.com", "Europe/Paris", "Bakery", "Mon-Fri 09:00-17:00"
	e.Manager = typed(e.Manager, b.ids[string(e.Manager)])
	p, err := b.People.Add(b.t.Context(), call.By(access.System(access.ViaCLI)), e)
	b.must(err)
	b.ids[first], b.names[string(p.ID)] = string(p.ID), "<"+strings.ToLower(first)+">"
	b.tokens[first] = b.token(first, access.ScopeAct)
}

// typed gives text the type of an id.
func typed[T ~string](_ T, text string) T { return T(text) }

// actor is somebody as a signed-in browser has them.
func (b *bakery) actor(first string) access.Actor {
	who := access.Actor{Scope: access.ScopeSession, Via: access.ViaPage}
	who.Person = typed(who.Person, b.ids[first])
	return who
}

func (b *bakery) token(first string, scope access.Scope) string {
	b.t.Helper()
	made, err := b.Accounts.MakeToken(b.t.Context(), call.By(b.actor(first)), account.NewToken{Name: "of " + first, Scope: scope, Days: 30})
	b.must(err)
	return made.Secret.Reveal()
}

func (b *bakery) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err, fault.Cause(err))
	}
}

// ask sends one request with the token of somebody; nobody where empty.
func (b *bakery) ask(who, method, path, body string, header ...string) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), method, rest.Prefix+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+b.tokens[who])
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

// done sends a change that must succeed and returns a field of the answer.
func (b *bakery) done(who, path, body, field string) string {
	b.t.Helper()
	w := b.ask(who, http.MethodPost, path, body)
	if w.Code != http.StatusCreated {
		b.t.Fatalf("POST %s as %s: %d %s", path, who, w.Code, w.Body)
	}
	var answer map[string]any
	b.must(json.Unmarshal(w.Body.Bytes(), &answer))
	return fmt.Sprint(answer[field])
}

// found reads something and returns what a path of fields leads to.
func (b *bakery) found(who, path string, fields ...any) string {
	b.t.Helper()
	w := b.ask(who, http.MethodGet, path, "")
	if w.Code != http.StatusOK {
		b.t.Fatalf("GET %s as %s: %d %s", path, who, w.Code, w.Body)
	}
	var at any
	b.must(json.Unmarshal(w.Body.Bytes(), &at))
	for _, f := range fields {
		switch f := f.(type) {
		case string:
			at = at.(map[string]any)[f]
		case int:
			at = at.([]any)[f]
		}
	}
	return fmt.Sprint(at)
}

// engaged is what an internship under way consists of.
type engaged struct{ program, internship, loaf, taste, dough, question, meeting, topic, entry, draft string }

// engage brings Sam to the oven beside Bea, all through the API.
func (b *bakery) engage() engaged {
	b.t.Helper()
	source, err := json.Marshal(page)
	b.must(err)
	var e engaged
	e.program = b.done("Ada", "/programs", `{"source":`+string(source)+`,"slug":"bakery"}`, "program")
	e.internship = b.done("Sam", "/internships", `{"program":"`+e.program+`"}`, "internship")
	in := "/internships/" + e.internship
	b.done("Sam", in+"/terms", `{"base":0,"mentor":"`+b.ids["Bea"]+`","start":"2026-10-12","weeks":3,"week_minutes":240,"weekday":"Thursday","time":"15:00","minutes":30,"message":"I like bread."}`, "revision")
	digest := b.found("Sam", in, "terms", "digest")
	for _, who := range []string{"Bea", "Tom", "Ruth"} {
		b.done(who, in+"/sign-offs", `{"revision":1,"digest":"`+digest+`","answer":"approve"}`, "state")
	}
	b.clock = time.Date(2026, 10, 14, 9, 30, 0, 0, time.UTC)
	b.must(b.Turn(b.t.Context()))
	activity := func(source string) string {
		for i := range 20 {
			if b.found("Sam", in+"/plan", "activities", i, "source") == source {
				return b.found("Sam", in+"/plan", "activities", i, "id")
			}
		}
		b.t.Fatalf("no activity %s", source)
		return ""
	}
	e.loaf, e.taste, e.dough = activity("loaf"), activity("taste"), activity("dough")
	e.question = b.found("Sam", in+"/plan", "prompts", 0, "id")
	e.meeting = b.found("Sam", in+"/meetings", "items", 0, "id")
	b.done("Sam", "/activities/"+e.dough+"/ticks", `{"note":"It is **alive**.","evidence":"https://bakery.example.com/starter"}`, "state")
	b.done("Sam", "/activities/"+e.taste+"/skips", `{"reason":"It was gone."}`, "state")
	b.done("Sam", "/prompts/"+e.question+"/answers", `{"body":"Because of the yeast."}`, "version")
	b.done("Bea", "/prompts/"+e.question+"/replies", `{"body":"And of time."}`, "internship")
	e.topic = b.done("Bea", "/meetings/"+e.meeting+"/items", `{"title":"Where the flour is","minutes":5}`, "item")
	b.done("Bea", "/meetings/"+e.meeting+"/notes", `{"body":"Flour: *left* shelf.","base":0}`, "version")
	b.done("Sam", in+"/hours", `{"length":"1:30","date":"2026-10-13","what":"Dough"}`, "week")
	e.entry = b.found("Sam", in+"/hours", "items", 0, "id")
	e.draft = b.done("Ada", "/programs/"+e.program+"/drafts", `{"source":"# Bread\n\n## Week 1\n\n1. Bake a loaf {id=loaf}\n","base":0,"based_on":1}`, "draft")
	b.done("Ada", "/drafts/"+e.draft+"/texts", `{"source":"# Bread\n\n## Week 1\n\n1. Bake a roll {id=loaf}\n","base":0}`, "version")
	return e
}

var uuids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)

// golden compares an answer with a file of testdata. Ids are numbered in the
// order in which they appear, references left out.
func (b *bakery) golden(name string, w *httptest.ResponseRecorder) {
	b.t.Helper()
	var answer any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		b.t.Errorf("%s is no JSON: %v\n%s", name, err, w.Body)
		return
	}
	if p, isProblem := answer.(map[string]any); isProblem && p["reference"] != nil {
		if r := fmt.Sprint(p["reference"]); r != w.Header().Get("X-Request-Id") {
			b.t.Errorf("%s: the reference %q is not that of the header", name, r)
		}
		p["reference"] = "<reference>"
	}
	if strings.Contains(w.Body.String(), "$schema") {
		b.t.Errorf("%s holds huma's $schema", name)
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	b.must(enc.Encode(map[string]any{"status": w.Code, "type": w.Header().Get("Content-Type"), "body": answer}))
	got := uuids.ReplaceAllStringFunc(text.String(), func(id string) string {
		if b.names[id] == "" {
			b.names[id] = fmt.Sprintf("<id-%02d>", len(b.names))
		}
		return b.names[id]
	})
	got = regexp.MustCompile(`"digest": "[0-9a-f]{64}"`).ReplaceAllString(got, `"digest": "<digest>"`)
	compare(b.t, filepath.Join("testdata", name+".json"), got)
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update && !strings.Contains(t.Name(), "postgres") {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// TestEveryRead compares every GET with its golden file, as the intern and
// where others see less, as one of them.
func TestEveryRead(t *testing.T) {
	each(t, func(t *testing.T, b *bakery) {
		e := b.engage()
		in := "/internships/" + e.internship
		covered := map[string]bool{}
		for _, g := range []struct{ name, who, pattern, path string }{
			{"list-internships", "Sam", "/internships", "/internships?limit=1&state=active"},
			{"find-internship", "Sam", "/internships/{id}", in},
			{"list-revisions", "Tom", "/internships/{id}/terms", in + "/terms"},
			{"find-plan", "Sam", "/internships/{id}/plan", in + "/plan"},
			{"find-plan-as-manager", "Tom", "/internships/{id}/plan", in + "/plan"},
			{"list-hours", "Sam", "/internships/{id}/hours", in + "/hours"},
			{"list-hours-as-manager", "Tom", "/internships/{id}/hours", in + "/hours"},
			{"list-meetings", "Bea", "/internships/{id}/meetings", in + "/meetings"},
			{"find-meeting", "Bea", "/meetings/{id}", "/meetings/" + e.meeting},
			{"find-prompt", "Bea", "/prompts/{id}", "/prompts/" + e.question},
			{"find-prompt-as-manager", "Ruth", "/prompts/{id}", "/prompts/" + e.question},
			{"list-programs", "Uma", "/programs", "/programs"},
			{"find-program", "Uma", "/programs/{id}", "/programs/" + e.program},
			{"list-versions", "Uma", "/programs/{id}/versions", "/programs/" + e.program + "/versions"},
			{"find-version", "Uma", "/programs/{id}/versions/{number}", "/programs/" + e.program + "/versions/1"},
			{"list-page-drafts", "Ada", "/drafts", "/drafts"},
			{"find-page-draft", "Ada", "/drafts/{id}", "/drafts/" + e.draft},
			{"compare-page-draft", "Ada", "/drafts/{id}/comparison", "/drafts/" + e.draft + "/comparison"},
			{"list-diagnostics", "Uma", "/diagnostics", "/diagnostics"},
			{"explain-diagnostic", "Uma", "/diagnostics/{code}", "/diagnostics/s402"},
			{"list-people", "Uma", "/people", "/people?limit=2"},
			{"list-systems", "Uma", "/systems", "/systems"},
			{"list-people-as-admin", "Ada", "/people", "/people?q=bun"},
			{"find-person", "Uma", "/people/{id}", "/people/" + b.ids["Sam"]},
			{"find-self", "Sam", "/self", "/self"},
			{"list-tokens", "Sam", "/self/tokens", "/self/tokens"},
			{"find-team-cost", "Tom", "/internships/{id}/team-cost", in + "/team-cost"},
			{"list-own-marks", "Sam", "/self/marks", "/self/marks"},
			{"list-marks", "Uma", "/programs/{id}/marks", "/programs/" + e.program + "/marks?settled=true"},
			{"find-marks-patch", "Uma", "/programs/{id}/marks-patch", "/programs/" + e.program + "/marks-patch"},
			{"find-links", "Uma", "/programs/{id}/links", "/programs/" + e.program + "/links"},
			{"list-pool", "Sam", "/programs/{id}/pool", "/programs/" + e.program + "/pool"},
			{"list-own-openings", "Bea", "/openings", "/openings"},
			{"find-eligibility", "Bea", "/programs/{id}/eligibility", "/programs/" + e.program + "/eligibility"},
			{"list-candidates", "Uma", "/programs/{id}/mentors", "/programs/" + e.program + "/mentors?start=2026-10-15"},
			{"list-internship-candidates", "Sam", "/internships/{id}/mentors", in + "/mentors?start=2026-10-15&style=hands-on"},
			{"list-delegations", "Uma", "/delegations", "/delegations"},
			{"find-preparation", "Bea", "/internships/{id}/preparation", in + "/preparation"},
			{"find-wants", "Bea", "/internships/{id}/wants", in + "/wants"},
		} {
			if g.name == "find-wants" {
				if w := b.ask("Sam", http.MethodPost, in+"/wants", `{"body":"To bake *one* loaf alone."}`); w.Code != http.StatusCreated {
					t.Errorf("share a want: %d %s", w.Code, w.Body)
				}
			}
			if g.name == "list-marks" {
				if w := b.ask("Ada", http.MethodPost, "/programs/"+e.program+"/coordinators", `{"person":"`+b.ids["Uma"]+`"}`); w.Code != http.StatusCreated {
					t.Errorf("name a coordinator: %d %s", w.Code, w.Body)
				}
			}
			if g.name == "list-delegations" {
				if w := b.ask("Tom", http.MethodPost, "/delegations", `{"delegate":"`+b.ids["Uma"]+`","from":"2026-12-01","to":"2026-12-04"}`); w.Code != http.StatusCreated {
					t.Errorf("name a delegate: %d %s", w.Code, w.Body)
				}
			}
			w := b.ask(g.who, http.MethodGet, g.path, "")
			if w.Code != http.StatusOK {
				t.Errorf("GET %s: %d", g.path, w.Code)
			}
			b.golden(g.name, w)
			covered[g.pattern] = true
		}
		b.readAll(b.look(e.program), covered)
		b.readAll(b.gather(e.program), covered)
		b.readVersions(e, covered)
		for _, r := range api.New(api.Services{}).Routes() {
			if r.Method == http.MethodGet && !covered[strings.TrimPrefix(r.Path, rest.Prefix)] {
				t.Errorf("GET %s has no golden file", r.Path)
			}
		}
	})
}
