package terms_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/terms"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/worktime"
)

const (
	noor  id.Person         = "01990000-0000-7000-8000-000000000001"
	ines  id.Person         = "01990000-0000-7000-8000-000000000002"
	kofi  id.Person         = "01990000-0000-7000-8000-000000000003"
	csm   id.Program        = "01990000-0000-7000-8000-000000000009"
	first id.ProgramVersion = "01990000-0000-7000-8000-00000000000a"
)

// monday is the moment of the proposals: Mon 10 August 2026, 11:00 in
// Amsterdam.
var monday = time.Date(2026, 8, 10, 9, 0, 0, 0, time.UTC)

// draft is one that breaks no rule.
func draft() terms.Draft {
	return terms.Draft{
		Mentor: ines, ProgramVersion: first, Start: "2026-09-07", Zone: "Europe/Amsterdam", Weeks: 12, WeekMinutes: 8 * 60,
		Weekday: "Thursday", Time: "15:00", Minutes: 30, Pauses: []terms.PauseText{{From: "2026-10-26", To: "2026-10-30"}},
		Message: "Shall we?",
	}
}

// frame is what it is checked against.
func frame() terms.Frame {
	return terms.Frame{
		Now: monday, Program: csm,
		Version: program.Version{ID: first, Program: csm, Number: 1, Weeks: 12, MinMinutes: 8 * 60, MinRule: "An apprentice commits at least eight hours a week."},
		Intern:  person.Person{ID: noor, Name: "Noor", Zone: "Europe/Amsterdam", Active: true},
		Mentor:  person.Person{ID: ines, Name: "Ines", Active: true},
		By:      noor,
	}
}

func read(d terms.Draft) (terms.Terms, fault.Fields) {
	var fields fault.Fields
	t := d.Read(&fields)
	t.Intern = noor
	return t, fields
}

