// Package fact reads the prose of a page for what shapes the terms of an
// internship: how long it lasts, how many hours it asks for, how often intern
// and mentor meet, what it does not promise.
package fact

import (
	"fmt"
	"math"
	"strings"

	"stint/internal/program/reader/front"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/wording/sense"
)

// fact is a page whose prose is being read.
type fact struct {
	*source.Source
	page  *page.Page
	front front.Front
	// undecided says that the text states several hours a week to choose from.
	undecided bool
}

// Gather adds the facts of the prose to a page. What the front matter settles
// stays as it is.
func Gather(s *source.Source, p *page.Page, f front.Front) {
	r := &fact{Source: s, page: p, front: f}
	eligible := false
	if r.Title != nil {
		r.titled(r.Title)
	}
	for _, b := range r.Flow {
		above := len(p.Phases) == 0 || b.Line < p.Phases[0].Line // what stands in a phase is said of it
		switch b.Kind {
		case outline.Heading, outline.Label:
			section, _ := r.Words(b).Section()
			eligible = section == wording.SectionEligibility
		case outline.Paragraph:
			r.sentences(r.Span(b), eligible)
		case outline.Item:
			if r.telling(r.Plain(b)) {
				r.sentences(r.Span(b), false)
			}
			if above {
				r.labelled(b)
			}
		case outline.Table:
			if above {
				r.labelledRows(b)
			}
		}
	}
}

// labelled takes the length from an item such as "Duration: 12 weeks", or one
// that begins with it: "Three month program for gardeners".
func (r *fact) labelled(b *outline.Block) {
	text := r.Plain(b)
	if len(text) >= 200 || r.page.Facts.TypicalWeeks != nil {
		return
	}
	read := r.Words(b)
	if label := strings.IndexAny(text, ":："); label > 0 && read.Has(sense.Length) {
		r.length(r.Span(b), 0, text, read)
		return
	}
	if weeks, months := read.Length(); weeks.To > 0 && weeks.From <= len("A ") || months.To > 0 && months.From <= len("A ") {
		r.length(r.Span(b), 0, text, read)
	}
}

// titled takes the length that the page's title names: "A 12-week internship".
func (r *fact) titled(title *outline.Block) {
	if read := r.Words(title); r.page.Facts.TypicalWeeks == nil && len(read.Text) < 200 {
		r.length(r.Span(title), 0, read.Text, read)
	}
}

// labelledRows does so with the rows of a table of labels and values.
func (r *fact) labelledRows(t *outline.Block) {
	for _, row := range t.Rows {
		label := r.Cell(row, 0)
		if len(row.Cells) != 2 || label == "" || len(label) > 60 || r.page.Facts.TypicalWeeks != nil || !wording.Read(label).Has(sense.Length) {
			continue
		}
		value := inline.Read(row.Cells[1], r.Doc.References)
		label += ": "
		text := label + value.Plain
		if read := wording.Read(text); len(text) < 200 {
			if weeks, months := read.Length(); max(weeks.From, months.From) >= len(label) {
				r.length(&value, -len(label), text, read)
			}
		}
	}
}

// telling says that an item may hold a fact; most do not and are passed over.
func (r *fact) telling(s string) bool {
	return strings.Contains(s, "hour") || strings.Contains(s, "guarantee") || strings.Contains(s, "Stunden") || strings.Contains(s, "heures") || strings.Contains(s, "horas") || strings.Contains(s, "時間")
}

// sentences reads a text sentence by sentence.
func (r *fact) sentences(s *inline.Span, eligible bool) {
	text := s.Plain
	for from := 0; from < len(text); {
		end := wording.SentenceEnd(text, from)
		if sentence := text[from:end]; len(sentence) < 2000 {
			r.sentence(s, from, sentence, eligible)
		}
		from = end
		for from < len(text) && text[from] == ' ' {
			from++
		}
	}
}

// sentence takes the facts of one sentence.
func (r *fact) sentence(s *inline.Span, from int, text string, eligible bool) {
	read := wording.Read(text)
	p := r.page
	line, column := s.At(from)
	said := func() *page.Statement { return &page.Statement{Text: text, Line: line, Column: column} }
	if eligible {
		p.Eligibility = append(p.Eligibility, *said())
	}
	if p.Facts.NoGuarantee == nil && read.PromisesNothing() {
		p.Facts.NoGuarantee = said()
	}
	if p.Facts.MentorIsIndividualContributor == nil && read.MentorPractices() {
		p.Facts.MentorIsIndividualContributor = said()
	}
	if p.Facts.TypicalWeeks == nil {
		r.length(s, from, text, read)
	}
	r.hours(s, from, text, read)
	r.meeting(s, from, text, read)
}

