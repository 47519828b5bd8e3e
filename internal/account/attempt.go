package account

import (
	"fmt"
	"time"

	"stint/internal/fault"
	"stint/internal/sqldb"
)

// Limits on asking for links. In any Window at most PerAccount are asked for
// one address, whoever asks, and at most PerClient from one client, for
// whomever: many people of one office may share that. They are kept in the
// database, so that they hold for all nodes together.
const (
	Window     = 15 * time.Minute
	PerAccount = 10
	PerClient  = 100
)

// count counts a try of a subject, and refuses it with the code
// "too-many-attempts" where there were most in the window that ends now. A
// refused try does not count, so the way is free again when the oldest of those
// that count is a window ago.
func count(tx *sqldb.Tx, kind, subject string, most int) error {
	subject = digest(kind + "\n" + subject)
	// The row of moment 0 is no try. Tries of one subject at the same time queue
	// up for it, so each sees those before it, on PostgreSQL too.
	if _, err := tx.Exec(`
		INSERT INTO attempt (subject, window_at, tries) VALUES (?, 0, 0)
		ON CONFLICT (subject, window_at) DO UPDATE SET tries = 0`, subject); err != nil {
		return err
	}
	type past struct {
		tries  int
		oldest time.Time
	}
	p, err := sqldb.Find(tx, "number", func(s sqldb.Scanner) (p past, err error) { return p, s.Scan(&p.tries, &p.oldest) },
		"SELECT COALESCE(sum(tries), 0), min(window_at) FROM attempt WHERE subject = ? AND window_at > ?", subject, tx.Now().Add(-Window))
	if err != nil {
		return err
	}
	if p.tries >= most {
		return tooMany(p.oldest.Add(Window).Sub(tx.Now()))
	}
	_, err = tx.Exec(`
		INSERT INTO attempt (subject, window_at, tries) VALUES (?, ?, 1)
		ON CONFLICT (subject, window_at) DO UPDATE SET tries = attempt.tries + 1`, subject, tx.Now())
	return err
}

// tooMany says when to try again, in whole minutes.
func tooMany(wait time.Duration) error {
	minutes := "1 minute"
	if n := int((wait + time.Minute - 1) / time.Minute); n > 1 {
		minutes = fmt.Sprintf("%d minutes", n)
	}
	return fault.New(fault.Unavailable, "A sign-in link was asked for too often. Nothing is lost, and links that were sent still work. Look into your mailbox, or try again in %s.", minutes).
		WithCode("too-many-attempts")
}

func forgetAttempts(tx *sqldb.Tx) (int64, error) {
	return tx.Exec("DELETE FROM attempt WHERE window_at <= ?", tx.Now().Add(-Window))
}

// Try counts a try of a subject of some kind, and refuses it with the code
// "too-many-attempts" where there were most in the Window that ends now; the
// subject is kept as a hash. It is for other packages that open doors without
// a session. In a transaction of its own: what fails later must not undo it.
func Try(tx *sqldb.Tx, kind, subject string, most int) error {
	err := count(tx, kind, subject, most)
	if e := fault.Of(err); err != nil && e.Code == "too-many-attempts" {
		return fault.New(fault.Unavailable, "There were too many tries from here. Nothing has been changed. Try again in a quarter of an hour.").WithCode(e.Code)
	}
	return err
}