func TestRules(t *testing.T) {
	const agreed = "2026-08-03"
	running := func(d *terms.Draft, f *terms.Frame) {
		d.Start, d.Pauses = agreed, nil
		held, _ := read(*d)
		f.Before, f.Begun = &held, true
	}
	for name, c := range map[string]struct {
		change func(*terms.Draft, *terms.Frame)
		want   []fault.Field
	}{
		"nothing is wrong": {func(*terms.Draft, *terms.Frame) {}, nil},

		"no mentor":          {func(d *terms.Draft, _ *terms.Frame) { d.Mentor = "" }, says("mentor", "Choose a mentor.")},
		"oneself":            {func(d *terms.Draft, _ *terms.Frame) { d.Mentor = noor }, says("mentor", "Nobody can be their own mentor. Choose somebody else.")},
		"nobody":             {func(_ *terms.Draft, f *terms.Frame) { f.Mentor = person.Person{} }, says("mentor", "There is nobody like that in the directory. Choose somebody else.")},
		"a mentor who left":  {func(_ *terms.Draft, f *terms.Frame) { f.Mentor.Active = false }, says("mentor", "Ines is no longer active. Choose somebody else.")},
		"another by oneself": {func(_ *terms.Draft, f *terms.Frame) { f.Before = &terms.Terms{Mentor: kofi} }, nil},
		"another by the mentor": {func(_ *terms.Draft, f *terms.Frame) { f.Before, f.By = &terms.Terms{Mentor: kofi}, kofi },
			says("mentor", "Only the intern can ask another mentor.")},
		"another on the way": {func(d *terms.Draft, f *terms.Frame) { running(d, f); f.Before.Mentor = kofi },
			says("mentor", "An internship that has begun keeps its mentor. End it, and propose one with the new mentor that enters at the week you are in.")},
		"one who left on the way": {func(d *terms.Draft, f *terms.Frame) { running(d, f); f.Mentor.Active = false },
			says("mentor", "Ines is no longer active and could not sign. End the internship instead.")},

		"no such version":               {func(_ *terms.Draft, f *terms.Frame) { f.Version.ID = "" }, says("program_version", "This program has no such version. Choose one of its versions.")},
		"a version of another program":  {func(_ *terms.Draft, f *terms.Frame) { f.Version.Program = "other" }, says("program_version", "This program has no such version. Choose one of its versions.")},
		"no start":                      {func(d *terms.Draft, _ *terms.Frame) { d.Start = "soon" }, says("start", "Choose the date on which week 1 begins, such as 2026-10-08.")},
		"today":                         {func(d *terms.Draft, _ *terms.Frame) { d.Start = "2026-08-10" }, nil},
		"yesterday":                     {func(d *terms.Draft, _ *terms.Frame) { d.Start = "2026-08-09" }, says("start", "Sun 9 August is in the past. The earliest start is Mon 10 August. An internship that already runs elsewhere can enter at a later week.")},
		"a Saturday":                    {func(d *terms.Draft, _ *terms.Frame) { d.Start = "2026-09-05" }, says("start", "Sat 5 September is a day off. The next working day is Mon 7 September.")},
		"a Sunday":                      {func(d *terms.Draft, _ *terms.Frame) { d.Start = "2026-09-06" }, says("start", "Sun 6 September is a day off. The next working day is Mon 7 September.")},
		"a day outside somebody's week": {func(d *terms.Draft, f *terms.Frame) { f.Intern.WorkingHours = "Tue-Thu 09:00-17:00" }, says("start", "Mon 7 September is a day off. The next working day is Tue 8 September.")},
		"a Sunday in a week from Sunday": {func(d *terms.Draft, f *terms.Frame) {
			d.Start, f.Intern.WorkingHours = "2026-09-06", "Sun-Thu 09:00-17:00"
		}, nil},
		"a Friday in a week from Sunday": {func(d *terms.Draft, f *terms.Frame) {
			d.Start, f.Intern.WorkingHours = "2027-01-01", "Sun-Thu 09:00-17:00"
			d.Pauses = nil
		}, says("start", "Fri 1 January 2027 is a day off. The next working day is Sun 3 January 2027.")},
		"in ten years": {func(d *terms.Draft, _ *terms.Frame) { d.Start, d.Pauses = "2036-09-08", nil }, says("start", "Mon 8 September 2036 is more than two years away.")},
		"today where it is tomorrow already": {func(d *terms.Draft, f *terms.Frame) {
			d.Zone, d.Start, f.Now = "Pacific/Auckland", "2026-08-10", time.Date(2026, 8, 10, 13, 0, 0, 0, time.UTC)
		}, says("start", "Mon 10 August is in the past. The earliest start is Tue 11 August. An internship that already runs elsewhere can enter at a later week.")},
		"no zone":  {func(d *terms.Draft, _ *terms.Frame) { d.Zone = "" }, says("zone", "This is not a time zone. Use a name such as Europe/Amsterdam.")},
		"no place": {func(d *terms.Draft, _ *terms.Frame) { d.Zone = "Europe/Nowhere" }, says("zone", "This is not a time zone. Use a name such as Europe/Amsterdam.")},

		"as many weeks as the program": {func(d *terms.Draft, _ *terms.Frame) { d.Weeks = 12 }, nil},
		"weeks to catch up":            {func(d *terms.Draft, _ *terms.Frame) { d.Weeks = 104 }, nil},
		"fewer weeks":                  {func(d *terms.Draft, _ *terms.Frame) { d.Weeks = 11 }, says("weeks", "The program spans 12 weeks. More are possible, for catching up, but not fewer.")},
		"no weeks":                     {func(d *terms.Draft, f *terms.Frame) { d.Weeks = 0; f.Version.Weeks = 0 }, says("weeks", "Say how many weeks it lasts.")},
		"more than two years":          {func(d *terms.Draft, _ *terms.Frame) { d.Weeks = 105 }, says("weeks", "An internship lasts at most 104 weeks.")},

		"the least":     {func(d *terms.Draft, _ *terms.Frame) { d.WeekMinutes = 480 }, nil},
		"the most":      {func(d *terms.Draft, _ *terms.Frame) { d.WeekMinutes = 2400 }, nil},
		"a minute less": {func(d *terms.Draft, _ *terms.Frame) { d.WeekMinutes = 479 }, says("hours", "This program asks for 8 h a week at least: “An apprentice commits at least eight hours a week.”")},
		"none":          {func(d *terms.Draft, _ *terms.Frame) { d.WeekMinutes = 0 }, says("hours", "This program asks for 8 h a week at least: “An apprentice commits at least eight hours a week.”")},
		"none where no rule": {func(d *terms.Draft, f *terms.Frame) {
			d.WeekMinutes, f.Version.MinMinutes, f.Version.MinRule = 0, 0, ""
		}, says("hours", "Promise 1 h a week at least.")},
		"sixty": {func(d *terms.Draft, _ *terms.Frame) { d.WeekMinutes = 3600 }, says("hours", "A week has 40 h of working time. Promise no more than that.")},

		"no weekday":       {func(d *terms.Draft, _ *terms.Frame) { d.Weekday = "someday" }, says("weekday", "Choose the day of the weekly 1:1, such as Thursday.")},
		"no time":          {func(d *terms.Draft, _ *terms.Frame) { d.Time = "25:00" }, says("time", "Choose the time of the weekly 1:1, such as 15:00.")},
		"a quarter":        {func(d *terms.Draft, _ *terms.Frame) { d.Minutes = 15 }, nil},
		"two hours":        {func(d *terms.Draft, _ *terms.Frame) { d.Minutes = 120 }, nil},
		"too short a call": {func(d *terms.Draft, _ *terms.Frame) { d.Minutes = 14 }, says("minutes", "A 1:1 lasts from 15 to 120 minutes.")},
		"too long a call":  {func(d *terms.Draft, _ *terms.Frame) { d.Minutes = 121 }, says("minutes", "A 1:1 lasts from 15 to 120 minutes.")},

		"a pause that cannot be read": {pauses("2026-10-26", "later"), says("pauses", "A pause needs its first and its last day, such as 2026-10-26 and 2026-10-30.")},
		"a pause that runs backwards": {pauses("2026-10-30", "2026-10-26"), says("pauses", "A pause cannot end, on Mon 26 October, before it begins, on Fri 30 October.")},
		"a pause before the start":    {pauses("2026-09-01", "2026-09-10"), says("pauses", "The pause 1 to 10 September 2026 has to begin after the start. Start later instead.")},
		"a pause at the start":        {pauses("2026-09-07", "2026-09-10"), says("pauses", "The pause 7 to 10 September 2026 has to begin after the start. Start later instead.")},
		"a pause after the end":       {pauses("2027-03-01", "2027-03-05"), says("pauses", "The pause 1 to 5 March 2027 begins after the last day and moves nothing. Leave it out.")},
		"pauses that overlap":         {pauses("2026-10-05", "2026-10-09", "2026-10-09", "2026-10-12"), says("pauses", "The pause 9 to 12 October 2026 overlaps the one before it.")},
		"pauses that follow":          {pauses("2026-10-05", "2026-10-09", "2026-10-10", "2026-10-12"), nil},
		"a pause of two years":        {pauses("2026-10-05", "2028-10-05"), says("pauses", "The pause 5 October 2026 to 5 October 2028 is longer than a year.")},
		"two that are wrong": {pauses("2026-10-30", "2026-10-26", "2027-03-01", "2027-03-05"), says(
			"pauses", "A pause cannot end, on Mon 26 October, before it begins, on Fri 30 October.",
			"pauses", "The pause 1 to 5 March 2027 begins after the last day and moves nothing. Leave it out.")},
		"very many": {func(d *terms.Draft, _ *terms.Frame) { d.Pauses = make([]terms.PauseText, 21) }, says("pauses", "At most 20 pauses can be planned.")},

		"enters at week 3 today":        {enters("2026-07-27", 3), nil},
		"enters at week 3, begun":       {enters("2026-07-22", 3), nil},
		"enters at week 3, ended":       {enters("2026-07-20", 3), says("entry_week", "Week 3 ended on Sun 9 August. Enter at week 4, in which today is, or later.")},
		"enters at a week to come":      {enters("2026-07-27", 5), nil},
		"enters after its end":          {enters("2026-02-02", 12), says("start", "With this start its last week ended on Sun 26 April.")},
		"enters at a week it has not":   {enters("2026-07-27", 13), says("entry_week", "It has 12 weeks. Choose the one in which it enters.")},
		"enters, with a weekend start":  {enters("2026-07-26", 3), nil},
		"enters at week 0 as at week 1": {enters("2026-09-07", 0), nil},
		"enters below week 0":           {enters("2026-09-07", -3), nil},

		"another start on the way":                      {func(d *terms.Draft, f *terms.Frame) { running(d, f); d.Start = "2026-08-04" }, says("start", "It began on Mon 3 August, and that stays.")},
		"another entry on the way":                      {func(d *terms.Draft, f *terms.Frame) { running(d, f); d.EntryWeek = 2 }, says("entry_week", "It entered at week 1, and that stays.")},
		"the start stays on the way, also on a day off": {func(d *terms.Draft, f *terms.Frame) { running(d, f); f.Intern.WorkingHours = "Tue-Thu 09:00-17:00" }, nil},

		"a long message":            {func(d *terms.Draft, _ *terms.Frame) { d.Message = string(make([]byte, 4001)) }, says("message", "This is too long. 4000 bytes are kept, about as many letters.")},
		"a message with a bell":     {func(d *terms.Draft, _ *terms.Frame) { d.Message = "ding \a" }, says("message", "This holds a character that does not show. Please type it anew.")},
		"a message that is no text": {func(d *terms.Draft, _ *terms.Frame) { d.Message = "\xff" }, says("message", "This holds characters that cannot be read (it is not UTF-8).")},
	} {
		t.Run(name, func(t *testing.T) {
			d, f := draft(), frame()
			c.change(&d, &f)
			proposed, fields := read(d)
			proposed.Check(&fields, f)
			if diff := cmp.Diff(c.want, []fault.Field(fields)); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}
		})
	}
}

