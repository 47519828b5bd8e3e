package draft_test

import (
	"strings"
	"sync"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/sqldb"
)

func TestPublishing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		s := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 1, Source: page("Keeping a light", 4)})
		in := draft.Publish{Draft: s.Draft, Version: s.Version, Seen: 1, Note: " A fourth week.\r\n"}
		once := call.Call{Actor: h.wanda, Key: "once"}
		done, err := h.drafts.Publish(t.Context(), once, in)
		h.must(err)
		if done.Program != h.light || done.Number != 2 || done.Known {
			t.Errorf("%+v", done)
		}
		again, err := h.drafts.Publish(t.Context(), once, in)
		if err != nil || again != done {
			t.Errorf("the repeated call: %+v, %v", again, err)
		}
		_, err = h.find(h.wanda, s.Draft)
		expect(t, "the draft after publishing", err, fault.NotFound)
		h.must(h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
			v, err := program.VersionNumbered(tx, h.light, 0)
			if v.Number != 2 || v.Note != "A fourth week." || v.PublishedBy != h.wanda.Person || v.Weeks != 4 {
				t.Errorf("%+v", v)
			}
			return err
		}))
	})
}

func TestPublishingWhatIsPublishedAlready(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_, err := h.programs.Import(t.Context(), call.By(h.wanda), program.Import{Program: h.light, Source: page("Keeping a light", 5)})
		h.must(err)
		for name, source := range map[string]string{
			"the newest": page("Keeping a light", 5), "with other ends of lines": strings.ReplaceAll(page("Keeping a light", 5), "\n", "\r\n"),
		} {
			s := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 2, Source: source, Pane: "a"})
			_, err := h.drafts.Publish(t.Context(), call.By(h.wanda), draft.Publish{Draft: s.Draft, Version: s.Version, Seen: 2})
			if f := fault.Of(err); err == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != "source" {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := h.find(h.wanda, s.Draft); err != nil {
				t.Errorf("%s: the draft is gone: %v", name, err)
			}
		}
		older := h.save(h.camille, draft.Save{Program: h.light, BasedOn: 2, Source: page("Keeping a light", 3)})
		done, err := h.drafts.Publish(t.Context(), call.By(h.camille), draft.Publish{Draft: older.Draft, Version: older.Version, Seen: 2})
		if err != nil || done.Number != 3 || done.Known {
			t.Errorf("the page of version 1 again: %+v, %v", done, err)
		}
	})
}

func TestWhatIsNotPublished(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		s := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 1, Source: page("Keeping a light", 4), Pane: "a"})
		publish := func(by access.Actor, in draft.Publish) error {
			in.Draft = s.Draft
			_, err := h.drafts.Publish(t.Context(), call.By(by), in)
			return err
		}
		expect(t, "compared with nothing", publish(h.wanda, draft.Publish{Version: 1}), fault.Invalid)
		expect(t, "another text than the one seen", publish(h.wanda, draft.Publish{Version: 9, Seen: 1}), fault.Conflict)
		expect(t, "a note that is too long", publish(h.wanda, draft.Publish{Version: 1, Seen: 1, Note: strings.Repeat("x", program.MaxNote+1)}), fault.Invalid)

		// Camille is quicker.
		theirs := h.save(h.camille, draft.Save{Program: h.light, BasedOn: 1, Source: page("Keeping a light", 6)})
		_, err := h.drafts.Publish(t.Context(), call.By(h.camille), draft.Publish{Draft: theirs.Draft, Version: 1, Seen: 1})
		h.must(err)
		err = publish(h.wanda, draft.Publish{Version: 1, Seen: 1})
		expect(t, "over a version not seen", err, fault.Conflict)
		if fault.Of(err).Code != "newer-version" {
			t.Errorf("%+v", fault.Of(err))
		}
		h.save(h.wanda, draft.Save{Draft: s.Draft, Base: 1, Source: "", Pane: "a"})
		err = publish(h.wanda, draft.Publish{Version: 2, Seen: 2})
		expect(t, "an empty page", err, fault.Invalid)
		h.save(h.wanda, draft.Save{Draft: s.Draft, Base: 2, Source: "Words, and no phase.", Pane: "a"})
		h.must(publish(h.wanda, draft.Publish{Version: 3, Seen: 2})) // a warning only
	})
}

