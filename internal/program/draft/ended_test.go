package draft_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/sqldb"
)

// Whoever typed into a draft that was published or thrown away hears what became
// of it; nobody else hears that there was one.
func TestTextForADraftThatHasEnded(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		published, err := h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Program: h.light, Source: page("Keeping a light", 4)})
		h.must(err)
		made, err := h.drafts.Publish(t.Context(), call.By(h.wanda), draft.Publish{Draft: published.Draft, Version: 1, Seen: 1})
		h.must(err)
		discarded, err := h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Source: "# Rowing"})
		h.must(err)
		_, err = h.drafts.Discard(t.Context(), call.By(h.wanda), draft.Discard{Draft: discarded.Draft, Version: 1})
		h.must(err)
		first, err := h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Source: page("Rowing", 2)})
		h.must(err)
		rowing, err := h.drafts.Publish(t.Context(), call.By(h.wanda), draft.Publish{Draft: first.Draft, Version: 1})
		h.must(err)
		for of, want := range map[id.Draft]draft.Ended{
			published.Draft: {Program: h.light, Number: made.Number}, discarded.Draft: {}, first.Draft: {Program: rowing.Program, Number: 1},
		} {
			words := "was thrown away"
			if want.Number > 0 {
				words = fmt.Sprintf("was published as version %d", want.Number)
			}
			for what, do := range map[string]func(access.Actor) error{
				"save": func(a access.Actor) error {
					_, err := h.drafts.Save(t.Context(), call.By(a), draft.Save{Draft: of, Source: "# More", Base: 1})
					return err
				},
				"choose": func(a access.Actor) error {
					_, err := h.drafts.Choose(t.Context(), call.By(a), draft.Choose{Draft: of, Version: 1, Text: 1})
					return err
				},
				"publish": func(a access.Actor) error {
					_, err := h.drafts.Publish(t.Context(), call.By(a), draft.Publish{Draft: of, Version: 1, Seen: 1})
					return err
				},
				"discard": func(a access.Actor) error {
					_, err := h.drafts.Discard(t.Context(), call.By(a), draft.Discard{Draft: of, Version: 1})
					return err
				},
			} {
				if e := fault.Of(do(h.wanda)); e == nil || e.Kind != fault.Conflict || e.Code != draft.CodeEnded || !strings.Contains(e.Message, words) {
					t.Errorf("%s: %+v", what, e)
				}
				for _, other := range []access.Actor{h.camille, h.member, h.admin} {
					if err := do(other); !fault.Is(err, fault.NotFound) {
						t.Errorf("%s by somebody else: %v", what, err)
					}
				}
				if err := do(access.Actor{}); !fault.Is(err, fault.Unauthenticated) {
					t.Errorf("%s by nobody: %v", what, err)
				}
			}
			h.must(h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
				got, err := draft.FindEnded(tx, h.wanda, of)
				if got.Program != want.Program || got.Number != want.Number || got.At.IsZero() {
					t.Errorf("%+v, want %+v", got, want)
				}
				if _, err := draft.FindEnded(tx, h.camille, of); !fault.Is(err, fault.NotFound) {
					t.Errorf("somebody else finds it: %v", err)
				}
				if _, err := draft.Find(tx, h.wanda, of); !fault.Is(err, fault.NotFound) {
					t.Errorf("it is there: %v", err)
				}
				return err
			}))
		}
	})
}

// A text that is saved while another window publishes is in the version, or its
// author is told: never neither.
func TestSavingWhileItIsPublished(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		begun, err := h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Program: h.light, Source: page("Keeping a light", 4)})
		h.must(err)
		var saved, published error
		var made program.Imported
		var wait sync.WaitGroup
		wait.Go(func() {
			_, saved = h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Draft: begun.Draft, Source: page("Keeping a light", 5), Base: 1, Pane: "b"})
		})
		wait.Go(func() {
			made, published = h.drafts.Publish(t.Context(), call.By(h.wanda), draft.Publish{Draft: begun.Draft, Version: 1, Seen: 1})
		})
		wait.Wait()
		switch {
		case saved == nil && fault.Of(published).Code == "draft-changed":
		case published == nil && made.Number == 2 && fault.Of(saved).Code == draft.CodeEnded:
		default:
			t.Errorf("saved: %v, published: %v", saved, published)
		}
	})
}
