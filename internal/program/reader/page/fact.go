package page

// Rhythm is the regular meeting of intern and mentor.
type Rhythm struct {
	// Every is "day", "week", "two-weeks", "month", or empty where the page does not tell.
	Every string `json:"every"`
	// Minutes is the length of one meeting and Extendable the length it may
	// grow to; 0 where the page does not tell.
	Minutes    int    `json:"minutes"`
	Extendable int    `json:"extendable"`
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	Quote      string `json:"quote"`
}

// Minimum is the least number of hours a week that the program asks for.
type Minimum struct {
	Hours float64 `json:"hours"`
	// Percent is the share of working time the page names beside it; 0 for none.
	Percent int `json:"percent"`
	// Line and Column are where the sentence with the rule begins.
	Line   int `json:"line"`
	Column int `json:"column"`
	// Quote is the rule in the page's own words, such as "at least 6 hours a week".
	Quote string `json:"quote"`
	// Sentence is the whole sentence around the quote.
	Sentence string `json:"sentence"`
}

// Facts are statements in prose that shape the terms of an internship. Each is
// nil where the page does not make it.
type Facts struct {
	// TypicalWeeks is how long the program typically lasts.
	TypicalWeeks *Measure `json:"typical_weeks"`
	// MeetingMinutes is how long the regular meeting is.
	MeetingMinutes *Measure `json:"meeting_minutes"`
	// NoGuarantee is the sentence that promises no position.
	NoGuarantee *Statement `json:"no_guarantee"`
	// MentorIsIndividualContributor is the sentence that says who mentors.
	MentorIsIndividualContributor *Statement `json:"mentor_is_individual_contributor"`
}

// Measure is a number that a sentence of the page states.
type Measure struct {
	Value  float64 `json:"value"`
	Line   int     `json:"line"`
	Column int     `json:"column"`
	Quote  string  `json:"quote"`
}

// Statement is a sentence of the page that Stint gives a meaning to.
type Statement struct {
	Text   string `json:"text"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// Invitation is something the mentor invites every intern to.
type Invitation struct {
	Name string `json:"name"`
	// Kind is "channel" or "call".
	Kind string `json:"kind"`
	URL  string `json:"url"`
}

// MentorRule is who may mentor in a program. Its zero value asks for nothing.
type MentorRule struct {
	// Teams are those that mentors come from; any where there are none.
	Teams []string `json:"teams,omitempty" yaml:"teams,omitempty"`
	// IndividualContributor says whether mentors must be people to whom nobody
	// reports; nil where nothing is said.
	IndividualContributor *bool `json:"individual_contributor,omitempty" yaml:"individual-contributor,omitempty"`
	// TenureMonths is how long mentors must have been with the organization, in
	// months; 0 for no matter how long.
	TenureMonths int `json:"tenure_months,omitempty" yaml:"tenure,omitempty"`
}

// The parts of how well a mentor fits an intern, by which a page weighs them.
const (
	FitOverlap   = "overlap"   // working hours that both share
	FitTopics    = "topics"    // what the intern wants to learn, and the mentor knows
	FitLanguages = "languages" // a language that both speak
	FitStyle     = "style"     // the way of mentoring that the intern asks for
	FitLoad      = "load"      // places that are free
	FitAnswers   = "answers"   // whether those who ask get an answer
)

// FitParts returns the parts in the order in which a page names them.
func FitParts() []string {
	return []string{FitOverlap, FitTopics, FitLanguages, FitStyle, FitLoad, FitAnswers}
}
