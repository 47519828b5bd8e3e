package drill

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"stint/internal/account"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// What a page asks of the database is as many statements with thirty internships
// as with one. The second visit counts: the first one of all decodes the
// program.
func TestStatementsDoNotGrow(t *testing.T) {
	const many = 30
	counts := map[string][]int{}
	pages := []struct {
		who, path string
	}{
		{"intern0", "/week"}, {"coordinator", "/overview"}, {"mentor", "/mentoring"}, {"mentor", "/meetings"}, {"internmanager", "/team"}, {"coordinator", "/people"},
	}
	for _, interns := range []int{1, many} {
		c := found(t, sqltest.DSN(t, sqldb.SQLite), interns, time.Date(2026, 10, 7, 9, 30, 0, 0, time.UTC))
		handler, err := c.Handler("http://127.0.0.1")
		c.must(err)
		for _, page := range pages {
			cookie := c.signIn(page.who)
			visit := func() {
				r := httptest.NewRequest(http.MethodGet, page.path, nil)
				r.Header.Set("Cookie", cookie)
				w := httptest.NewRecorder()
				if handler.ServeHTTP(w, r); w.Code != http.StatusOK {
					t.Fatalf("%s: %d", page.path, w.Code)
				}
			}
			visit()
			n := 0
			c.DB.Observe(func(string, []any) { n++ })
			visit()
			c.DB.Observe(nil)
			counts[page.path] = append(counts[page.path], n)
		}
		c.must(c.Close())
	}
	for _, page := range pages {
		n := counts[page.path]
		t.Logf("%-12s %d statements with 1 internship, %d with 30", page.path, n[0], n[1])
		if n[0] == 0 || n[1] > n[0] {
			t.Errorf("%s takes %d statements with 1 internship and %d with 30", page.path, n[0], n[1])
		}
	}
	if n := counts["/week"][0]; n > 20 {
		t.Errorf("My week takes %d statements, and 20 are enough", n)
	}
}

// signIn starts a session and returns its cookie.
func (c *company) signIn(who string) string {
	c.tb.Helper()
	var secret account.Secret
	c.must(c.DB.Write(c.tb.Context(), func(tx *sqldb.Tx) (err error) {
		secret, err = c.Accounts.MintLink(tx, c.people[who], account.PurposeSignIn, "", time.Hour)
		return err
	}))
	in, err := c.Accounts.Redeem(c.tb.Context(), c.as(""), secret.Reveal(), "drill")
	c.must(err)
	return "stint-session=" + in.Secret.Reveal()
}
