package matrix

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"stint/internal/sqldb"
)

// foreign are the marks of a request that another site started in somebody's
// browser.
var foreign = []map[string]string{
	{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
	{"Origin": "https://evil.example"},
	{"Origin": "null"},
	{"Origin": "http://stint.example.com.evil.example"},
	{"Origin": "http://stint.example.com:8443"},
	{"Sec-Fetch-Site": "cross-site"},
	{"Sec-Fetch-Site": "same-site"},
}

// otherSites checks that what another site starts in the browser of somebody
// who may is refused on every route that changes something, and that nothing
// has changed.
func (w *world) otherSites(t *testing.T) {
	hands, o := w.credentialsOf("noor", "ines", "wanda", "anselm"), w.gather()
	before := w.content()
	for _, e := range routes() {
		if e.way != "page" || e.method == http.MethodGet {
			continue
		}
		for i, marks := range foreign {
			for name, cookie := range hands {
				answer := w.send(request{method: e.method, path: o.path(e.pattern, 0), cookie: cookie, form: o.form(e.pattern), header: marks})
				if answer.Code != http.StatusForbidden || !strings.Contains(answer.Body.String(), "another site") {
					t.Errorf("%s as %s with %v: %d", e.key(), name, marks, answer.Code)
				}
				if i > 0 {
					break // one browser is enough for the rarer marks
				}
			}
		}
	}
	for table, rows := range w.content() {
		if !slices.Equal(rows, before[table]) {
			t.Errorf("the table %s has changed", table)
		}
	}
	// The same requests from our own pages are not refused for where they come from.
	for _, marks := range []map[string]string{{"Origin": base, "Sec-Fetch-Site": "same-origin"}, {"Origin": base}, {}} {
		answer := w.send(request{method: http.MethodPost, path: "/appearance", cookie: hands["noor"], form: map[string][]string{"theme": {"dark"}}, header: marks})
		if answer.Code != http.StatusSeeOther {
			t.Errorf("our own page with %v: %d", marks, answer.Code)
		}
	}
}

func (w *world) credentialsOf(names ...string) map[string]string {
	hands := map[string]string{}
	for _, name := range names {
		hands[name] = w.session(name)
	}
	return hands
}

// content is everything in the database, row by row as text, by table.
func (w *world) content() map[string][]string {
	w.t.Helper()
	columns := "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid"
	if w.DB.Dialect() == sqldb.Postgres {
		columns = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
	}
	of := map[string][]string{}
	for _, name := range w.words(columns) {
		table, column, _ := strings.Cut(name, ".")
		of[table] = append(of[table], fmt.Sprintf(`COALESCE(CAST("%s" AS TEXT), '')`, column))
	}
	all := map[string][]string{}
	for table, texts := range of {
		if !strings.HasPrefix(table, "sqlite_") {
			all[table] = w.words("SELECT " + strings.Join(texts, " || '|' || ") + " AS line FROM " + table + " ORDER BY 1")
		}
	}
	if len(all) < 20 {
		w.t.Fatalf("only %d tables were found", len(all))
	}
	return all
}
