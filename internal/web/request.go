package web

import (
	"strings"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/matching"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/request"
	page "stint/internal/web/templates/request"
	"stint/internal/web/templates/ui"
)

// explore makes the reader an intern who looks for a mentor in a program, and
// leads to those who are open to it.
func (v *visit) explore() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	done, err := v.s.Internships.Explore(v.r.Context(), v.call(), internship.Explore{Program: of})
	if err != nil {
		return err
	}
	return v.redirect(ui.InternshipURL(done.Internship, "mentors"), view.Toast{Text: "You explore this program now. Nobody is told until you ask."})
}

func (v *visit) search() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.show(v.searchPage(of))
}

// searchPage is the page of a search; where the form of a request came back it
// names again whom it asks.
func (v *visit) searchPage(of id.Internship) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.SearchOf(tx, v.who, of)
		if err == nil && strings.HasSuffix(v.r.URL.Path, "/requests") && v.form.Sent() {
			err = m.Choose(tx, v.chosen("mentor"))
		}
		return page.Search(f, m, v.form), err
	}
}

// chosen are the people of several boxes with one name.
func (v *visit) chosen(name string) []id.Person {
	var people []id.Person
	for _, p := range v.r.PostForm[name] {
		if p != "" {
			people = append(people, id.Person(p))
		}
	}
	return people
}

// ask sends one message to every mentor who was chosen.
func (v *visit) ask() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	sent, err := v.s.Matching.Ask(v.r.Context(), v.call(), matching.Ask{Internship: of, Mentors: v.chosen("mentor"), Message: v.value("message")})
	if err != nil {
		return v.again(err, v.searchPage(of))
	}
	text := "Sent. You hear here, and by mail, as soon as there is an answer."
	if n := len(sent.Requests); n > 1 {
		text = "Sent to " + ui.Number(n) + " mentors. You hear here, and by mail, as soon as there is an answer."
	}
	return v.redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: text})
}

// requests is everything that the reader is asked.
func (v *visit) requests() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.DeskOf(tx, v.who)
		return page.Desk(f, m), err
	})
}

func (v *visit) request() error {
	of, err := pathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	return v.show(v.requestPage(of))
}

func (v *visit) requestPage(of id.Request) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.One(tx, v.who, of)
		return page.Page(f, m, v.form), err
	}
}

func (v *visit) acceptRequest() error {
	of, err := pathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	if _, err := v.s.Matching.Accept(v.r.Context(), v.call(), matching.Accept{Request: of, Offer: v.value("offer")}); err != nil {
		return v.again(err, v.requestPage(of))
	}
	return v.redirect(page.URL(of), view.Toast{Text: "Accepted. The intern is told and confirms one of those who said yes."})
}

func (v *visit) declineRequest() error {
	of, err := pathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	if _, err := v.s.Matching.Decline(v.r.Context(), v.call(), matching.Decline{Request: of, Reason: v.value("reason")}); err != nil {
		return v.again(err, v.requestPage(of))
	}
	return v.redirect(page.URL(of), view.Toast{Text: "Declined. The intern gets your reason."})
}

func (v *visit) withdrawRequest() error {
	of, err := pathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	done, err := v.s.Matching.Withdraw(v.r.Context(), v.call(), of)
	if err != nil {
		return err
	}
	return v.redirect(ui.InternshipURL(done.Internship, "requests"), view.Toast{Text: "Withdrawn. The mentor is told."})
}

// confirmRequest chooses a mentor and leads to the terms.
func (v *visit) confirmRequest() error {
	of, err := pathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	done, err := v.s.Matching.Confirm(v.r.Context(), v.call(), of)
	if err != nil {
		return err
	}
	return v.redirect(ui.InternshipURL(done.Internship, "terms", "new"), view.Toast{Text: "Confirmed, and the others are told. Propose the terms now, or later."})
}

func (v *visit) postCall() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	message := v.value("call")
	if message == "" {
		message = v.value("message")
	}
	if _, err := v.s.Matching.Post(v.r.Context(), v.call(), matching.Post{Internship: of, Message: message}); err != nil {
		return v.again(err, v.searchPage(of))
	}
	return v.redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: "Posted. Every mentor who is open to it finds it."})
}

func (v *visit) calls() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.DeskOf(tx, v.who)
		return page.Calls(f, m.Calls), err
	})
}

func (v *visit) openCall() error {
	of, err := pathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	return v.show(v.callPage(of))
}

func (v *visit) callPage(of id.OpenCall) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.CallOf(tx, v.who, of)
		return page.Call(f, m, v.form), err
	}
}

func (v *visit) offerToCall() error {
	of, err := pathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	done, err := v.s.Matching.Offer(v.r.Context(), v.call(), matching.Offer{OpenCall: of, Offer: v.value("offer")})
	if err != nil {
		return v.again(err, v.callPage(of))
	}
	return v.redirect(page.URL(done.Request), view.Toast{Text: "Offered. The intern is told and confirms one of those who said yes."})
}

func (v *visit) closeCall() error {
	of, err := pathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	done, err := v.s.Matching.CloseCall(v.r.Context(), v.call(), of)
	if err != nil {
		return err
	}
	return v.redirect(ui.InternshipURL(done.Internship, "requests"), view.Toast{Text: "The call is closed. Offers that came stay."})
}

func (v *visit) askGuidance() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	if _, err := v.s.Matching.AskGuidance(v.r.Context(), v.call(), matching.Question{Internship: of, Manager: id.Person(v.value("manager")), Question: v.value("question")}); err != nil {
		return v.again(err, v.searchPage(of))
	}
	return v.redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: "Asked. Nobody else reads your question."})
}

func (v *visit) guidance() error {
	of, err := pathID[id.Guidance](v, "question")
	if err != nil {
		return err
	}
	return v.show(v.guidancePage(of))
}

func (v *visit) guidancePage(of id.Guidance) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.GuidanceOf(tx, v.who, of)
		return page.Guidance(f, m, v.form), err
	}
}

func (v *visit) advise() error {
	of, err := pathID[id.Guidance](v, "question")
	if err != nil {
		return err
	}
	if _, err := v.s.Matching.Advise(v.r.Context(), v.call(), matching.Advice{Guidance: of, Answer: v.value("answer"), Suggest: v.chosen("suggest")}); err != nil {
		return v.again(err, v.guidancePage(of))
	}
	return v.redirect(page.GuidanceURL(of), view.Toast{Text: "Answered. The intern is told."})
}

// suggestTerms begins first terms with the mentor whom the intern confirmed.
func (v *visit) suggestTerms(tx *sqldb.Tx, of id.Internship, m *view.TermsForm) error {
	if of == "" || m.Current != nil {
		return nil
	}
	mentor, rhythm, err := request.Chosen(tx, v.who, of, m.Start)
	if fault.Is(err, fault.NotFound) {
		return nil // the mentor does not see the search
	}
	m.Mentor, m.Rhythm = mentor, rhythm
	return err
}
