// Package sense holds what the words of program pages mean: one table of
// phrases a language, each row with the tag of what its phrases stand for.
package sense

// Tag is what a phrase means.
type Tag uint8

// Entry is a row of a vocabulary: phrases separated by "|".
type Entry struct {
	Tag     Tag
	Phrases string
}

// Vocabularies returns the tables of all languages.
func Vocabularies() [][]Entry {
	return [][]Entry{english, englishMore, german, french, spanish, portuguese, japanese, chinese, names}
}

// The tags. Those that start with verb stand for a doing, noun for a thing.
const (
	_ Tag = iota
	// What is done.
	VerbRead
	VerbComplete
	VerbShadow
	VerbDiscuss
	VerbPresent
	VerbRoleplay
	VerbDeliver
	VerbPractice
	VerbMeet
	VerbAsk
	VerbGive
	VerbKnow // getting to know, which is meeting where it is about people
	VerbDo
	VerbMilestone
	NounRead
	NounCourse
	NounExam
	NounTalk
	NounRoleplay
	NounPractice
	NounMeet
	NounDeliver
	NounDiscuss
	NounShadow
	// How a sentence goes on.
	Leading // begins a clause before the main one
	Polite  // may stand before the verb: please, then, start to
	Modal   // must, will, should
	You
	// Who.
	Intern
	Mentor
	Manager
	MentorManager
	Everyone
	Others // people who are none of the parties
	// How binding.
	Optional
	Availability
	IfClause
	HasAccess
	LacksAccess
	ChooseOne
	ChooseSome
	// How often.
	Daily
	Weekly
	Fortnightly
	Monthly
	AsNeeded
	IfNeeded // only where there is a need
	// What a list is.
	PromptHead
	Question
	Note
	Introduces // "the following"
	// What a section is.
	Goals
	Contents
	Questions
	FAQ
	Testimonials
	Alumni
	Examples
	Notes
	Resources
	Tasks
	Topics // what is learned, by name
	People
	Metrics
	History
	Legal
	Advert // what a job is advertised with
	Eligibility
	SetupSection
	BeforeStart // before somebody's first day
	// Facts in prose.
	Lasts
	Length
	AtLeast
	NoGuarantee
	IndividualContributor
	PerWeek
	OneToOne
	Extends
	Minute
	Hour
	DayUnit
	WeekUnit
	MonthUnit
	// Building on what was done.
	BasedOn
	Made
	From
	PartOf
	// Name is a fixed expression whose words do not mean what they mean alone.
	Name
)
