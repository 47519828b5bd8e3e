// Package call is the frame of a write: one service call, one transaction, and
// an idempotency key that makes a repeated call safe.
//
// The key is the client's, unique among that person's calls for a day
// (Keep), after the IETF draft "The Idempotency-Key HTTP Header Field". The
// first call's result is kept in its own transaction; the same call with the
// same key is answered with it, another call with that key is refused.
package call

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/sqldb"
)

// Keep is how long a key is remembered at least.
const Keep = 24 * time.Hour

// MaxKey is how long a key may be, in bytes.
const MaxKey = 200

// Call says who asks for a change, and under which idempotency key. An empty
// key means that a repetition is a new call.
type Call struct {
	Actor access.Actor
	Key   string
}

// By is a call without an idempotency key.
func By(a access.Actor) Call { return Call{Actor: a} }

// Do runs fn in one transaction and returns its result. With a key, a repeated
// call returns the first result without running fn again. The action names the
// use case, and in is its input; together they are what the key stands for.
// A key used for something else is Conflict with the code
// "idempotency-key-reused". Results must survive JSON. A token that may only
// read has no first result to come back to: it meets the policy each time.
func Do[T any](ctx context.Context, db *sqldb.DB, c Call, action string, in any, fn func(*sqldb.Tx) (T, error)) (T, error) {
	var result T
	if len(c.Key) > MaxKey {
		return result, fault.New(fault.Invalid, "The idempotency key is longer than %d bytes. Nothing has been changed.", MaxKey)
	}
	keyed := c.Key != "" && c.Actor.Scope != access.ScopeRead
	fingerprint, err := digest(action, in)
	if err != nil {
		return result, err
	}
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		var none T
		result = none // the function may be run again
		if keyed {
			known, err := replay(tx, c, fingerprint, &result)
			if known || err != nil {
				return err
			}
		}
		var err error
		if result, err = fn(tx); err != nil || !keyed {
			return err
		}
		return keep(tx, c, action, fingerprint, result)
	})
	if fault.Is(err, fault.Conflict) && keyed {
		// Two calls with one key at one instant: where the other one was
		// quicker its result is there now, whether this one met its key or
		// what it had changed.
		var first T
		var known bool
		again := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			known, err = replay(tx, c, fingerprint, &first)
			return err
		})
		if again != nil || known {
			return first, again
		}
	}
	if err != nil {
		var none T
		return none, err
	}
	return result, nil
}

func principal(c Call) string {
	if c.Actor.Person == "" {
		return "system:" + string(c.Actor.Via)
	}
	return string(c.Actor.Person)
}

func digest(action string, in any) (string, error) {
	text, err := json.Marshal(in)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append([]byte(action+"\n"), text...))
	return hex.EncodeToString(sum[:]), nil
}

type kept struct{ fingerprint, result string }

func replay(tx *sqldb.Tx, c Call, fingerprint string, result any) (bool, error) {
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (k kept, err error) { return k, s.Scan(&k.fingerprint, &k.result) },
		"SELECT fingerprint, result FROM idempotency WHERE principal = ? AND key = ?", principal(c), c.Key)
	if err != nil || len(found) == 0 {
		return false, err
	}
	if found[0].fingerprint != fingerprint {
		return true, fault.New(fault.Conflict, "This key was used for another request before. The first one stands, and nothing else has been changed. Use a new key.").WithCode("idempotency-key-reused")
	}
	return true, json.Unmarshal([]byte(found[0].result), result)
}

func keep(tx *sqldb.Tx, c Call, action, fingerprint string, result any) error {
	text, err := json.Marshal(result)
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO idempotency (principal, key, action, fingerprint, result, at) VALUES (?, ?, ?, ?, ?, ?)",
		principal(c), c.Key, action, fingerprint, string(text), tx.Now())
	return err
}

// Forget removes keys older than Keep.
func Forget(tx *sqldb.Tx) (int64, error) {
	return tx.Exec("DELETE FROM idempotency WHERE at < ?", tx.Now().Add(-Keep))
}
