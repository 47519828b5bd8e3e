// Package clause cuts a text into words, finds the phrases of all vocabularies in
// one pass over them, and tells how its main clause is built: what leads it,
// which verb asks, and what that verb is about.
package clause

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// Hit is a phrase found in a text, as the indexes of its first word and the
// Word behind its last.
type Hit struct {
	Tag      sense.Tag
	From, To int
}

// Reading is a text cut into words with every phrase that was found.
type Reading struct {
	Text  string
	Words []words.Word
	Hits  []Hit
	main  int // what Main returned, plus 1; 0 where it was not asked
	tags  tagSet
}

// tagSet says of each tag whether a text has it.
type tagSet [4]uint64

func (s *tagSet) add(t sense.Tag)      { s[t>>6] |= 1 << (t & 63) }
func (s *tagSet) has(t sense.Tag) bool { return s[t>>6]&(1<<(t&63)) != 0 }

// take makes some hits those of the reading.
func (r *Reading) take(hits []Hit) {
	r.Hits, r.tags = hits, tagSet{}
	for _, h := range hits {
		r.tags.add(h.Tag)
	}
}

// Read finds the phrases of a text.
func Read(text string) *Reading {
	r := &Reading{Text: text, Words: words.Split(text)}
	var few [48]Hit // most texts have fewer, and need a list of just their length
	hits := few[:0]
	lex := lexicon()
	for i := range r.Words {
		n, ok := lex.first[r.Words[i].Text]
		for j := i + 1; ok; j++ {
			for _, tag := range lex.tags[n] {
				if j-1 > i && IsRole(tag) && strings.Contains(r.Text[r.Words[i].To:r.Words[j-1].From], ",") {
					continue // "the intern, mentor and manager" names no "intern mentor"
				}
				if w := r.Words[i]; tag == sense.Others && w.Text == "hr" && (i > 0 && r.Words[i-1].Number >= 0 || text[w.From:w.To] != "HR") {
					continue // "1 hr" is an hour
				}
				if r.amidWord(tag, i, j) {
					continue
				}
				hits = append(hits, Hit{tag, i, j})
			}
			if !lex.leads[n] || j == len(r.Words) || r.apartAt(j-1) {
				break
			}
			n, ok = lex.edges[edge{n, r.Words[j].Text}]
		}
	}
	r.take(slices.Clone(whole(hits)))
	return r
}

// whole drops the phrases within a fixed expression: of "on call" no call is left.
func whole(hits []Hit) []Hit {
	var kept []Hit
	for i, n := range hits {
		if n.Tag != sense.Name {
			continue
		}
		if kept == nil {
			kept = slices.Clone(hits)
		}
		for k := max(0, i-16); k < len(hits); k++ {
			if h := hits[k]; h.From > n.To {
				break
			} else if h.Tag != sense.Name && h.From >= n.From && h.To <= n.To {
				kept[k].To = -1
			}
		}
	}
	if kept == nil {
		return hits
	}
	return slices.DeleteFunc(kept, func(h Hit) bool { return h.To < 0 })
}

// amidWord says that a phrase of Chinese characters is only a part of a longer
// word: a thing's name is one where no other such character goes on from it, and
// a single character none where one stands before it. "本週" is no book ("本").
func (r *Reading) amidWord(tag sense.Tag, i, j int) bool {
	if tag < sense.NounRead || tag > sense.NounShadow || !isHan(r.Words[i].Text) {
		return false
	}
	if j < len(r.Words) && r.Words[j-1].To == r.Words[j].From && isHan(r.Words[j].Text) {
		return true
	}
	return j == i+1 && i > 0 && r.Words[i-1].To == r.Words[i].From && isHan(r.Words[i-1].Text)
}

// Kana says that a text has letters that only Japanese has, or those of Korean.
func (r *Reading) Kana() bool {
	for _, w := range r.Words {
		if c, _ := utf8.DecodeRuneInString(w.Text); c >= 0x3040 && c <= 0x30ff || c >= 0xac00 {
			return true
		}
	}
	return false
}

// isHan says that a word is a character that Chinese and Japanese share.
func isHan(word string) bool {
	c, size := utf8.DecodeRuneInString(word)
	return size == len(word) && c >= 0x3400 && c <= 0x9fff
}

// Until is the reading of the text's first bytes, which end a sentence: no
// Phrase goes on over the end of one.
func (r *Reading) Until(end int) *Reading {
	end = min(end, len(r.Text))
	n := len(r.Words)
	for n > 0 && r.Words[n-1].To > end {
		n--
	}
	out := &Reading{Text: r.Text[:end], Words: r.Words[:n:n]}
	k := len(r.Hits)
	for k > 0 && r.Hits[k-1].From >= n {
		k--
	}
	hits := r.Hits[:k:k]
	over := func(h Hit) bool { return h.To > n }
	if slices.ContainsFunc(hits, over) {
		hits = slices.DeleteFunc(slices.Clone(hits), over)
	}
	out.take(hits)
	return out
}

