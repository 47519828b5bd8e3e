package reader

import (
	"fmt"
	"math"
	"strings"

	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/wording"
)

// gatherFacts reads the prose for what shapes the terms of an internship.
func (r *reading) gatherFacts() {
	eligible := false
	for _, b := range r.flow {
		switch b.Kind {
		case outline.Heading, outline.Label:
			section, _ := r.words(b).Section()
			eligible = section == wording.SectionEligibility
		case outline.Paragraph:
			r.sentences(r.span(b), eligible)
		case outline.Item:
			if r.telling(r.plain(b)) {
				r.sentences(r.span(b), false)
			}
		}
	}
}

// telling says that an item may hold a fact; most do not and are passed over.
func (r *reading) telling(s string) bool {
	return strings.Contains(s, "hour") || strings.Contains(s, "guarantee") || strings.Contains(s, "Stunden") || strings.Contains(s, "heures") || strings.Contains(s, "horas") || strings.Contains(s, "時間")
}

// sentences reads a text sentence by sentence.
func (r *reading) sentences(s *outline.Span, eligible bool) {
	text := s.Plain
	for from := 0; from < len(text); {
		end := sentenceEnd(text, from)
		if sentence := text[from:end]; len(sentence) < 2000 {
			r.sentence(s, from, sentence, eligible)
		}
		from = end
		for from < len(text) && text[from] == ' ' {
			from++
		}
	}
}

// sentenceEnd finds the byte behind the sentence that begins at from.
func sentenceEnd(text string, from int) int {
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '.', '!', '?':
			if i+1 < len(text) && text[i+1] == ' ' && !strings.HasSuffix(text[:i], "e.g") && !strings.HasSuffix(text[:i], "i.e") && !strings.HasSuffix(text[:i], "z.B") {
				return i + 1
			}
		case 0xe3:
			if strings.HasPrefix(text[i:], "。") {
				return i + len("。")
			}
		}
	}
	return len(text)
}

// sentence takes the facts of one sentence.
func (r *reading) sentence(s *outline.Span, from int, text string, eligible bool) {
	read := wording.Read(text)
	p := r.page
	line, column := s.At(from)
	said := func() *Statement { return &Statement{text, line, column} }
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
func measure(s *outline.Span, from int, text string, value float64, span wording.Span) *Measure {
	line, column := s.At(from + span.From)
	return &Measure{value, line, column, text[span.From:span.To]}
}

// length takes "typically lasts 3 months".
func (r *reading) length(s *outline.Span, from int, text string, read *wording.Reading) {
	weeks, months := read.Length()
	switch {
	case weeks.To > 0 && weeks.Value <= 260:
		r.page.Facts.TypicalWeeks = measure(s, from, text, weeks.Value, weeks)
	case months.To > 0 && months.Value <= 60:
		value := math.Round(months.Value * 52 / 12)
		if span := float64(r.spanned()); span > 0 && span >= months.Value*4 && span <= months.Value*4.5 {
			value = span // the phases say how many weeks these months are
		}
		r.page.Facts.TypicalWeeks = measure(s, from, text, value, months)
		if span := r.spanned(); span > 0 && months.Value*52/12 != float64(span) {
			at := within(s, from+months.From, from+months.To)
			r.say("S104", at, fmt.Sprintf("“%s” and %d weeks do not say quite the same.", text[months.From:months.To], span), fmt.Sprintf("Write weeks: %d in the front matter to settle it.", span))
		}
	}
	if weeks.To > 0 {
		if span := r.spanned(); span > 0 && float64(span) != weeks.Value && r.page.Weeks == 0 {
			r.say("S104", within(s, from+weeks.From, from+weeks.To), fmt.Sprintf("The text says %g weeks, the phases span %d.", weeks.Value, span), fmt.Sprintf("Write weeks: %d in the front matter to settle it.", span))
		}
	}
}

// hours takes "at least 8 hours per week (20% time)".
func (r *reading) hours(s *outline.Span, from int, text string, read *wording.Reading) {
	hours, least := read.Hours()
	if hours.To == 0 {
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
	p.Minimum = &Minimum{Hours: hours.Value, Percent: read.Percent(), Line: line, Column: column, Quote: text[hours.From:hours.To], Sentence: text}
}

// meeting takes "a weekly 30-minute call, perhaps extending to 1 hour".
func (r *reading) meeting(s *outline.Span, from int, text string, read *wording.Reading) {
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
	p.Rhythm = Rhythm{Every: every, Minutes: int(minutes.Value), Extendable: int(extendable.Value), Line: line, Column: column, Quote: text}
}

// spanned is how many weeks the phases span, 0 where their units do not tell.
func (r *reading) spanned() int {
	weeks := 0
	zero, other := false, false
	for _, p := range r.page.Phases {
		if p.Number == nil {
			continue
		}
		last := *p.Number
		if p.Through != nil {
			last = *p.Through
		}
		zero = zero || *p.Number == 0 && p.Unit == "week"
		switch p.Unit {
		case "week":
			weeks = max(weeks, last)
		case "day":
			weeks = max(weeks, (last+6)/7)
		case "month":
			weeks = max(weeks, int(math.Round(float64(last)*52/12)))
		case "sprint":
			weeks = max(weeks, 2*last)
		case "quarter":
			weeks = max(weeks, 13*last)
		default:
			other = true
		}
	}
	if other {
		return 0 // nobody knows how long a module or a release is
	}
	if zero {
		weeks++
	}
	return weeks
}
