package account_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

func TestASecretShowsOnlyWhenRevealed(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		in := h.signIn(h.root)
		var logged bytes.Buffer
		slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "secret", in.Secret, "in", in)
		slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "secret", in.Secret, "in", in)
		text, err := json.Marshal(map[string]any{"secret": in.Secret, "in": in})
		if err != nil {
			t.Fatal(err)
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
			logged.WriteString(fmt.Sprintf(verb, in.Secret) + fmt.Sprintf(verb, in) + fmt.Sprintf(verb, &in))
		}
		shown := logged.String() + string(text) + in.Secret.String()
		for _, form := range forms(in.Secret) {
			if strings.Contains(shown, form) {
				t.Errorf("a secret shows in %s", shown)
			}
		}
	})
}

// forms are the ways in which a secret might be written down.
func forms(s account.Secret) []string {
	text := s.Reveal()
	bare := strings.TrimPrefix(text, account.TokenPrefix)
	raw, _ := base64.RawURLEncoding.DecodeString(text)
	list := []string{text, bare, hex.EncodeToString([]byte(text)), base64.StdEncoding.EncodeToString([]byte(text))}
	if len(raw) > 0 {
		list = append(list, hex.EncodeToString(raw), base64.StdEncoding.EncodeToString(raw))
	}
	return list
}

func TestADumpHoldsNoSecret(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		setup, err := h.MintSetup(h.ctx)
		if err != nil {
			t.Fatal(err)
		}
		first, err := h.SetUp(h.ctx, call.Call{Actor: anonymous.Actor, Key: "set-up"}, account.SetUp{Secret: setup.Reveal(), Name: "Root", Email: "root@example.com", Zone: "UTC"})
		if err != nil {
			t.Fatal(err)
		}
		h.root = first.Person
		ada := h.add("Ada", false)
		if err := h.RequestLink(h.ctx, call.Call{Actor: anonymous.Actor, Key: "ask"}, ada.Email, "192.0.2.7"); err != nil {
			t.Fatal(err)
		}
		mailed, unused := h.link(ada), h.link(ada)
		in, err := h.Redeem(h.ctx, call.Call{Actor: anonymous.Actor, Key: "redeem"}, mailed.Reveal(), "")
		if err != nil {
			t.Fatal(err)
		}
		handed, err := h.HandLink(h.ctx, call.Call{Actor: as(h.root), Key: "hand"}, ada.ID)
		if err != nil {
			t.Fatal(err)
		}
		made, err := h.MakeToken(h.ctx, call.Call{Actor: as(ada), Key: "token"}, account.NewToken{Name: "x", Scope: access.ScopeAct, Days: 9})
		if err != nil {
			t.Fatal(err)
		}
		dump := h.dump()
		if !strings.Contains(dump, string(made.Token.ID)) || !strings.Contains(dump, "account.make-token") {
			t.Fatal("the dump is not one")
		}
		for name, secret := range map[string]account.Secret{
			"set-up link": setup, "first session": first.Secret, "mailed link": mailed, "unused link": unused,
			"session": in.Secret, "handed link": handed.Secret, "token": made.Secret,
		} {
			for _, form := range forms(secret) {
				if strings.Contains(dump, form) {
					t.Errorf("the %s is in the database as %q", name, form)
				}
			}
		}
		if strings.Contains(dump, "192.0.2.7") {
			t.Error("the address of a client is in the database")
		}
	})
}

// dump returns every value of every table.
func (h *house) dump() string {
	h.t.Helper()
	tables := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
	row := "SELECT json_object(%s) FROM %s"
	columns := "SELECT name FROM pragma_table_info('%s')"
	if h.db.Dialect() == sqldb.Postgres {
		tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
		row = "SELECT CAST(json_build_object(%s) AS TEXT) FROM %s"
		columns = "SELECT column_name FROM information_schema.columns WHERE table_name = '%s'"
	}
	text := func(s sqldb.Scanner) (v string, err error) { return v, s.Scan(&v) }
	var b strings.Builder
	h.read(func(tx *sqldb.Tx) error {
		names, err := sqldb.List(tx, text, tables)
		if err != nil {
			return err
		}
		for _, table := range names {
			fields, err := sqldb.List(tx, text, fmt.Sprintf(columns, table))
			if err != nil {
				return err
			}
			var pairs []string
			for _, f := range fields {
				pairs = append(pairs, "'"+f+"', \""+f+"\"")
			}
			rows, err := sqldb.List(tx, text, fmt.Sprintf(row, strings.Join(pairs, ", "), table))
			if err != nil {
				return err
			}
			b.WriteString(table + "\n" + strings.Join(rows, "\n") + "\n")
		}
		return nil
	})
	return b.String()
}

