package request

import (
	"strings"

	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/matching"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/request"
	page "stint/internal/web/templates/request"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// Explore makes the reader an intern who looks for a mentor in a program, and
// leads to those who are open to it.
func (h *Handlers) Explore(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	done, err := h.Internships.Explore(v.Context(), v.Call(), internship.Explore{Program: of})
	if err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(done.Internship, "mentors"), view.Toast{Text: "You explore this program now. Nobody is told until you ask."})
}

// Search is the page of an intern's search.
func (h *Handlers) Search(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.Show(searchPage(v, of))
}

// searchPage is the page of a search; where the form of a request came back it
// names again whom it asks.
func searchPage(v *visit.Visit, of id.Internship) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.SearchOf(tx, v.Who, of)
		if err == nil && strings.HasSuffix(v.Request.URL.Path, "/requests") && v.Form.Sent() {
			err = m.Choose(tx, chosen(v, "mentor"))
		}
		return page.Search(f, m, v.Form), err
	}
}

// chosen are the people of several boxes with one name.
func chosen(v *visit.Visit, name string) []id.Person {
	var people []id.Person
	for _, p := range v.Values(name) {
		if p != "" {
			people = append(people, id.Person(p))
		}
	}
	return people
}

// Ask sends one message to every mentor who was chosen.
func (h *Handlers) Ask(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	sent, err := h.Matching.Ask(v.Context(), v.Call(), matching.Ask{Internship: of, Mentors: chosen(v, "mentor"), Message: v.Value("message")})
	if err != nil {
		return v.Again(err, searchPage(v, of))
	}
	text := "Sent. You hear here, and by mail, as soon as there is an answer."
	if n := len(sent.Requests); n > 1 {
		text = "Sent to " + ui.Number(n) + " mentors. You hear here, and by mail, as soon as there is an answer."
	}
	return v.Redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: text})
}

// List is everything that the reader is asked.
func (h *Handlers) List(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.DeskOf(tx, v.Who)
		return page.Desk(f, m), err
	})
}

// Show is the page of a request.
func (h *Handlers) Show(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	return v.Show(requestPage(v, of))
}

func requestPage(v *visit.Visit, of id.Request) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.One(tx, v.Who, of)
		return page.Page(f, m, v.Form), err
	}
}

// Accept says yes to an intern.
func (h *Handlers) Accept(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	if _, err := h.Matching.Accept(v.Context(), v.Call(), matching.Accept{Request: of, Offer: v.Value("offer")}); err != nil {
		return v.Again(err, requestPage(v, of))
	}
	return v.Redirect(page.URL(of), view.Toast{Text: "Accepted. The intern is told and confirms one of those who said yes."})
}

// Decline says no to an intern, with a reason.
func (h *Handlers) Decline(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	if _, err := h.Matching.Decline(v.Context(), v.Call(), matching.Decline{Request: of, Reason: v.Value("reason")}); err != nil {
		return v.Again(err, requestPage(v, of))
	}
	return v.Redirect(page.URL(of), view.Toast{Text: "Declined. The intern gets your reason."})
}

// Withdraw takes a request back.
func (h *Handlers) Withdraw(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	done, err := h.Matching.Withdraw(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(done.Internship, "requests"), view.Toast{Text: "Withdrawn. The mentor is told."})
}

// Confirm chooses a mentor and leads to the terms.
func (h *Handlers) Confirm(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	done, err := h.Matching.Confirm(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(done.Internship, "terms", "new"), view.Toast{Text: "Confirmed, and the others are told. Propose the terms now, or later."})
}

// PostCall posts an open call.
func (h *Handlers) PostCall(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	message := v.Value("call")
	if message == "" {
		message = v.Value("message")
	}
	if _, err := h.Matching.Post(v.Context(), v.Call(), matching.Post{Internship: of, Message: message}); err != nil {
		return v.Again(err, searchPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: "Posted. Every mentor who is open to it finds it."})
}

// Calls lists the open calls that the reader sees.
func (h *Handlers) Calls(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.DeskOf(tx, v.Who)
		return page.Calls(f, m.Calls), err
	})
}

// Call is the page of an open call.
func (h *Handlers) Call(v *visit.Visit) error {
	of, err := visit.PathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	return v.Show(callPage(v, of))
}

func callPage(v *visit.Visit, of id.OpenCall) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.CallOf(tx, v.Who, of)
		return page.Call(f, m, v.Form), err
	}
}

// Offer answers an open call.
func (h *Handlers) Offer(v *visit.Visit) error {
	of, err := visit.PathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	done, err := h.Matching.Offer(v.Context(), v.Call(), matching.Offer{OpenCall: of, Offer: v.Value("offer")})
	if err != nil {
		return v.Again(err, callPage(v, of))
	}
	return v.Redirect(page.URL(done.Request), view.Toast{Text: "Offered. The intern is told and confirms one of those who said yes."})
}

// CloseCall closes an open call.
func (h *Handlers) CloseCall(v *visit.Visit) error {
	of, err := visit.PathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	done, err := h.Matching.CloseCall(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(done.Internship, "requests"), view.Toast{Text: "The call is closed. Offers that came stay."})
}

// AskGuidance asks a manager whom to ask.
func (h *Handlers) AskGuidance(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	if _, err := h.Matching.AskGuidance(v.Context(), v.Call(), matching.Question{Internship: of, Manager: id.Person(v.Value("manager")), Question: v.Value("question")}); err != nil {
		return v.Again(err, searchPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: "Asked. Nobody else reads your question."})
}

// Guidance is the page of a question to a manager.
func (h *Handlers) Guidance(v *visit.Visit) error {
	of, err := visit.PathID[id.Guidance](v, "question")
	if err != nil {
		return err
	}
	return v.Show(guidancePage(v, of))
}

func guidancePage(v *visit.Visit, of id.Guidance) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.GuidanceOf(tx, v.Who, of)
		return page.Guidance(f, m, v.Form), err
	}
}

// Advise answers it.
func (h *Handlers) Advise(v *visit.Visit) error {
	of, err := visit.PathID[id.Guidance](v, "question")
	if err != nil {
		return err
	}
	if _, err := h.Matching.Advise(v.Context(), v.Call(), matching.Advice{Guidance: of, Answer: v.Value("answer"), Suggest: chosen(v, "suggest")}); err != nil {
		return v.Again(err, guidancePage(v, of))
	}
	return v.Redirect(page.GuidanceURL(of), view.Toast{Text: "Answered. The intern is told."})
}