// trie holds all phrases word by word.
type trie struct {
	// first are the nodes of the words that begin a phrase, edges those of the
	// words behind them.
	first map[string]int32
	edges map[edge]int32
	// tags are the meanings of the phrase that ends at a node, and leads says
	// whether there are longer ones.
	tags  [][]sense.Tag
	leads []bool
}

type edge struct {
	node int32
	word string
}

// lexicon is the trie of all vocabularies, made at first use.
var lexicon = sync.OnceValue(func() *trie {
	t := &trie{first: map[string]int32{}, edges: map[edge]int32{}, tags: make([][]sense.Tag, 1), leads: make([]bool, 1)}
	for _, vocabulary := range sense.Vocabularies() {
		for _, e := range vocabulary {
			for _, phrase := range strings.Split(e.Phrases, "|") {
				t.add(e.Tag, phrase)
			}
		}
	}
	return t
})

func (t *trie) add(tag sense.Tag, phrase string) {
	n := int32(0)
	for i, w := range words.Texts(phrase) {
		next, ok := t.first[w]
		if i > 0 {
			next, ok = t.edges[edge{n, w}]
			t.leads[n] = true
		}
		if !ok {
			next = int32(len(t.tags))
			t.tags, t.leads = append(t.tags, nil), append(t.leads, false)
			if i == 0 {
				t.first[w] = next
			} else {
				t.edges[edge{n, w}] = next
			}
		}
		n = next
	}
	if n == 0 {
		return
	}
	for _, known := range t.tags[n] {
		if known == tag {
			return
		}
	}
	t.tags[n] = append(t.tags[n], tag)
}

// apartAt says that punctuation parts a word from the next, so that no phrase
// goes on from one to the other.
func (r *Reading) apartAt(i int) bool {
	gap := r.Text[r.Words[i].To:r.Words[i+1].From]
	if gap == " " || gap == "" || gap == "-" {
		return false
	}
	return strings.ContainsAny(gap, ";()[]|。（）：") || strings.Contains(gap, ". ") || strings.Contains(gap, ": ") || strings.Contains(gap, "? ")
}

// Has says that one of the tags was found.
func (r *Reading) Has(tags ...sense.Tag) bool {
	for _, tag := range tags {
		if r.tags.has(tag) {
			return true
		}
	}
	return false
}

// Find returns the first hit of a tag that begins at word from or later.
func (r *Reading) Find(tag sense.Tag, from int) (Hit, bool) {
	if !r.tags.has(tag) {
		return Hit{}, false
	}
	for _, h := range r.Hits {
		if h.Tag == tag && h.From >= from {
			return h, true
		}
	}
	return Hit{}, false
}

// At returns the longest hit of one of the tags that begins at word i.
func (r *Reading) At(i int, tags func(sense.Tag) bool) (Hit, bool) {
	var best Hit
	for _, h := range r.Hits {
		if h.From > i {
			break
		}
		if h.From == i && tags(h.Tag) && h.To > best.To {
			best = h
		}
	}
	return best, best.To > 0
}

// Begins says that a phrase of a tag begins at word i.
func (r *Reading) Begins(i int, tag sense.Tag) bool {
	_, ok := r.At(i, func(t sense.Tag) bool { return t == tag })
	return ok
}

// Gap is the text between word i and the next.
func (r *Reading) Gap(i int) string {
	if i < 0 || i >= len(r.Words) {
		return ""
	}
	if i+1 >= len(r.Words) {
		return r.Text[r.Words[i].To:]
	}
	return r.Text[r.Words[i].To:r.Words[i+1].From]
}

// Word returns the text of a word, empty where there is none.
func (r *Reading) Word(i int) string {
	if i < 0 || i >= len(r.Words) {
		return ""
	}
	return r.Words[i].Text
}

// Bytes returns the bytes of the text that a hit covers.
func (r *Reading) Bytes(h Hit) (from, to int) {
	return r.Words[h.From].From, r.Words[h.To-1].To
}

// Phrase is the text that a hit covers, in lower case.
func (r *Reading) Phrase(h Hit) string {
	from, to := r.Bytes(h)
	return strings.ToLower(r.Text[from:to])
}

// Capital says that a word begins with a capital letter.
func (r *Reading) Capital(i int) bool {
	if i < 0 || i >= len(r.Words) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(r.Text[r.Words[i].From:])
	return unicode.IsUpper(first)
}

// IsName says that a sign before a word makes it the name of a channel, a person
// or a file: "#design", "@review", "/label".
func (r *Reading) IsName(i int) bool {
	if i < 0 || i >= len(r.Words) || r.Words[i].From == 0 {
		return false
	}
	return strings.IndexByte("#@/~$`", r.Text[r.Words[i].From-1]) >= 0
}

// Spaceless says that the text is in a script whose verbs end the sentence.
func (r *Reading) Spaceless() bool {
	return len(r.Words) > 0 && r.Words[len(r.Words)-1].Text[0] >= 0xe3 || len(r.Words) > 1 && r.Words[len(r.Words)/2].Text[0] >= 0xe3
}
