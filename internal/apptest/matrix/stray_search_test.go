package matrix

import (
	"stint/internal/api/rest"
	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/meeting/preparation"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
)

// writePreparation writes into what intern and mentor prepare and mark.
func (w *world) writePreparation(of id.Internship) []secret {
	w.t.Helper()
	ctx, pair := w.t.Context(), []string{"noor", "ines"}
	_, err := w.Setup.SaveDraft(ctx, w.as("ines"), preparation.SaveDraft{Internship: of, Body: "zanzibarwantdraft"})
	w.must(err)
	_, err = w.Setup.Share(ctx, w.as("noor"), preparation.Share{Internship: of, Body: "zanzibarshared"})
	w.must(err)
	for item, link := range map[preparation.Item]string{preparation.Notes: "https://notes.example.com/zanzibardocument", preparation.Issue: "https://issues.example.com/zanzibarissue"} {
		_, err = w.Setup.Link(ctx, w.as("noor"), preparation.Link{Internship: of, Item: item, Link: link})
		w.must(err)
	}
	item := w.word("SELECT source FROM activity WHERE internship_id = ? AND source <> '' AND shape = 'leaf' AND source NOT IN (SELECT item FROM mark) ORDER BY week DESC, position", of)
	_, err = w.Marks.Put(ctx, w.as("noor"), mark.Put{Internship: of, Item: item, Verdict: mark.Outdated, Comment: "zanzibarcomment", Proposal: "zanzibarproposal"})
	w.must(err)
	api, page := rest.Prefix+"/internships/"+string(of), "/internships/"+string(of)+"/preparation"
	return []secret{
		{word: "zanzibarwantdraft", field: "draft of wants", entitled: []string{"ines"}, at: []string{api + "/wants"}},
		{word: "zanzibarshared", field: "wants", entitled: pair, at: []string{api + "/wants"}},
		{word: "zanzibardocument", field: "link of the notes", entitled: pair, at: []string{api + "/preparation", page}},
		{word: "zanzibarissue", field: "link of the issue", entitled: []string{"noor", "ines", "tomasz", "priya", "wanda"}, at: []string{api + "/preparation", page}},
		{word: "zanzibarcomment", field: "comment of a mark", entitled: []string{"noor", "wanda"}},
		{word: "zanzibarproposal", field: "proposal of a mark", entitled: []string{"noor", "wanda"}},
	}
}

// writeSearch writes into Freya's search for a mentor: Mei declines, and Priya
// answers what she is asked.
func (w *world) writeSearch() []secret {
	w.t.Helper()
	ctx, of, mei := w.t.Context(), w.internshipOf(searching), w.people["mei"].ID
	request := w.word("SELECT id FROM request WHERE internship_id = ? AND mentor_id = ? AND state = 'asked'", of, mei)
	guidance := w.word("SELECT id FROM guidance WHERE internship_id = ? AND state = 'asked'", of)
	w.must(w.DB.Write(ctx, func(tx *sqldb.Tx) error {
		if err := tx.Guard("no request", "UPDATE request SET message = 'zanzibarmessage' WHERE id = ?", request); err != nil {
			return err
		}
		return tx.Guard("no question", "UPDATE guidance SET question = 'zanzibarquestion' WHERE id = ?", guidance)
	}))
	_, err := w.Matching.Decline(ctx, w.as("mei"), matching.Decline{Request: id.Request(request), Reason: "zanzibardecline"})
	w.must(err)
	_, err = w.Matching.Advise(ctx, w.as("priya"), matching.Advice{Guidance: id.Guidance(guidance), Answer: "zanzibaradvice"})
	w.must(err)
	asked := []string{"/requests/" + request, rest.Prefix + "/requests/" + request}
	led := []string{"/guidance/" + guidance, rest.Prefix + "/guidance/" + guidance}
	return []secret{
		{word: "zanzibarmessage", field: "message of a request", entitled: []string{searching, "mei"}, at: asked},
		{word: "zanzibardecline", field: "reason of a decline", entitled: []string{searching, "mei"}, at: asked},
		{word: "zanzibarquestion", field: "question for guidance", entitled: []string{searching, "priya"}, at: led},
		{word: "zanzibaradvice", field: "answer for guidance", entitled: []string{searching, "priya"}, at: led},
	}
}