// Whether an address is known must not show in what is done about it.
func TestKnownAndUnknownAddressesWriteTheSame(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada, gone := h.add("Ada", false), h.add("Gone", false)
		if _, err := h.people.Deactivate(h.ctx, call.By(as(h.root)), gone.ID); err != nil {
			t.Fatal(err)
		}
		sizes := func() (n [3]int) {
			for i, table := range []string{"attempt", "job", "idempotency"} {
				n[i] = h.count("SELECT count(*) FROM " + table)
			}
			return n
		}
		var deltas [][3]int
		for i, email := range []string{ada.Email, gone.Email, "nobody@example.com"} {
			before := sizes()
			if err := h.RequestLink(h.ctx, call.Call{Actor: anonymous.Actor, Key: fmt.Sprint(i)}, email, fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
			after := sizes()
			for k := range after {
				after[k] -= before[k]
			}
			deltas = append(deltas, after)
		}
		if diff := cmp.Diff([][3]int{{4, 1, 1}, {4, 1, 1}, {4, 1, 1}}, deltas); diff != "" {
			t.Error(diff)
		}
	})
}

// The statements are counted where nothing can hide: on the wire.
func TestKnownAndUnknownAddressesRunTheSameStatements(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		if !strings.HasPrefix(dsn, "postgres") {
			return // SQLite has no wire; it is the same code
		}
		wire := listenIn(t, dsn)
		h := open(t, wire.dsn)
		h.root = h.add("Root", true)
		counts := func(email string) (n int) {
			before := wire.statements()
			if err := h.RequestLink(h.ctx, anonymous, email, "c"); err != nil {
				t.Fatal(err)
			}
			return wire.statements() - before
		}
		known, unknown := counts("root@example.com"), counts("nobody@example.com")
		if known != unknown || known < 10 {
			t.Fatalf("%d statements for a known address, %d for an unknown one", known, unknown)
		}
		for range account.PerAccount - 1 {
			counts("root@example.com")
			counts("nobody@example.com")
		}
		refused := func(email string) int {
			before := wire.statements()
			err := h.RequestLink(h.ctx, anonymous, email, "c")
			wantKind(t, err, fault.Unavailable, "too-many-attempts")
			return wire.statements() - before
		}
		if known, unknown := refused("root@example.com"), refused("nobody@example.com"); known != unknown {
			t.Fatalf("refused: %d statements for a known address, %d for an unknown one", known, unknown)
		}
	})
}

// wire passes on what a client and PostgreSQL say to each other, and counts the
// statements in it (PostgreSQL's "Message Flow": Execute and Query).
type wire struct {
	dsn string
	mu  sync.Mutex
	n   int
}

func (w *wire) statements() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.n
}

func listenIn(t *testing.T, dsn string) *wire {
	t.Helper()
	server, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	w := &wire{}
	address, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	address.Host = listener.Addr().String()
	address.RawQuery = "sslmode=disable"
	w.dsn = address.String()
	network, target := "tcp", net.JoinHostPort(server.Host, fmt.Sprint(server.Port))
	if strings.HasPrefix(server.Host, "/") {
		network, target = "unix", fmt.Sprintf("%s/.s.PGSQL.%d", server.Host, server.Port)
	}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return // the listener was closed
			}
			upstream, err := net.Dial(network, target)
			if err != nil {
				_ = client.Close()
				continue
			}
			go pass(client, upstream, func([]byte) {})
			go pass(upstream, client, w.counter())
		}
	}()
	return w
}

// pass copies until either side closes.
func pass(to, from net.Conn, look func([]byte)) {
	defer to.Close()
	defer from.Close()
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		look(buffer[:n])
		if _, writeErr := to.Write(buffer[:n]); err != nil || writeErr != nil {
			return
		}
	}
}

// counter reads the messages of one client: a start without a type, and then
// each a type, a length that counts itself, and a body.
func (w *wire) counter() func([]byte) {
	var rest []byte
	started := false
	return func(b []byte) {
		rest = append(rest, b...)
		for {
			head := 5
			if !started {
				head = 4
			}
			if len(rest) < head {
				return
			}
			size := int(rest[head-4])<<24 | int(rest[head-3])<<16 | int(rest[head-2])<<8 | int(rest[head-1])
			if size += head - 4; len(rest) < size {
				return
			}
			if started && (rest[0] == 'E' || rest[0] == 'Q') {
				w.mu.Lock()
				w.n++
				w.mu.Unlock()
			}
			started, rest = true, rest[size:]
		}
	}
}
