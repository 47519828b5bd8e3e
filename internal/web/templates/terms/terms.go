// Package terms is proposing terms, comparing them and signing them.
package terms

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

// Standing says how many signatures a revision has: "All four signed revision 3".
func Standing(list []view.Signature, revision int) string {
	given, all := 0, 0
	for _, s := range list {
		all += len(s.Roles)
		if s.State == view.SignatureGiven {
			given += len(s.Roles)
		}
	}
	if given == all && all > 0 {
		return fmt.Sprintf("All %s signed revision %d", ui.Number(all), revision)
	}
	return fmt.Sprintf("%d of %d signed revision %d", given, all, revision)
}

func signatureClass(s view.Signature) string {
	class := map[view.SignatureState]string{
		view.SignatureGiven: "signed", view.SignatureVoid: "void", view.SignatureRefused: "void",
	}[s.State]
	if class == "" {
		class = "open"
	}
	if s.Person.You && s.State != view.SignatureGiven {
		class += " you"
	}
	return class
}

func signatureIcon(s view.Signature) string {
	switch s.State {
	case view.SignatureGiven:
		return "circle-check"
	case view.SignatureVoid:
		return "rotate-ccw"
	case view.SignatureRefused:
		return "circle-x"
	case view.SignatureMissing:
		return "triangle-alert"
	}
	return "circle-dashed"
}

func signer(s view.Signature) string {
	switch {
	case s.Delegate != nil:
		return ui.Upper(ui.Named(*s.Delegate)) + " for " + ui.Named(s.Person)
	case !s.Person.Known():
		return "Nobody yet"
	case s.Person.You:
		return "You, " + s.Person.Name
	}
	return s.Person.Name
}

// rolesOf says what somebody signs as: "Noor’s and Ines’s manager" is one
// person with one signature that counts for both.
func rolesOf(s view.Signature, intern, mentor view.PersonRef) string {
	words := make([]string, len(s.Roles))
	for i, r := range s.Roles {
		words[i] = ui.RoleWord(r, intern, mentor)
	}
	line := strings.Join(words, " and ")
	if len(s.Roles) == 2 {
		line += ", one signature for both"
	}
	if s.StandIn {
		line += ", standing in"
	}
	if s.Zone != nil && len(s.Roles) == 1 && (s.Roles[0] == view.RoleIntern || s.Roles[0] == view.RoleMentor) {
		line += ", " + ui.City(s.Zone)
	}
	return line
}

func signatureState(f ui.Frame, s view.Signature) string {
	switch s.State {
	case view.SignatureGiven:
		switch {
		case s.Recorded != nil:
			return "Recorded by " + ui.Named(*s.Recorded) + " " + f.On(s.At)
		case s.Proposed:
			return "Signed by proposing it, " + f.Since(s.At)
		case s.Carried:
			return "Carried over, nothing for them has changed"
		}
		return "Signed " + f.On(s.At)
	case view.SignatureVoid:
		return fmt.Sprintf("Signed revision %d, now void", s.Revision)
	case view.SignatureRefused:
		return "Declined " + f.On(s.At)
	case view.SignatureMissing:
		return "The directory names nobody. The coordinator can name a stand-in."
	}
	switch d := s.MayDelegate; {
	case d == nil:
		return "Asked, not answered"
	case d.You:
		return "Asked, not answered. You may answer for them."
	default:
		return "Asked, not answered. " + d.Name + " may answer for them."
	}
}

// names are people one after another, the reader as "you".
func names(list []view.PersonRef) string {
	var words []string
	for _, p := range list {
		words = append(words, ui.Named(p))
	}
	return ui.List(words)
}

func forSignature(s view.SignOff) string {
	if s.For != nil {
		return "for your signature, in place of " + s.For.Name
	}
	return "for your signature"
}

// afterEnding says what the end of it means for the reader.
func afterEnding(s view.SignOff) string {
	if s.Intern.You {
		return "Nobody is asked for anything any more. What was written stays readable, and you can propose another internship whenever you like."
	}
	return "Nothing is asked of you any more. What was written stays readable."
}

// afterRefusal says what comes next for the reader once somebody declined.
func afterRefusal(s view.SignOff) string {
	declinedByYou := false
	for _, p := range s.Declined {
		declinedByYou = declinedByYou || p.You
	}
	switch {
	case s.Intern.You:
		return "The reason stands beside their name. Propose other terms, and all four are asked anew; or withdraw."
	case declinedByYou:
		return ui.Upper(ui.Named(s.Intern)) + " reads your reason and can propose other terms: then you are asked anew. Until then you can still approve these."
	case s.MaySign:
		return ui.Upper(ui.Named(s.Intern)) + " can propose other terms: then you are asked anew. You need not answer these."
	}
	return ui.Upper(ui.Named(s.Intern)) + " can propose other terms: then all four are asked anew. Until then nothing is needed from you."
}

