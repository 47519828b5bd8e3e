package terms

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
	"stint/internal/view/request"
	"stint/internal/view/signing"
	page "stint/internal/web/templates/terms"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// ofPath is the internship in the address; empty where the address has none.
func ofPath(v *visit.Visit) (id.Internship, error) {
	if v.Request.PathValue("id") == "" {
		return "", nil
	}
	return visit.PathID[id.Internship](v, "internship")
}

// New is the form of first terms or of a revision.
func (h *Handlers) New(v *visit.Visit) error {
	of, err := ofPath(v)
	if err != nil {
		return err
	}
	return v.Show(h.termsPage(v, of))
}

func (h *Handlers) termsPage(v *visit.Visit, of id.Internship) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		version, err := versionNamed(v)
		if err != nil {
			return nil, err
		}
		m, err := h.Views.TermsForm(tx, v.Who, of, version)
		if err == nil {
			err = suggestTerms(v, tx, of, &m)
		}
		return page.Form(f, m, v.Form), err
	}
}

// versionNamed is the number of the version that the address names for new
// terms; 0 where it names none.
func versionNamed(v *visit.Visit) (int, error) {
	text := v.Query().Get("version")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fault.Missing("version of the program")
	}
	return n, nil
}

// Propose gives an internship its first terms or a revision of them. Whoever
// proposes has signed.
func (h *Handlers) Propose(v *visit.Visit) error {
	of, err := ofPath(v)
	if err != nil {
		return err
	}
	in := internship.Propose{Internship: of, Base: v.Number("base"), Draft: draft(v)}
	if of == "" {
		if in.Program, err = h.programOf(v, in.ProgramVersion); err != nil {
			return v.Again(err, h.termsPage(v, of))
		}
	}
	done, err := h.Internships.Propose(v.Context(), v.Call(), in)
	if err != nil {
		return v.Again(err, h.termsPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(done.Internship), view.Toast{Text: "Revision " + strconv.Itoa(done.Revision) + " is proposed, and you have signed it."})
}

// draft reads terms as they were typed. What is no number is 0, which the rules
// refuse at its field.
func draft(v *visit.Visit) terms.Draft {
	d := terms.Draft{
		Mentor: id.Person(v.Value("mentor")), ProgramVersion: id.ProgramVersion(v.Value("program_version")),
		Start: v.Value("start"), Zone: v.Value("zone"), Weeks: v.Number("weeks"), WeekMinutes: hours(v, "hours"),
		Weekday: v.Value("weekday"), Time: v.Value("time"), Minutes: v.Number("minutes"), EntryWeek: v.Number("entry_week"), Message: v.Value("message"),
	}
	from, to := v.Values("pause_from"), v.Values("pause_to")
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
func hours(v *visit.Visit, name string) int {
	h, err := strconv.ParseFloat(strings.Replace(v.Value(name), ",", ".", 1), 64)
	if err != nil || math.IsNaN(h) || math.Abs(h) > 1000 {
		return 0
	}
	return int(math.Round(h * 60))
}

// programOf is the program that a version belongs to.
func (h *Handlers) programOf(v *visit.Visit, version id.ProgramVersion) (of id.Program, err error) {
	if !id.Valid(string(version)) {
		return "", fault.At("program_version", "Choose a program.")
	}
	err = v.Read(func(tx *sqldb.Tx) error {
		found, err := h.Programs.FindVersion(tx, version)
		of = found.Program
		return err
	})
	if fault.Is(err, fault.NotFound) {
		err = fault.At("program_version", "Choose a program.")
	}
	return of, err
}

// SignOff is what one is asked to sign.
func (h *Handlers) SignOff(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.Show(signOffPage(v, of))
}

func signOffPage(v *visit.Visit, of id.Internship) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := signing.SignOff(tx, v.Who, of)
		return page.SignOff(f, m, v.Form), err
	}
}

// Refusal is the page behind the dialog in which terms are declined.
func (h *Handlers) Refusal(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.Show(refusalPage(v, of))
}

func refusalPage(v *visit.Visit, of id.Internship) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		if _, err := access.Require(tx, v.Who.Actor, access.SignOffGive, of); err != nil {
			return nil, err
		}
		m, err := signing.SignOff(tx, v.Who, of)
		return page.Refusal(f, m, v.Form), err
	}
}

// Sign signs or refuses.
func (h *Handlers) Sign(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := internship.SignOff{Internship: of, Revision: v.Number("revision"), Digest: v.Value("digest"), Answer: v.Value("decision"), Reason: v.Value("reason")}
	done, err := h.Internships.SignOff(v.Context(), v.Call(), in)
	if err != nil {
		form := signOffPage(v, of)
		if in.Answer == internship.AnswerRefuse {
			form = refusalPage(v, of)
		}
		return v.Again(err, form)
	}
	return v.Redirect(afterSigning(v, of), view.Toast{Text: answered(in.Answer, done)})
}

// afterSigning leads back to the sign-off, or to the desk where it is no longer
// the reader's to see: a delegate sees it only while it waits.
func afterSigning(v *visit.Visit, of id.Internship) string {
	err := v.Read(func(tx *sqldb.Tx) error {
		_, err := access.Require(tx, v.Who.Actor, access.SignOffFind, of)
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

// RecordApproval enters an approval that was given elsewhere.
func (h *Handlers) RecordApproval(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := internship.RecordApproval{Internship: of, Revision: v.Number("revision"), Digest: v.Value("digest"), Role: access.Role(v.Value("role")), Evidence: v.Value("evidence")}
	if _, err := h.Internships.RecordApproval(v.Context(), v.Call(), in); err != nil {
		return v.Again(err, signOffPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of, "sign-off"), view.Toast{Text: "Recorded. It shows that you did."})
}

// NameStandIn names who signs in a manager's place.
func (h *Handlers) NameStandIn(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := internship.NameStandIn{Internship: of, Role: access.Role(v.Value("role")), Person: id.Person(v.Value("person"))}
	if _, err := h.Internships.NameStandIn(v.Context(), v.Call(), in); err != nil {
		return v.Again(err, signOffPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of, "sign-off"), view.Toast{Text: "Named. They are asked to sign now."})
}

// suggestTerms begins first terms with the mentor whom the intern confirmed.
func suggestTerms(v *visit.Visit, tx *sqldb.Tx, of id.Internship, m *view.TermsForm) error {
	if of == "" || m.Current != nil {
		return nil
	}
	mentor, rhythm, err := request.Chosen(tx, v.Who, of, m.Start)
	if fault.Is(err, fault.NotFound) {
		return nil // the mentor does not see the search
	}
	m.Mentor, m.Rhythm = mentor, rhythm
	return err
}