func TestANewProgram(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		s := h.save(h.wanda, draft.Save{Source: page("Rowing", 2)})
		_, err := h.drafts.Publish(t.Context(), call.By(h.wanda), draft.Publish{Draft: s.Draft, Version: 1, Slug: "keeping-a-light"})
		if f := fault.Of(err); err == nil || f.Kind != fault.Invalid || f.Fields[0].Name != "slug" {
			t.Errorf("a name that is taken: %v", err)
		}
		done, err := h.drafts.Publish(t.Context(), call.By(h.wanda), draft.Publish{Draft: s.Draft, Version: 1, Slug: "rowing-club", Note: "The first."})
		h.must(err)
		p, err := h.programs.Find(t.Context(), h.member, done.Program)
		h.must(err)
		if p.Slug != "rowing-club" || p.Newest.Note != "The first." || len(p.Coordinators) != 1 || p.Coordinators[0] != h.wanda.Person {
			t.Errorf("%+v", p)
		}
		// An administrator makes programs and looks after none by it.
		s = h.save(h.admin, draft.Save{Source: page("Sailing", 2)})
		done, err = h.drafts.Publish(t.Context(), call.By(h.admin), draft.Publish{Draft: s.Draft, Version: 1})
		h.must(err)
		p, err = h.programs.Find(t.Context(), h.member, done.Program)
		if err != nil || len(p.Coordinators) != 0 {
			t.Errorf("%+v, %v", p, err)
		}
	})
}

// Two windows publish one draft at once: one version comes of it.
func TestPublishingAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		s := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 1, Source: page("Keeping a light", 4)})
		errs := make([]error, 4)
		var all sync.WaitGroup
		for n := range errs {
			all.Go(func() {
				_, errs[n] = h.drafts.Publish(t.Context(), call.By(h.wanda), draft.Publish{Draft: s.Draft, Version: 1, Seen: 1})
			})
		}
		all.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if k := fault.KindOf(err); k != fault.Conflict && k != fault.NotFound && k != fault.Invalid {
				t.Errorf("%v (%s)", err, fault.Cause(err))
			}
		}
		if won != 1 {
			t.Errorf("%d of %d published", won, len(errs))
		}
		h.must(h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
			v, err := program.VersionNumbered(tx, h.light, 0)
			if v.Number != 2 {
				t.Errorf("version %d is the newest", v.Number)
			}
			return err
		}))
	})
}

func TestDiscarding(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		s := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 1, Source: "x"})
		_, err := h.drafts.Discard(t.Context(), call.By(h.wanda), draft.Discard{Draft: s.Draft, Version: 9})
		expect(t, "a text that is not seen", err, fault.Conflict)
		once := call.Call{Actor: h.wanda, Key: "once"}
		for range 2 {
			_, err = h.drafts.Discard(t.Context(), once, draft.Discard{Draft: s.Draft, Version: 1})
			h.must(err)
		}
		_, err = h.find(h.wanda, s.Draft)
		expect(t, "after discarding", err, fault.NotFound)
	})
}

func TestMend(t *testing.T) {
	source := "# Bees\n\n## Week 1\n\n1. Read about smoke\n. [Veils](https://example.com/veils)\n1. 1. Two marks\n"
	all, made := draft.Mend(source, draft.MendAll)
	if made == 0 || all == source {
		t.Fatalf("%d mends:\n%s", made, all)
	}
	if again, n := draft.Mend(all, draft.MendAll); n != 0 || again != all {
		t.Errorf("%d mends of what is mended", n)
	}
	for _, choice := range []string{"6:1:S999", "", "all ", "99:1:S210"} {
		if got, n := draft.Mend(source, choice); n != 0 || got != source {
			t.Errorf("%q mended %d places", choice, n)
		}
	}
	if got, n := draft.Mend(source, "6:1:S210"); n != 1 || !strings.Contains(got, "1. [Veils]") || !strings.Contains(got, "1. 1. Two") {
		t.Errorf("%d mends:\n%s", n, got)
	}
}
