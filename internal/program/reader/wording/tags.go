package wording

// The tags. Those that start with verb stand for a doing, noun for a thing.
const (
	_ Tag = iota
	// What is done.
	verbRead
	verbComplete
	verbShadow
	verbDiscuss
	verbPresent
	verbRoleplay
	verbDeliver
	verbPractice
	verbMeet
	verbAsk
	verbGive
	verbKnow // getting to know, which is meeting where it is about people
	verbDo
	verbMilestone
	nounRead
	nounCourse
	nounExam
	nounTalk
	nounRoleplay
	nounPractice
	nounMeet
	nounDeliver
	nounShadow
	// How a sentence goes on.
	leading // begins a clause before the main one
	polite  // may stand before the verb: please, then, start to
	modal   // must, will, should
	you
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
	ifClause
	hasAccess
	lacksAccess
	ChooseOne
	ChooseSome
	// How often.
	Daily
	Weekly
	Fortnightly
	Monthly
	AsNeeded
	// What a list is.
	PromptHead
	question
	note
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
	People
	Metrics
	History
	Legal
	Advert // what a job is advertised with
	Eligibility
	SetupSection
	// Facts in prose.
	lasts
	length
	atLeast
	noGuarantee
	individualContributor
	perWeek
	oneToOne
	extends
	minute
	hour
	dayUnit
	weekUnit
	monthUnit
	// Building on what was done.
	basedOn
	made
	from
	partOf
)
