package api_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stint/internal/access"
)

// TestEveryKindOfProblem compares each kind of refusal with its golden file.
func TestEveryKindOfProblem(t *testing.T) {
	each(t, func(t *testing.T, b *bakery) {
		e := b.engage()
		in := "/internships/" + e.internship
		b.tokens["reader"], b.tokens["liar"] = b.token("Sam", access.ScopeRead), "stint_"+strings.Repeat("x", 40)
		b.done("Bea", "/activities/"+e.loaf+"/moves", `{"week":3}`, "week")
		for _, g := range []struct {
			name, who, method, path, body string
			header                        []string
			status                        int
		}{
			{name: "401-no-token", method: "GET", path: "/self", status: 401},
			{name: "401-wrong-token", who: "liar", method: "GET", path: "/self", status: 401},
			{name: "403-not-theirs", who: "Tom", method: "POST", path: "/activities/" + e.loaf + "/moves", body: `{"week":2}`, status: 403},
			{name: "403-read-only", who: "reader", method: "POST", path: "/activities/" + e.loaf + "/ticks", body: `{}`, status: 403},
			{name: "404-not-seen", who: "Uma", method: "GET", path: in, status: 404},
			{name: "404-no-id", who: "Sam", method: "GET", path: "/internships/1", status: 404},
			{name: "404-no-operation", who: "Sam", method: "GET", path: "/nothing", status: 404},
			{name: "409-changed-meanwhile", who: "Bea", method: "POST", path: "/activities/" + e.loaf + "/moves", body: `{"week":2,"version":1}`, status: 409},
			{name: "422-fields", who: "Sam", method: "POST", path: in + "/activities", body: `{"week":99,"text":""}`, status: 422},
			{name: "422-unknown-field", who: "Sam", method: "POST", path: in + "/activities", body: `{"week":1,"text":"x","state":"done"}`, status: 422},
			{name: "422-missing-field", who: "Sam", method: "POST", path: in + "/activities", body: `{"week":1}`, status: 422},
			{name: "422-wrong-type", who: "Sam", method: "POST", path: in + "/activities", body: `{"week":"hush-hush","text":"x"}`, status: 422},
			{name: "422-unknown-query", who: "Sam", method: "GET", path: "/internships?owner=me", status: 422},
			{name: "422-limit", who: "Sam", method: "GET", path: "/internships?limit=101", status: 422},
			{name: "400-bad-json", who: "Sam", method: "POST", path: in + "/activities", body: `{"week":1,`, status: 400},
			{name: "400-no-body", who: "Sam", method: "POST", path: in + "/activities", status: 400},
			{name: "415-no-json", who: "Sam", method: "POST", path: in + "/activities", body: `week=1`, header: []string{"Content-Type", "application/x-www-form-urlencoded"}, status: 415},
			{name: "400-not-utf-8", who: "Ada", method: "POST", path: "/programs", body: "{\"source\":\"# Caf\xe9\"}", status: 400},
			{name: "413-too-large", who: "Sam", method: "POST", path: in + "/activities", body: `{"week":1,"text":"` + strings.Repeat("x", 2<<20) + `"}`, status: 413},
		} {
			w := b.ask(g.who, g.method, g.path, g.body, g.header...)
			if w.Code != g.status || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: %d %s\n%s", g.name, w.Code, w.Header().Get("Content-Type"), w.Body)
			}
			if got := w.Header().Get("WWW-Authenticate"); (g.status == 401) != strings.HasPrefix(got, "Bearer") {
				t.Errorf("%s: WWW-Authenticate is %q", g.name, got)
			}
			if strings.Contains(w.Body.String(), "hush-hush") {
				t.Errorf("%s repeats what was sent", g.name)
			}
			if w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s may be kept by a cache", g.name)
			}
			b.golden(g.name, w)
		}
	})
}

// TestAKeyMakesARepetitionSafe: the same call with the same key is answered
// with the first result, another call with it is refused.
func TestAKeyMakesARepetitionSafe(t *testing.T) {
	each(t, func(t *testing.T, b *bakery) {
		e := b.engage()
		path := "/internships/" + e.internship + "/hours"
		log := func(length string) (int, string) {
			w := b.ask("Sam", http.MethodPost, path, `{"length":"`+length+`"}`, "Idempotency-Key", "once")
			if length == "2" {
				b.golden("409-key-reused", w)
			}
			return w.Code, w.Body.String()
		}
		code, first := log("1")
		again, second := log("1")
		if code != http.StatusCreated || again != code || first != second {
			t.Errorf("%d %s, and again %d %s", code, first, again, second)
		}
		if code, _ := log("2"); code != http.StatusConflict {
			t.Errorf("another call with the key: %d", code)
		}
		if n := strings.Count(b.ask("Sam", http.MethodGet, path, "").Body.String(), `"minutes"`); n != 2 {
			t.Errorf("%d entries, want the one of before and one more", n)
		}
		if w := b.ask("Bea", http.MethodPost, "/internships/"+e.internship+"/activities", `{"week":1,"text":"Clean up"}`, "Idempotency-Key", "once"); w.Code != http.StatusCreated {
			t.Errorf("somebody else's key: %d %s", w.Code, w.Body)
		}
		if w := b.ask("Sam", http.MethodPost, path, `{"length":"1"}`, "Idempotency-Key", strings.Repeat("k", 201)); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("a key of 201 bytes: %d %s", w.Code, w.Body)
		}
	})
}