// costLine says in a sentence what the team gives in the weeks of the terms.
func costLine(f ui.Frame, c view.TeamCost) string {
	line := fmt.Sprintf("%s h a week for this internship.", ui.Hours(c.Minutes))
	if c.Count == 0 {
		return line + " No other internship of the team falls into its weeks."
	}
	line += fmt.Sprintf(" %s of the team %s into its weeks: together up to %s h a week, in the week of %s.",
		ui.Upper(ui.Number(c.Count))+" other "+plural(c.Count, "internship", "internships"), plural(c.Count, "falls", "fall"),
		ui.Hours(c.Most.This+c.Most.Others), f.Day(c.Most.From))
	return line
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func costRole(o view.CostRow) string {
	if o.As == view.RoleMentor {
		return "As a mentor"
	}
	return "As an intern"
}

// heading puts what is asked into words: "Noor asks for 8 hours a week, for twelve weeks".
func heading(s view.SignOff) string {
	who, verb := s.Intern.Name, "asks"
	if s.Intern.You {
		who, verb = "You", "ask"
	}
	return fmt.Sprintf("%s %s for %s a week, for %s weeks", who, verb, ui.Count(s.Terms.Minutes/60, "hour", "hours"), ui.Number(s.Terms.Weeks))
}

func share(t view.Terms) string {
	if t.FullWeek == 0 {
		return ""
	}
	return fmt.Sprintf("%d %% of %s", t.Minutes*100/t.FullWeek, ui.Hours(t.FullWeek))
}

func rhythm(r view.Rhythm) string {
	return fmt.Sprintf("%ss, %s", r.Weekday, r.At)
}

// meetingSpan says when the weekly 1:1 is: "Thursdays, 15:00 to 15:30".
func meetingSpan(r view.Rhythm) string {
	end := r.At.Minutes() + r.Minutes
	return fmt.Sprintf("%s to %02d:%02d", rhythm(r), end/60%24, end%60)
}

func isManager(roles []view.Role) bool {
	for _, r := range roles {
		if r == view.RoleInternManager || r == view.RoleMentorManager {
			return true
		}
	}
	return false
}

func asked(roles []view.Role, as view.Role) bool {
	for _, r := range roles {
		if r == as {
			return true
		}
	}
	return false
}

// diffRow is one term in two revisions.
type diffRow struct{ term, was, is string }

// compare returns what differs between two revisions, and the names of what
// does not.
func compare(f ui.Frame, a, b view.Terms) (changed []diffRow, same []string) {
	add := func(term, was, is string) {
		if was == is {
			if len(same) > 0 {
				term = strings.ToLower(term[:1]) + term[1:]
			}
			same = append(same, term)
			return
		}
		changed = append(changed, diffRow{term, was, is})
	}
	add("Mentor", a.Mentor.Name, b.Mentor.Name)
	add("Program", programLine(a.Program), programLine(b.Program))
	add("Start", f.Day(a.Start), f.Day(b.Start))
	add("Weeks", fmt.Sprint(a.Weeks), fmt.Sprint(b.Weeks))
	add("End", f.Day(a.End), f.Day(b.End))
	add("Hours a week", ui.Hours(a.Minutes), ui.Hours(b.Minutes))
	add("Weekly 1:1", rhythmLine(a.Rhythm), rhythmLine(b.Rhythm))
	add("Pauses", spans(f, a.Pauses), spans(f, b.Pauses))
	add("Time zone", ui.City(a.Zone), ui.City(b.Zone))
	add("Week of entry", fmt.Sprint(max(1, a.Entry)), fmt.Sprint(max(1, b.Entry)))
	return changed, same
}

func programLine(p view.ProgramRef) string { return fmt.Sprintf("%s, version %d", p.Title, p.Version) }

func rhythmLine(r view.Rhythm) string {
	return fmt.Sprintf("%s, %s, %s", rhythm(r), ui.City(r.Zone), ui.Minutes(r.Minutes))
}

func spans(f ui.Frame, list []view.Span) string {
	if len(list) == 0 {
		return "none"
	}
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = f.Days(s.From, s.To)
	}
	return strings.Join(words, ", ")
}

