package web

import (
	"math"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/signing"
	page "stint/internal/web/templates/terms"
	"stint/internal/web/templates/ui"
)

// ofPath is the internship in the address; empty where the address has none.
func (v *visit) ofPath() (id.Internship, error) {
	if v.r.PathValue("id") == "" {
		return "", nil
	}
	return pathID[id.Internship](v, "internship")
}

func (v *visit) newTerms() error {
	of, err := v.ofPath()
	if err != nil {
		return err
	}
	return v.show(v.termsPage(of))
}

func (v *visit) termsPage(of id.Internship) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.TermsForm(tx, v.who, of)
		if err == nil {
			err = v.suggestTerms(tx, of, &m)
		}
		return page.Form(f, m, v.form), err
	}
}

func (v *visit) proposeNew() error { return v.propose() }

// propose gives an internship its first terms or a revision of them. Whoever
// proposes has signed.
func (v *visit) propose() error {
	of, err := v.ofPath()
	if err != nil {
		return err
	}
	in := internship.Propose{Internship: of, Base: v.number("base"), Draft: v.draft()}
	if of == "" {
		if in.Program, err = v.programOf(in.ProgramVersion); err != nil {
			return v.again(err, v.termsPage(of))
		}
	}
	done, err := v.s.Internships.Propose(v.r.Context(), v.call(), in)
	if err != nil {
		return v.again(err, v.termsPage(of))
	}
	return v.redirect(ui.InternshipURL(done.Internship), view.Toast{Text: "Revision " + strconv.Itoa(done.Revision) + " is proposed, and you have signed it."})
}

// draft reads terms as they were typed. What is no number is 0, which the rules
// refuse at its field.
func (v *visit) draft() terms.Draft {
	d := terms.Draft{
		Mentor: id.Person(v.value("mentor")), ProgramVersion: id.ProgramVersion(v.value("program_version")),
		Start: v.value("start"), Zone: v.value("zone"), Weeks: v.number("weeks"), WeekMinutes: v.hours("hours"),
		Weekday: v.value("weekday"), Time: v.value("time"), Minutes: v.number("minutes"), EntryWeek: v.number("entry_week"), Message: v.value("message"),
	}
	from, to := v.r.PostForm["pause_from"], v.r.PostForm["pause_to"]
	for i := range from {
		p := terms.PauseText{From: strings.TrimSpace(from[i])}
		if i < len(to) {
			p.To = strings.TrimSpace(to[i])
		}
		if p != (terms.PauseText{}) {
			d.Pauses = append(d.Pauses, p)
		}
	}
	return d
}

// hours is a field of hours, such as 8 or 7.5 or 7,5, in minutes.
func (v *visit) hours(name string) int {
	h, err := strconv.ParseFloat(strings.Replace(v.value(name), ",", ".", 1), 64)
	if err != nil || math.IsNaN(h) || math.Abs(h) > 1000 {
		return 0
	}
	return int(math.Round(h * 60))
}

// programOf is the program that a version belongs to.
func (v *visit) programOf(version id.ProgramVersion) (of id.Program, err error) {
	if !id.Valid(string(version)) {
		return "", fault.At("program_version", "Choose a program.")
	}
	err = v.read(func(tx *sqldb.Tx) error {
		found, err := v.s.Programs.FindVersion(tx, version)
		of = found.Program
		return err
	})
	if fault.Is(err, fault.NotFound) {
		err = fault.At("program_version", "Choose a program.")
	}
	return of, err
}

func (v *visit) signOff() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.show(v.signOffPage(of))
}

func (v *visit) signOffPage(of id.Internship) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := signing.SignOff(tx, v.who, of)
		return page.SignOff(f, m, v.form), err
	}
}

// refusal is the page behind the dialog in which terms are declined.
func (v *visit) refusal() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.show(v.refusalPage(of))
}

func (v *visit) refusalPage(of id.Internship) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		if _, err := access.Require(tx, v.who.Actor, access.SignOffGive, of); err != nil {
			return nil, err
		}
		m, err := signing.SignOff(tx, v.who, of)
		return page.Refusal(f, m, v.form), err
	}
}

func (v *visit) giveSignOff() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := internship.SignOff{Internship: of, Revision: v.number("revision"), Digest: v.value("digest"), Answer: v.value("decision"), Reason: v.value("reason")}
	done, err := v.s.Internships.SignOff(v.r.Context(), v.call(), in)
	if err != nil {
		form := v.signOffPage(of)
		if in.Answer == internship.AnswerRefuse {
			form = v.refusalPage(of)
		}
		return v.again(err, form)
	}
	return v.redirect(v.afterSigning(of), view.Toast{Text: answered(in.Answer, done)})
}

// afterSigning leads back to the sign-off, or to the desk where it is no longer
// the reader's to see: a delegate sees it only while it waits.
func (v *visit) afterSigning(of id.Internship) string {
	err := v.read(func(tx *sqldb.Tx) error {
		_, err := access.Require(tx, v.who.Actor, access.SignOffFind, of)
		return err
	})
	if err != nil {
		return "/team"
	}
	return ui.InternshipURL(of, "sign-off")
}

// answered says what an answer has done.
func answered(answer string, done internship.Standing) string {
	switch {
	case answer == internship.AnswerRefuse:
		return "Declined. The intern gets your reason."
	case done.InForce == done.Revision:
		return "Signed. All four have, so it is agreed."
	}
	return "Signed."
}

// recordApproval enters an approval that was given elsewhere.
func (v *visit) recordApproval() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := internship.RecordApproval{Internship: of, Revision: v.number("revision"), Digest: v.value("digest"), Role: access.Role(v.value("role")), Evidence: v.value("evidence")}
	if _, err := v.s.Internships.RecordApproval(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.signOffPage(of))
	}
	return v.redirect(ui.InternshipURL(of, "sign-off"), view.Toast{Text: "Recorded. It shows that you did."})
}

func (v *visit) nameStandIn() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := internship.NameStandIn{Internship: of, Role: access.Role(v.value("role")), Person: id.Person(v.value("person"))}
	if _, err := v.s.Internships.NameStandIn(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.signOffPage(of))
	}
	return v.redirect(ui.InternshipURL(of, "sign-off"), view.Toast{Text: "Named. They are asked to sign now."})
}