// document is what the tests read of OpenAPI.
type document struct {
	OpenAPI    string
	Paths      map[string]map[string]described
	Components struct{ Schemas map[string]schema }
}

type described struct {
	OperationID string
	Security    []map[string][]string
	RequestBody *struct {
		Content map[string]struct{ Schema schema }
	}
}

type schema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Properties           map[string]schema
	Items                *schema
	Required             []string
	Enum                 []any
	AdditionalProperties any
}

// read reads the document that is served.
func (b *bakery) document() document {
	b.t.Helper()
	var d document
	b.must(json.Unmarshal(b.ask("", http.MethodGet, "/openapi.json", "").Body.Bytes(), &d))
	return d
}

func (d document) follow(s schema) schema {
	if name, isRef := strings.CutPrefix(s.Ref, "#/components/schemas/"); isRef {
		return d.Components.Schemas[name]
	}
	return s
}

// example is the smallest value of a schema, with every property of objects.
func (d document) example(s schema) any {
	s = d.follow(s)
	kind := s.Type
	if several, ok := kind.([]any); ok {
		kind = several[0]
	}
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case kind == "object":
		o := map[string]any{}
		for name, p := range s.Properties {
			o[name] = d.example(p)
		}
		return o
	case kind == "array":
		return []any{d.example(*s.Items)}
	case kind == "integer", kind == "number":
		return 1
	case kind == "boolean":
		return true
	}
	return "x"
}

// TestUnknownFieldsAreRefused sends every write that takes a body with each
// field that anything in the document has and this body does not, and with one
// in each object within.
func TestUnknownFieldsAreRefused(t *testing.T) {
	b := open(t, filepath.Join(t.TempDir(), "stint.db"))
	d := b.document()
	fields := map[string]bool{"person_id": true, "admin": true, "epoch": true, "__proto__": true}
	for _, s := range d.Components.Schemas {
		for name := range s.Properties {
			fields[name] = true
		}
	}
	nowhere := strings.Repeat("0", 8) + "-0000-7000-8000-000000000000"
	sent := 0
	for path, methods := range d.Paths {
		for method, op := range methods {
			if op.RequestBody == nil {
				continue
			}
			s := d.follow(op.RequestBody.Content["application/json"].Schema)
			if s.AdditionalProperties != false || len(s.Properties) == 0 {
				t.Errorf("%s: the document lets through fields that it does not name, or names none", op.OperationID)
			}
			at := strings.NewReplacer("{id}", nowhere, "{number}", "1").Replace(path)
			for _, name := range slices.Sorted(maps.Keys(fields)) {
				if _, known := s.Properties[name]; known {
					continue
				}
				body := d.example(s).(map[string]any)
				body[name] = true
				sent++
				refuse(t, b, op.OperationID, method, at, body, name)
			}
			for name, p := range s.Properties {
				if items := d.follow(p).Items; items != nil && len(d.follow(*items).Properties) > 0 {
					body := d.example(s).(map[string]any)
					body[name].([]any)[0].(map[string]any)["extra"] = true
					refuse(t, b, op.OperationID, method, at, body, "extra")
				}
			}
		}
	}
	if sent < 1000 {
		t.Errorf("only %d bodies were sent", sent)
	}
}

func refuse(t *testing.T, b *bakery, operation, method, path string, body map[string]any, extra string) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	w := b.ask("Ada", strings.ToUpper(method), path, string(text))
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "unexpected property") || !strings.Contains(w.Body.String(), extra) {
		t.Errorf("%s with %q: %d %s", operation, extra, w.Code, w.Body)
	}
}

// TestTheDocument compares what is served with docs/api/openapi.json, and that
// with the routes.
func TestTheDocument(t *testing.T) {
	b := open(t, filepath.Join(t.TempDir(), "stint.db"))
	w := b.ask("", http.MethodGet, "/openapi.json", "")
	var text bytes.Buffer
	b.must(json.Indent(&text, w.Body.Bytes(), "", "  "))
	compare(t, filepath.Join("..", "..", "docs", "api", "openapi.json"), text.String()+"\n")

	d := b.document()
	if !strings.HasPrefix(d.OpenAPI, "3.1") {
		t.Errorf("the document says OpenAPI %q", d.OpenAPI)
	}
	seen := map[string]bool{}
	for path, methods := range d.Paths {
		for method, op := range methods {
			if seen[op.OperationID] {
				t.Errorf("two operations are called %s", op.OperationID)
			}
			seen[op.OperationID] = true
			if len(op.Security) == 0 {
				t.Errorf("%s asks for no token", op.OperationID)
			}
			wild := strings.Count(path, "{")
			if n := strings.Count(describe(b, w.Body.Bytes(), path, method), `"in":"path"`); n != wild {
				t.Errorf("%s names %d parameters of its path, which has %d", op.OperationID, n, wild)
			}
		}
	}
	for name, s := range d.Components.Schemas {
		for field := range s.Properties {
			if !snake.MatchString(field) {
				t.Errorf("%s has a field called %s", name, field)
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("the document holds only %d operations", len(seen))
	}
}

// snake is how fields are written.
var snake = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// describe is the text of one operation in the document.
func describe(b *bakery, text []byte, path, method string) string {
	b.t.Helper()
	var d struct {
		Paths map[string]map[string]json.RawMessage
	}
	b.must(json.Unmarshal(text, &d))
	return string(d.Paths[path][method])
}