// proposed returns the value with which a field of the form begins.
func proposed(t view.TermsForm, field string) string {
	c := t.Current
	if c == nil {
		switch field {
		case "program_version":
			return string(t.Version.VersionID)
		case "minutes":
			return fmt.Sprint(max(t.Rules.Meeting, 30))
		case "entry_week":
			return "1"
		case "weeks":
			return number(t.Rules.Weeks)
		case "hours":
			return ui.Hours(max(t.Rules.Minutes, 60))
		case "zone":
			return t.Zone
		case "start":
			return t.Start.String()
		case "mentor":
			return string(t.Mentor)
		case "time":
			if !t.Rhythm.Zone.IsZero() {
				return t.Rhythm.Clock.String()
			}
			return "10:00"
		case "weekday":
			if !t.Rhythm.Zone.IsZero() {
				return t.Rhythm.Weekday.String()
			}
			return time.Thursday.String()
		}
		return ""
	}
	version, weeks, minutes := c.Program.VersionID, c.Weeks, c.Minutes
	if t.Version.Version > 0 {
		version, weeks, minutes = t.Version.VersionID, max(weeks, t.Rules.Weeks), max(minutes, t.Rules.Minutes)
	}
	return map[string]string{
		"start":           c.Start.String(),
		"zone":            ui.ZoneName(c.Zone),
		"weeks":           number(weeks),
		"hours":           ui.Hours(minutes),
		"weekday":         c.Rhythm.Weekday.String(),
		"time":            c.Rhythm.At.String(),
		"minutes":         number(c.Rhythm.Minutes),
		"entry_week":      number(max(1, c.Entry)),
		"mentor":          string(c.Mentor.ID),
		"program_version": string(version),
	}[field]
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// pauseRow is one pause of the form.
type pauseRow struct{ from, to string }

// pauseRows are the pauses that the form shows: what was typed or agreed, and
// two empty ones.
func pauseRows(t view.TermsForm, form ui.Form) []pauseRow {
	var rows []pauseRow
	if form.Sent() {
		to := form.Values["pause_to"]
		for i, from := range form.Values["pause_from"] {
			row := pauseRow{from: from}
			if i < len(to) {
				row.to = to[i]
			}
			if row != (pauseRow{}) {
				rows = append(rows, row)
			}
		}
	} else if t.Current != nil {
		for _, p := range t.Current.Pauses {
			rows = append(rows, pauseRow{p.From.String(), p.To.String()})
		}
	}
	return append(rows, pauseRow{}, pauseRow{})
}

func weekdays() []view.Choice {
	var choices []view.Choice
	for d := time.Monday; d <= time.Friday; d++ {
		choices = append(choices, view.Choice{Value: d.String(), Label: d.String()})
	}
	return choices
}

func meetingLengths() []view.Choice {
	return []view.Choice{{Value: "30", Label: "30 minutes"}, {Value: "45", Label: "45 minutes"}, {Value: "60", Label: "An hour"}}
}

// quoted says a rule with the words of the page.
func quoted(quote string) string {
	if quote == "" {
		return ""
	}
	return "The program says: “" + strings.TrimSuffix(quote, ".") + "”."
}

func formTitle(t view.TermsForm) string {
	if t.Current == nil {
		return "Propose terms"
	}
	return "Change the terms"
}

func formAction(t view.TermsForm) string {
	if t.Internship == "" {
		return "/internships"
	}
	to := ui.InternshipURL(t.Internship, "terms")
	if t.Version.Version > 0 {
		to += "?version=" + strconv.Itoa(t.Version.Version)
	}
	return to
}

// filledIn says, line by line, what the form begins with because the chosen
// version asks for more than the terms so far.
func filledIn(t view.TermsForm) []string {
	c := t.Current
	if c == nil {
		return nil
	}
	var lines []string
	if c.Weeks < t.Rules.Weeks {
		lines = append(lines, "It spans "+number(t.Rules.Weeks)+" weeks. The terms so far say "+number(c.Weeks)+", so the weeks are filled in.")
	}
	if c.Minutes < t.Rules.Minutes {
		lines = append(lines, "It asks for "+ui.Hours(t.Rules.Minutes)+" hours a week. The terms so far say "+ui.Hours(c.Minutes)+", so the hours are filled in.")
	}
	if len(lines) == 0 && t.Version.VersionID != c.Program.VersionID {
		lines = append(lines, "The weeks and hours of the terms so far are enough for it.")
	}
	return lines
}

// mailedTitle says what was answered behind a link.
func mailedTitle(m view.MailedSignOff) string {
	switch {
	case m.SignOff.Answered:
		return fmt.Sprintf("You approved revision %d", m.Revision)
	case len(m.SignOff.Declined) > 0:
		return fmt.Sprintf("You declined revision %d", m.Revision)
	}
	return fmt.Sprintf("Revision %d is answered", m.Revision)
}

func mailedNext(m view.MailedSignOff) string {
	switch {
	case m.SignOff.Answered && !m.SignOff.Waits:
		return "All four have signed, so it is agreed. Nothing more is needed from you."
	case m.SignOff.Answered:
		return "Your signature is kept. When all four have signed it is agreed, and you are told."
	}
	return m.SignOff.Intern.Name + " reads your reason and can propose other terms: then you are asked anew."
}
