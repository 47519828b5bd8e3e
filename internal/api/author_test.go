package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"stint/internal/program"
)

// slip is a page with one certain mend and one warning beside it.
const slip = `# Bees\n\n## Week 1\n\n1. Read about smoke\n. Light it {effort=1h}\n`

func TestLintFormats(t *testing.T) {
	b := open(t, t.TempDir()+"/stint.db")
	text := b.ask("Uma", http.MethodPost, "/lint/reports", `{"source":"`+slip+`","name":"bees.md"}`)
	if text.Code != http.StatusOK || !strings.HasPrefix(text.Header().Get("Content-Type"), "text/plain") || !strings.Contains(text.Body.String(), "warning[S210]") || !strings.Contains(text.Body.String(), "bees.md:6:1") {
		t.Errorf("%d %s\n%s", text.Code, text.Header().Get("Content-Type"), text.Body)
	}
	sarif := b.ask("Uma", http.MethodPost, "/lint/reports", `{"source":"`+slip+`","format":"sarif"}`)
	var run struct {
		Version string `json:"version"`
		Runs    []any  `json:"runs"`
	}
	if err := json.Unmarshal(sarif.Body.Bytes(), &run); err != nil || run.Version != "2.1.0" || len(run.Runs) != 1 || sarif.Header().Get("Content-Type") != "application/sarif+json" {
		t.Errorf("%v: %s", err, sarif.Body)
	}
	if w := b.ask("Uma", http.MethodPost, "/lint/reports", `{"source":"`+slip+`","format":"yaml"}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown format: %d", w.Code)
	}
	linked := b.ask("Uma", http.MethodPost, "/lint", `{"source":"1. Read [it](/x)","address":"https://example.com/y/"}`)
	if !strings.Contains(linked.Body.String(), "https://example.com/x") {
		t.Errorf("links are not read from the address: %s", linked.Body)
	}
	long := `{"source":"` + strings.Repeat("x", program.MaxSource+1) + `"}`
	for _, path := range []string{"/lint", "/lint/mends", "/lint/reports"} {
		if w := b.ask("Uma", http.MethodPost, path, `{"source":"","address":"ftp://example.com"}`); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "https://") {
			t.Errorf("%s of a page that is published nowhere: %d %s", path, w.Code, w.Body)
		}
		if w := b.ask("Uma", http.MethodPost, path, long); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s of a page that is too long: %d", path, w.Code)
		}
		if w := b.ask("", http.MethodPost, path, `{"source":""}`); w.Code != http.StatusUnauthorized {
			t.Errorf("%s without a token: %d", path, w.Code)
		}
	}
}

func TestMendingAPage(t *testing.T) {
	b := open(t, t.TempDir()+"/stint.db")
	var all struct {
		Source string
		Mends  int
		Page   struct{ Importable bool }
	}
	w := b.ask("Uma", http.MethodPost, "/lint/mends", `{"source":"`+slip+`"}`)
	if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil || all.Mends != 1 || !strings.Contains(all.Source, "\n1. Light it") || !all.Page.Importable {
		t.Errorf("%v: %s", err, w.Body)
	}
	w = b.ask("Uma", http.MethodPost, "/lint/mends", `{"source":"`+slip+`","choice":"6:1:S999"}`)
	if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil || all.Mends != 0 {
		t.Errorf("%v: %s", err, w.Body)
	}
}

// From a draft to a version with nothing but the API, and what gets in the way.
func TestADraftOverTheAPI(t *testing.T) {
	each(t, func(t *testing.T, b *bakery) {
		e := b.engage()
		mine := b.done("Ada", "/drafts", `{"source":"# Rowing\n\n## Week 1\n\n1. Row\n"}`, "draft")
		if w := b.ask("Uma", http.MethodGet, "/drafts/"+mine, ""); w.Code != http.StatusNotFound {
			t.Errorf("somebody else finds it: %d", w.Code)
		}
		if w := b.ask("Uma", http.MethodPost, "/drafts", `{"source":"x"}`); w.Code != http.StatusForbidden {
			t.Errorf("somebody who may make no program begins one: %d", w.Code)
		}
		made := b.done("Ada", "/drafts/"+mine+"/publications", `{"version":1,"slug":"rowing","note":"The first."}`, "program")
		if w := b.ask("Uma", http.MethodGet, "/programs/"+made, ""); !strings.Contains(w.Body.String(), `"note":"The first."`) {
			t.Errorf("%s", w.Body)
		}
		for name, c := range map[string]struct {
			body string
			want int
			code string
		}{
			"texts that wait":       {`{"version":2,"seen":1}`, http.StatusConflict, "texts-waiting"},
			"a version of before":   {`{"version":1,"seen":1}`, http.StatusConflict, "draft-changed"},
			"compared with nothing": {`{"version":2}`, http.StatusConflict, "texts-waiting"},
		} {
			w := b.ask("Ada", http.MethodPost, "/drafts/"+e.draft+"/publications", c.body)
			if w.Code != c.want || !strings.Contains(w.Body.String(), `"code":"`+c.code+`"`) {
				t.Errorf("%s: %d %s", name, w.Code, w.Body)
			}
		}
		b.done("Ada", "/drafts/"+e.draft+"/choices", `{"version":2,"text":2}`, "version")
		b.done("Ada", "/programs/"+e.program+"/versions", `{"source":"# Bread\n\n## Week 1\n\n1. Knead\n","seen":1}`, "version")
		if w := b.ask("Ada", http.MethodPost, "/drafts/"+e.draft+"/publications", `{"version":3,"seen":1}`); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), `"code":"newer-version"`) {
			t.Errorf("over a newer version: %d %s", w.Code, w.Body)
		}
		if number := b.done("Ada", "/drafts/"+e.draft+"/publications", `{"version":3,"seen":2}`, "number"); number != "3" {
			t.Errorf("version %s is made", number)
		}
		gone := b.done("Ada", "/drafts", `{"source":"x"}`, "draft")
		b.done("Ada", "/drafts/"+gone+"/discards", `{"version":1}`, "draft")
		if w := b.ask("Ada", http.MethodGet, "/drafts/"+gone, ""); w.Code != http.StatusNotFound {
			t.Errorf("a draft that was thrown away: %d", w.Code)
		}
		for _, of := range []string{gone, mine, e.draft} {
			w := b.ask("Ada", http.MethodPost, "/drafts/"+of+"/texts", `{"source":"y","base":1}`)
			if w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), `"code":"draft-ended"`) || !strings.Contains(w.Body.String(), "start a new draft with it") {
				t.Errorf("a text for a draft that has ended: %d %s", w.Code, w.Body)
			}
			if w := b.ask("Uma", http.MethodPost, "/drafts/"+of+"/texts", `{"source":"y","base":1}`); w.Code != http.StatusNotFound {
				t.Errorf("from somebody else: %d", w.Code)
			}
		}
	})
}
