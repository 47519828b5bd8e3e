// Package id makes and names the ids of all entities.
//
// An id is a UUID of version 7 (RFC 9562) in its text form, so ids sort by the
// moment they were made, on both databases, as plain text. Every entity has a
// type of its own: a person's id cannot be handed over where an internship's
// is wanted.
package id

import (
	"crypto/rand"
	"encoding/hex"
	"io"
	"sync"
	"time"
)

// The entities that have ids of their own.
type (
	Person         string // a person in the directory
	Session        string // a signed-in browser
	Token          string // a personal API token
	Program        string // a named curriculum
	ProgramVersion string // one immutable reading of a program's page
	Draft          string // an author's page that is not published
	Internship     string // one intern, one program version, one mentor
	Party          string // a person's role on an internship, from when until when
	SignOff        string // one party's answer to one revision of the terms
	Mark           string // what somebody said of an item of a program
	Activity       string // one activity of an internship's plan
	Prompt         string // one question of an internship's plan
	Hours          string // one entry of hours logged
	Meeting        string // a kick-off, 1:1 or presentation
	AgendaItem     string // one topic of a meeting
	Event          string // one audit event
	Job            string // one entry of the queue
	Notice         string // one line in a person's inbox
	Opening        string // a mentor's offer to a program
	Hold           string // a place that an internship takes of a mentor's
	Delegation     string // one manager's delegate, from when until when

	Request      string // an intern asking a mentor
	OpenCall     string // an intern asking every eligible mentor
	Guidance     string // an intern asking a team's manager whom to ask
	Cohort       string // applicants and mentors that a coordinator matches together
	VersionOffer string // a newer version of the program, offered to an internship
	VersionMark  string // a remark on what a newer version changed under somebody's work
)

// Source makes ids. It is safe for concurrent use, and ids of one source
// strictly increase even within a millisecond.
type Source struct {
	mu    sync.Mutex
	clock func() time.Time
	rand  io.Reader
	last  [16]byte
}

// NewSource returns a source on a clock. Random bits come from random, or
// from crypto/rand where that is nil; tests hand over a fixed reader.
func NewSource(clock func() time.Time, random io.Reader) *Source {
	if random == nil {
		random = rand.Reader
	}
	return &Source{clock: clock, rand: random}
}

// New returns a fresh id of the wanted type.
func New[T ~string](s *Source) T { return T(s.next()) }

func (s *Source) next() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var u [16]byte
	ms := uint64(s.clock().UnixMilli())
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i))
	}
	if _, err := io.ReadFull(s.rand, u[6:]); err != nil {
		// Without randomness nothing that Stint hands out is safe any more.
		panic("id: no random bytes: " + err.Error())
	}
	u[6] = u[6]&0x0f | 0x70
	u[8] = u[8]&0x3f | 0x80
	if string(u[:]) <= string(s.last[:]) {
		u = s.last
		increment(&u)
	}
	s.last = u
	return text(u)
}

// increment adds one to the random part of an id (method 2 of RFC 9562, 6.2),
// carrying into the timestamp if the random part is exhausted.
func increment(u *[16]byte) {
	for i := 15; i >= 0; i-- {
		mask := byte(0xff)
		switch i {
		case 6:
			mask = 0x0f
		case 8:
			mask = 0x3f
		}
		if u[i]&mask != mask {
			u[i]++
			return
		}
		u[i] &^= mask
	}
}

func text(u [16]byte) string {
	var b [36]byte
	hex.Encode(b[0:], u[0:4])
	b[8] = '-'
	hex.Encode(b[9:], u[4:6])
	b[13] = '-'
	hex.Encode(b[14:], u[6:8])
	b[18] = '-'
	hex.Encode(b[19:], u[8:10])
	b[23] = '-'
	hex.Encode(b[24:], u[10:16])
	return string(b[:])
}

// Valid reports whether s has the form of an id: what a URL may hold. It says
// nothing about whether the thing exists.
func Valid(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}
