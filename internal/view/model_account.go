package view

import (
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// SignIn is the page of those who are not signed in.
type SignIn struct {
	Mail    bool // a mail server is set up; else links are handed out by an administrator
	Minutes int  // for which a mailed link works
}

// Profile is what a person says about themselves, and what they may set.
type Profile struct {
	Person  PersonRef
	Email   string
	Zone    *time.Location
	Zones   []string // to choose from
	Locale  string
	Locales []Choice
	Week    string // working hours in their text form
	KeysOff bool

	FullName  string
	Team      string
	Title     string
	Manager   string // full name, empty where there is none
	StartedOn worktime.Date
	Languages string // tags between commas
	Topics    string // between commas
	DaysOff   string // an entry a line
	Theme     Theme
	Facts     []AccessFact
	Sessions  []SessionRow
	Tokens    int // personal API tokens that still work
}

// AccessFact is something that a person has access to or has not.
type AccessFact struct {
	Name  string // as programs ask for it: "salesforce"
	Label string // as people say it: "Salesforce"
	Has   bool
	Since worktime.Date // when it was said, zero never
}

// SessionRow is one signed-in browser.
type SessionRow struct {
	ID      id.Session
	Agent   string // "Firefox on Linux"
	Started time.Time
	Seen    time.Time
	Current bool
}

// Tokens is the page of personal API tokens.
type Tokens struct {
	Rows   []TokenRow
	Secret string // of the token that was just made, shown this once
	Scopes []Choice
	Latest worktime.Date // the latest day on which a token may end
}

// TokenRow is one token. Its secret is not kept.
type TokenRow struct {
	ID      id.Token
	Name    string
	Scope   string
	Made    time.Time
	Expires time.Time
	Used    time.Time // zero: never
	Revoked bool
}

// Problem is an error as its reader sees it.
type Problem struct {
	Kind      string // the kind's name, as in package fault
	Message   string // what happened, what is safe, what to do next
	Reference string // repeated by the log line, empty where nothing was logged
	Retry     *Retry // the form that failed, to be sent again
	// SignInHref leads to the sign-in page, and back from there to where the
	// visitor was.
	SignInHref string
}

// Retry holds a form whose sending failed. Sent again with its own key it
// cannot do anything twice.
type Retry struct {
	Action string
	Fields []RetryField
}

// RetryField is one value of a form. Long ones are shown, so that nothing that
// was written is lost.
type RetryField struct {
	Name, Value string
}
