package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Instant is a time, or null for none.
func Instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// IDOf is an id from a path. What does not have the form of one cannot exist.
func IDOf[T ~string](text, noun string) (T, error) {
	if !id.Valid(text) {
		return "", fault.Missing(noun)
	}
	return T(text), nil
}

// Answer is an operation's body.
type Answer[T any] struct{ Body T }

// OK answers with body, unless there is an error.
func OK[T any](body T, err error) (*Answer[T], error) {
	if err != nil {
		return nil, err
	}
	return &Answer[T]{body}, nil
}

// List is one part of a list.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next" doc:"For after; empty on the last part."`
}

// Paged are the parameters of a list.
type Paged struct {
	After string `query:"after" doc:"next of the part before." maxLength:"500"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

// Read runs fn on one snapshot and answers with its result.
func Read[T any](ctx context.Context, db *sqldb.DB, fn func(*sqldb.Tx) (T, error)) (*Answer[T], error) {
	var body T
	err := db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		body, err = fn(tx)
		return err
	})
	return OK(body, err)
}

// unmarshal reads a body. The standard library puts U+FFFD in the place of what is
// not UTF-8, and of half a surrogate pair; here both are refused, since the text
// would be kept as another one than was sent (RFC 8259, sections 8.1 and 8.2).
func unmarshal(body []byte, into any) error {
	if !utf8.Valid(body) {
		return errors.New("this is not UTF-8; send the text as UTF-8")
	}
	if half := halfSurrogate(body); half != "" {
		return errors.New(half + " is half of a surrogate pair; send both halves, or the character itself")
	}
	return json.Unmarshal(body, into)
}

// halfSurrogate returns the first escape of a JSON text that stands for half a
// character of UTF-16; empty where there is none.
func halfSurrogate(body []byte) string {
	for {
		at := bytes.IndexByte(body, '\\')
		if at < 0 || at+1 >= len(body) {
			return ""
		}
		body = body[at:]
		unit, ok := escaped(body)
		switch {
		case !ok:
			body = body[2:]
		case !utf16.IsSurrogate(unit):
			body = body[6:]
		default:
			low, _ := escaped(body[6:])
			if utf16.DecodeRune(unit, low) == unicode.ReplacementChar {
				return string(body[:6])
			}
			body = body[12:]
		}
	}
}

// escaped reads an escape of four hexadecimal digits at the beginning of a text.
func escaped(body []byte) (unit rune, ok bool) {
	if len(body) < 6 || body[0] != '\\' || body[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(body[2:6]), 16, 16)
	return rune(n), err == nil
}
