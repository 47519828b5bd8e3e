package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"stint/internal/change"
	"stint/internal/job"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// readVersions publishes a second version, and compares what is said of it while
// it is offered and once it is taken.
func (b *bakery) readVersions(e engaged, covered map[string]bool) {
	b.t.Helper()
	b.done("Ada", "/programs/"+e.program+"/coordinators", `{"person":"`+b.ids["Uma"]+`"}`, "id")
	next := strings.NewReplacer("Read about [sourdough]", "Read all about [sourdough]", "1. Bake a loaf", "1. Sift the flour {id=flour est=10m}\n1. Bake a loaf").Replace(page)
	source, err := json.Marshal(next)
	b.must(err)
	b.done("Uma", "/programs/"+e.program+"/versions", `{"source":`+string(source)+`}`, "version")
	b.must(b.Changes.OfferAll(b.t.Context(), job.Job{Kind: change.KindOffer, Payload: json.RawMessage(`{"program":"` + e.program + `"}`)}))
	offers, program := "/internships/"+e.internship+"/version-offers", "/programs/"+e.program
	offer := "/version-offers/" + b.found("Sam", offers, "items", 0, "id")
	read := func(name, who, pattern, path string) {
		w := b.ask(who, http.MethodGet, path, "")
		if w.Code != http.StatusOK {
			b.t.Errorf("GET %s: %d", path, w.Code)
		}
		b.golden(name, w)
		covered[pattern] = true
	}
	read("compare-versions", "Uma", "/programs/{id}/versions/{number}/differences", program+"/versions/2/differences")
	read("list-version-offers", "Sam", "/internships/{id}/version-offers", offers)
	read("find-version-offer", "Tom", "/version-offers/{id}", offer)
	read("list-program-version-offers", "Uma", "/programs/{id}/version-offers", program+"/version-offers")
	b.done("Sam", offer+"/proposals", `{"base":1,"take":["`+b.found("Sam", offer, "parts", 0, "key")+`"]}`, "digest")
	read("find-version-offer-proposed", "Bea", "/version-offers/{id}", offer)
	if state := b.done("Bea", offer+"/confirmations", `{"digest":"`+b.found("Bea", offer, "digest")+`"}`, "state"); state != "taken" {
		b.t.Errorf("the offer is %s", state)
	}
	read("find-version-offer-taken", "Ruth", "/version-offers/{id}", offer)
	b.done("Bea", offer+"/proposals", `{"base":2,"whole":true}`, "digest")
	read("find-version-offer-rest", "Sam", "/version-offers/{id}", offer)
	if state := b.done("Sam", offer+"/declines", `{"reason":"In the spring."}`, "state"); state != "taken" {
		b.t.Errorf("with its rest declined the offer is %s", state)
	}
	marks := "/internships/" + e.internship + "/version-marks"
	read("list-version-marks", "Tom", "/internships/{id}/version-marks", marks)
	b.done("Sam", "/version-marks/"+b.found("Sam", marks, "items", 0, "id")+"/dismissals", `{}`, "internship")
	b.must(b.DB.Write(b.t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec("INSERT INTO link_check (address, host, state, status, failing_at, checked_at, due_at) VALUES ('https://bakery.example.com/dough', 'bakery.example.com', 'broken', 404, ?, ?, ?)",
			tx.Now().Add(-48*time.Hour), tx.Now(), tx.Now().Add(time.Hour))
		return err
	}))
	read("lint-program", "Uma", "/programs/{id}/lint", program+"/lint")
	read("lint-page-draft", "Ada", "/drafts/{id}/lint", "/drafts/"+e.draft+"/lint")
	b.export(program+"/versions/2/page", next)
	covered["/programs/{id}/versions/{number}/page"] = true
}

// export checks that what is exported imports to the same program.
func (b *bakery) export(path, source string) {
	b.t.Helper()
	w := b.ask("Uma", http.MethodGet, path, "")
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/markdown") {
		b.t.Fatalf("GET %s: %d %s", path, w.Code, w.Header().Get("Content-Type"))
	}
	ids := func(text string) (all []string) {
		reader.Read([]byte(text), reader.Options{}).Walk(func(_ *reader.Phase, a *reader.Activity) { all = append(all, a.ID+" "+a.Text) })
		return all
	}
	if got, want := strings.Join(ids(w.Body.String()), "\n"), strings.Join(ids(source), "\n"); got != want {
		b.t.Errorf("the export says\n%s\nand the page\n%s", got, want)
	}
}
