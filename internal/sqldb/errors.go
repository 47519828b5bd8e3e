package sqldb

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"stint/internal/fault"
)

// Duplicate reports whether err came from a uniqueness rule of the schema.
func Duplicate(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == lib.SQLITE_CONSTRAINT_UNIQUE || e.Code() == lib.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "23505"
}

// translate gives driver errors a kind, by their codes and never by their
// texts. Errors that have a kind already, and nil, pass through.
//
// Codes: SQLite "Result and Error Codes"; PostgreSQL, Appendix A of its manual.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*fault.Error](err); ok {
		return err
	}
	switch {
	case Duplicate(err):
		return fault.Wrap(err, fault.Conflict, "Somebody was quicker: this exists already. Nothing has been changed. Look at the page again.")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fault.Wrap(err, fault.Unavailable, "This took too long and was stopped. Nothing has been changed. Please try again.")
	case full(err):
		return fault.Wrap(err, fault.Unavailable, "The disk of the database is full or cannot be written. Reading goes on. Nothing has been changed. Please tell your administrator.").WithCode("storage")
	case unstorable(err):
		return fault.Wrap(err, fault.Invalid, "This holds a character that cannot be stored. Nothing has been changed. Type it anew instead of pasting it.")
	case collided(err), lostConnection(err):
		return fault.Wrap(err, fault.Unavailable, "The database is busy or restarting. Nothing has been changed. Please try again in a moment.")
	}
	return fault.Of(err)
}

// full reports that the storage refuses writing.
func full(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() & 0xff {
		case lib.SQLITE_FULL, lib.SQLITE_IOERR, lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN:
			return true
		}
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "53100" || e.Code == "25006" || e.Code == "58030")
}

// unstorable reports text that PostgreSQL cannot hold: the character U+0000, or
// bytes that are no UTF-8.
func unstorable(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "22021"
}

// collided reports that another transaction stood in the way.
func collided(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		code := e.Code() & 0xff
		return code == lib.SQLITE_BUSY || code == lib.SQLITE_LOCKED
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "40001" || e.Code == "40P01" || e.Code == "55P03")
}

// lostConnection reports that the server went away or refuses new work: class
// 08, 53300 (too many connections), and class 57 without 57014 (canceled).
func lostConnection(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return strings.HasPrefix(e.Code, "08") || e.Code == "53300" || strings.HasPrefix(e.Code, "57P")
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}