// says makes messages of field, message, field, message.
func says(pairs ...string) (fields []fault.Field) {
	for i := 0; i < len(pairs); i += 2 {
		fields = append(fields, fault.Field{Name: pairs[i], Message: pairs[i+1]})
	}
	return fields
}

func pauses(days ...string) func(*terms.Draft, *terms.Frame) {
	return func(d *terms.Draft, _ *terms.Frame) {
		d.Pauses = nil
		for i := 0; i < len(days); i += 2 {
			d.Pauses = append(d.Pauses, terms.PauseText{From: days[i], To: days[i+1]})
		}
	}
}

func enters(start string, week int) func(*terms.Draft, *terms.Frame) {
	return func(d *terms.Draft, _ *terms.Frame) { d.Start, d.EntryWeek, d.Pauses = start, week, nil }
}

func TestEverythingThatIsWrongIsToldAtOnceInTheOrderOfTheForm(t *testing.T) {
	proposed, fields := read(terms.Draft{Pauses: []terms.PauseText{{}}, Message: "\x00"})
	f := frame()
	f.Version, f.Mentor = program.Version{}, person.Person{}
	proposed.Check(&fields, f)
	var got []string
	for _, field := range fields {
		got = append(got, field.Name)
	}
	want := []string{"mentor", "program_version", "start", "zone", "weeks", "hours", "weekday", "time", "minutes", "pauses", "message"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func TestARevisionKeepsWhatItDoesNotName(t *testing.T) {
	before, fields := read(draft())
	d := draft()
	d.Mentor, d.ProgramVersion, d.Zone = "", "", " "
	after := d.After(&before, "Asia/Tokyo").Read(&fields)
	if after.Mentor != ines || after.ProgramVersion != first || after.Zone != "Europe/Amsterdam" {
		t.Errorf("a revision lost mentor, version or zone: %+v", after)
	}
	if zone := d.After(nil, "Asia/Tokyo").Read(&fields).Zone; zone != "Asia/Tokyo" {
		t.Errorf("first terms are in %q, not in the intern's zone", zone)
	}
	if len(fields) > 0 {
		t.Error(fields)
	}
}

// Signatures bind to the digest for ever, so it may never change. The value is
// what sha256sum says of the text that Sum documents.
func TestSumIsPinned(t *testing.T) {
	signed, _ := read(draft())
	const want = "514fded6a348c9a96f9fd2988aae76f669834eba62e787c4b436287493069672"
	if got := signed.Sum(); got != want {
		t.Errorf("the digest of the same terms is %s now, was %s", got, want)
	}
}

func TestSumBindsExactlyTheTerms(t *testing.T) {
	base, _ := read(draft())
	tokyo, err := worktime.LoadZone("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	noon, err := worktime.NewClock(12, 0)
	if err != nil {
		t.Fatal(err)
	}
	bound := map[string]func(*terms.Terms){
		"intern":          func(t *terms.Terms) { t.Intern = kofi },
		"mentor":          func(t *terms.Terms) { t.Mentor = kofi },
		"program version": func(t *terms.Terms) { t.ProgramVersion = "other" },
		"start":           func(t *terms.Terms) { t.Start = t.Start.AddDays(1) },
		"zone":            func(t *terms.Terms) { t.Zone = "Asia/Tokyo" },
		"weeks":           func(t *terms.Terms) { t.Weeks++ },
		"hours":           func(t *terms.Terms) { t.Minutes++ },
		"weekday":         func(t *terms.Terms) { t.Rhythm.Weekday = time.Friday },
		"time":            func(t *terms.Terms) { t.Rhythm.Clock = noon },
		"zone of the 1:1": func(t *terms.Terms) { t.Rhythm.Zone = tokyo },
		"minutes":         func(t *terms.Terms) { t.Rhythm.Minutes++ },
		"pauses":          func(t *terms.Terms) { t.Pauses = nil },
		"end of a pause": func(t *terms.Terms) {
			t.Pauses = []worktime.Pause{{From: t.Pauses[0].From, To: t.Pauses[0].To.AddDays(1)}}
		},
		"entry week": func(t *terms.Terms) { t.EntryWeek = 2 },
	}
	for name, change := range bound {
		other := base
		change(&other)
		if other.Sum() == base.Sum() {
			t.Errorf("a signature does not bind to %s", name)
		}
	}
	free := map[string]func(*terms.Terms){
		"internship": func(t *terms.Terms) { t.Internship = "other" },
		"revision":   func(t *terms.Terms) { t.Revision = 9 },
		"message":    func(t *terms.Terms) { t.Message = "Please." },
		"proposer":   func(t *terms.Terms) { t.ProposedBy, t.ProposedAt = kofi, monday },
	}
	for name, change := range free {
		other := base
		change(&other)
		if other.Sum() != base.Sum() {
			t.Errorf("a signature binds to %s", name)
		}
		if diff := terms.Compare(base, other); diff != nil {
			t.Errorf("%s counts as a change: %v", name, diff)
		}
	}
}

func TestPausesAreOneHoweverTheyAreWritten(t *testing.T) {
	days := []terms.PauseText{{From: "2026-09-14", To: "2026-09-15"}, {From: "2026-10-26", To: "2026-10-30"}, {From: "2026-11-03", To: "2026-11-03"}}
	want := ""
	for range 20 {
		rand.Shuffle(len(days), func(i, j int) { days[i], days[j] = days[j], days[i] })
		d := draft()
		d.Pauses = days
		got, _ := read(d)
		if want == "" {
			want = got.Sum()
		}
		if got.Sum() != want {
			t.Fatal("the order in which pauses are written makes other terms")
		}
	}
}

func TestCompareTellsEveryChangeInWords(t *testing.T) {
	old, _ := read(draft())
	d := draft()
	d.Mentor, d.ProgramVersion, d.Start, d.Zone, d.Weeks, d.WeekMinutes = kofi, "other", "2026-09-14", "Europe/Berlin", 14, 450
	d.Weekday, d.Time, d.Minutes, d.EntryWeek = "Fri", "9:30", 45, 2
	d.Pauses = []terms.PauseText{{From: "2026-12-24", To: "2027-01-01"}, {From: "2026-10-26", To: "2026-10-30"}}
	now, _ := read(d)
	want := []terms.Change{
		{Field: "mentor", Old: string(ines), New: string(kofi)},
		{Field: "program_version", Old: string(first), New: "other"},
		{Field: "start", Old: "Mon 7 September 2026", New: "Mon 14 September 2026"},
		{Field: "zone", Old: "Europe/Amsterdam", New: "Europe/Berlin"},
		{Field: "weeks", Old: "12", New: "14"},
		{Field: "hours", Old: "8 h", New: "7.5 h"},
		{Field: "weekday", Old: "Thursday", New: "Friday"},
		{Field: "time", Old: "15:00", New: "09:30"},
		{Field: "minutes", Old: "30 min", New: "45 min"},
		{Field: "pauses", Old: "26 to 30 October 2026", New: "26 to 30 October 2026, 24 December 2026 to 1 January 2027"},
		{Field: "entry_week", Old: "1", New: "2"},
	}
	if diff := cmp.Diff(want, terms.Compare(old, now)); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if got := terms.Describe(want[2:3]); got != "the start (now Mon 14 September 2026, was Mon 7 September 2026)" {
		t.Error(got)
	}
	if got := terms.Describe([]terms.Change{want[0], want[1], {Field: "pauses", New: "5 October 2026"}}); got != "the mentor, the version of the program and the pauses (now 5 October 2026, was none)" {
		t.Error(got)
	}
	if got := terms.Describe(nil); got != "nothing but the message" {
		t.Error(got)
	}
}

func TestOnlyVersion(t *testing.T) {
	old, _ := read(draft())
	adopted := old
	adopted.ProgramVersion, adopted.Message = "other", "the new page"
	if !terms.OnlyVersion(old, adopted) || !terms.OnlyVersion(old, old) {
		t.Error("adopting a version asks managers again")
	}
	adopted.Minutes++
	if terms.OnlyVersion(old, adopted) {
		t.Error("more hours do not ask managers again")
	}
}

func TestEdgesOfPausesAreMidnightsOfTheZone(t *testing.T) {
	// Clocks in Santiago jump over midnight, from 24:00 on 5 September 2026 to
	// 01:00 on the 6th.
	d := draft()
	d.Zone, d.Start = "America/Santiago", "2026-08-10"
	d.Pauses = []terms.PauseText{{From: "2026-09-06", To: "2026-09-08"}}
	at, _ := read(d)
	from, to := time.Date(2026, 9, 6, 4, 0, 0, 0, time.UTC), time.Date(2026, 9, 9, 3, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		at     time.Time
		paused bool
		next   time.Time
	}{
		"long before":        {monday, false, from},
		"the moment before":  {from.Add(-time.Microsecond), false, from},
		"the first moment":   {from, true, to},
		"the last moment":    {to.Add(-time.Microsecond), true, to},
		"the moment after":   {to, false, time.Time{}},
		"when all are ended": {to.Add(time.Hour), false, time.Time{}},
	} {
		if got := at.PausedAt(c.at); got != c.paused {
			t.Errorf("%s: paused %v", name, got)
		}
		if got := at.NextEdge(c.at); !got.Equal(c.next) {
			t.Errorf("%s: next edge %v, want %v", name, got, c.next)
		}
	}
}

func TestAStartInAGapIsTheFirstMomentOfTheDay(t *testing.T) {
	d := draft()
	d.Zone, d.Start, d.Pauses = "America/Santiago", "2026-09-06", nil
	at, _ := read(d)
	if got, want := at.StartsAt(), time.Date(2026, 9, 6, 4, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("starts at %v, want %v: there is no 00:00 on that day", got, want)
	}
}

func TestCompletesFromTheFirstDayOfTheLastWeek(t *testing.T) {
	at, _ := read(draft())
	if got := at.CompletesFrom().String(); got != "2026-11-28" { // five days of pause move the last week from 23 November
		t.Errorf("completes from %s", got)
	}
}

func TestTextOfPeople(t *testing.T) {
	for text, want := range map[string]string{
		"said so in the call":              "",
		"  https://chat.example.com/p/17 ": "",
		"http://chat.example.com/p/17":     "",
		"see: the thread of 8 October":     "",
		"":                                 "Say where the approval was given, or paste a link to it.",
		" \n ":                             "Say where the approval was given, or paste a link to it.",
		"javascript:alert(1)":              "This is not a link that begins with http:// or https://.",
		"ftp://example.com":                "This is not a link that begins with http:// or https://.",
		"https://":                         "This is not a link that begins with http:// or https://.",
		"https://example.com/\u0000":       "This holds a character that does not show. Please type it anew.",
	} {
		var fields fault.Fields
		clean := terms.CleanEvidence(&fields, "evidence", text)
		got := ""
		if len(fields) > 0 {
			got = fields[0].Message
		}
		if got != want || (got != "") != (clean == "") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