// measure is a number with the words that state it.
func measure(s *inline.Span, from int, text string, value float64, span wording.Span) *page.Measure {
	line, column := s.At(from + span.From)
	return &page.Measure{Value: value, Line: line, Column: column, Quote: text[span.From:span.To]}
}

// length takes "typically lasts 3 months".
func (r *fact) length(s *inline.Span, from int, text string, read *wording.Reading) {
	weeks, months := read.Length()
	switch {
	case weeks.To > 0 && weeks.Value <= 260:
		r.page.Facts.TypicalWeeks = measure(s, from, text, weeks.Value, weeks)
	case months.To > 0 && months.Value <= 60:
		value := math.Round(months.Value * 52 / 12)
		if span := float64(r.page.Span()); span > 0 && span >= months.Value*4 && span <= months.Value*4.5 {
			value = span // the phases say how many weeks these months are
		}
		r.page.Facts.TypicalWeeks = measure(s, from, text, value, months)
		if span := r.page.Span(); span > 0 && months.Value*52/12 != float64(span) {
			at := source.Within(s, from+months.From, from+months.To)
			r.Say("S104", at, fmt.Sprintf("“%s” and %d weeks do not say quite the same.", text[months.From:months.To], span), fmt.Sprintf("Write weeks: %d in the front matter to settle it.", span))
		}
	}
	if weeks.To > 0 {
		if span := r.page.Span(); span > 0 && float64(span) != weeks.Value && r.page.Weeks == 0 && !(r.page.Open() && weeks.Value > float64(span)) {
			r.Say("S104", source.Within(s, from+weeks.From, from+weeks.To), fmt.Sprintf("The text says %g weeks, the phases span %d.", weeks.Value, span), fmt.Sprintf("The longer counts. Write weeks: %d in the front matter to settle it.", span))
		}
	}
}

// hours takes "at least 8 hours per week (20% time)".
func (r *fact) hours(s *inline.Span, from int, text string, read *wording.Reading) {
	hours, least, several := read.Hours()
	if several.To > 0 && r.front.Hours == 0 {
		r.undecided = true
		at := source.Within(s, from+several.From, from+several.To)
		r.Say("S121", at, "The text states several hours a week, to choose from.", "Write hours in the front matter to settle it.")
	}
	if hours.To == 0 || r.undecided || atMost(text[:hours.To]) {
		return
	}
	p := r.page
	if p.Hours == 0 {
		p.Hours = hours.Value
	}
	if !least || p.Minimum != nil || r.front.Hours > 0 && r.front.Hours != hours.Value {
		return
	}
	line, column := s.At(from)
	p.Minimum = &page.Minimum{Hours: hours.Value, Percent: read.Percent(), Line: line, Column: column, Quote: text[hours.From:hours.To], Sentence: text}
}

// meeting takes "a weekly 30-minute call, perhaps extending to 1 hour".
func (r *fact) meeting(s *inline.Span, from int, text string, read *wording.Reading) {
	every, minutes, extendable := read.Meeting()
	p := r.page
	if every == "" {
		return
	}
	if p.Facts.MeetingMinutes == nil && minutes.To > 0 {
		p.Facts.MeetingMinutes = measure(s, from, text, minutes.Value, minutes)
	}
	settled := r.front.RhythmLine > 0
	if settled || p.Rhythm.Minutes > 0 || p.Rhythm.Every != "" && minutes.To == 0 {
		return
	}
	line, column := s.At(from)
	p.Rhythm = page.Rhythm{Every: every, Minutes: int(minutes.Value), Extendable: int(extendable.Value), Line: line, Column: column, Quote: text}
}

// atMost says that the words before a quantity make it the most there may be:
// "should not exceed 20 hours", "no more than 12 hours".
func atMost(text string) bool {
	text = strings.ToLower(text[max(len(text)-60, 0):])
	for _, s := range []string{" exceed", "maxim", "no more than", "not more than", "at most", "höchstens", "au plus", "máximo"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
