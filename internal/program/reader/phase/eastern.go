package phase

import (
	"strings"

	"stint/internal/program/reader/words"
)

// counters follow a number in Japanese, Chinese and Korean, longest first. One
// that is bare needs "第" before the number or stands for a date or a length.
var counters = []struct {
	text string
	unit Unit
	bare bool
}{
	{"週間目", Week, false}, {"週間", Week, true}, {"週目", Week, false}, {"週", Week, false}, {"周", Week, false}, {"주차", Week, false}, {"주", Week, true},
	{"日目", Day, false}, {"日間", Day, true}, {"日", Day, true}, {"天", Day, false}, {"일차", Day, false},
	{"ヶ月目", Month, false}, {"か月目", Month, false}, {"カ月目", Month, false}, {"ヵ月目", Month, false}, {"ヶ月", Month, false}, {"か月", Month, false},
	{"カ月", Month, false}, {"ヵ月", Month, false}, {"个月", Month, false}, {"個月", Month, false}, {"개월", Month, false}, {"月目", Month, false},
	{"回", Session, true}, {"部", Part, true}, {"章", Lesson, true}, {"阶段", Stage, false}, {"段階", Stage, false}, {"単元", Unit_, false}, {"单元", Unit_, false},
}

// loanUnits are written before their number.
var loanUnits = []struct {
	text string
	unit Unit
}{
	{"モジュール", Module}, {"ユニット", Unit_}, {"スプリント", Sprint}, {"セッション", Session}, {"フェーズ", Stage}, {"ステップ", Step},
	{"パート", Part}, {"ウィーク", Week}, {"デイ", Day}, {"모듈", Module}, {"단계", Stage}, {"模块", Module},
}

// easternFirst name the first or the last of a unit without a number.
var easternFirst = []struct {
	text string
	unit Unit
	last bool
}{
	{"初日", Day, false}, {"初週", Week, false}, {"初月", Month, false}, {"首日", Day, false}, {"首周", Week, false}, {"첫날", Day, false}, {"첫 주", Week, false}, {"첫주", Week, false},
	{"最終日", Day, true}, {"最終週", Week, true}, {"最后一周", Week, true}, {"마지막 주", Week, true},
}

// kanji are the numbers from one to ten, and twelve by way of ten.
const kanji = "〇一二三四五六七八九十"

// eastern reads "第 3 週", "3週目", "第1〜2週", "モジュール 2".
func (r *reading) eastern(i int) (Label, int, bool) {
	w := r.words[i]
	if w.Text[0] < 0x80 && w.Number < 0 {
		return Label{}, 0, false
	}
	for _, u := range loanUnits {
		if strings.HasPrefix(r.text[w.From:], u.text) {
			j := i + len(words.Split(u.text))
			if n, end, ok := r.kanjiNumber(j); ok {
				l := Label{Unit: u.unit, Number: n, Numbered: true, Sure: 1, Weak: weak(u.unit)}
				return l, r.through(&l, end-1, unitWord{u.unit, false}), true
			}
		}
	}
	for _, f := range easternFirst {
		if strings.HasPrefix(r.text[w.From:], f.text) {
			l := Label{Unit: f.unit, Number: 1, Numbered: !f.last, Sure: 0.9, Weak: f.last}
			return l, i + len(words.Split(f.text)), true
		}
	}
	j := i
	ordinal := w.Text == "第" || w.Text == "제"
	if ordinal {
		j++
	}
	n, end, ok := r.kanjiNumber(j)
	if !ok {
		return Label{}, 0, false
	}
	l := Label{Number: n, Numbered: true, Sure: 1}
	end = r.easternRange(&l, end)
	if end >= len(r.words) {
		return Label{}, 0, false
	}
	first := strings.HasSuffix(strings.TrimSpace(r.text[:w.From]), "最初の")
	for _, c := range counters {
		rest, found := strings.CutPrefix(r.text[r.words[end].From:], c.text)
		if !found || (c.bare || strings.HasPrefix(rest, "間")) && !ordinal && !first && !l.Ranged {
			continue
		}
		if (c.text == "周" || c.text == "週") && !ordinal && !first && !l.Ranged && !endsCount(rest) {
			return Label{}, 0, false // "四周学习" is a plan of four weeks
		}
		l.Unit, l.Weak = c.unit, weak(c.unit)
		end += len(words.Split(c.text))
		for _, on := range onwards {
			if behind := strings.TrimSpace(r.text[r.words[end-1].To:]); strings.HasPrefix(behind, on) {
				l.Open, end = true, min(end+len(words.Split(on)), len(r.words))
				break
			}
		}
		return l, r.easternTwice(&l, end, c.text), true
	}
	return Label{}, 0, false
}

// onwards are behind a name whose phase has no end. "第一周以后" is after it.
var onwards = []string{"以降", "及以后", "及之后", "及以後"}

// endsCount says that a name is over behind a count of weeks, or its topic
// stands apart: "2周：", "3週 (…)".
func endsCount(rest string) bool {
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return true
	}
	for _, sign := range []string{":", "：", "(", "（", "-", "–", "—", "|", "、", "〜", "～", "~"} {
		if strings.HasPrefix(rest, sign) {
			return true
		}
	}
	return false
}

// kanjiNumber reads digits or the characters for small numbers.
func (r *reading) kanjiNumber(i int) (value, end int, ok bool) {
	if i >= len(r.words) {
		return 0, 0, false
	}
	if n := r.words[i].Number; n >= 0 {
		return n, i + 1, n < 10_000
	}
	for end = i; end < len(r.words) && end < i+3; end++ {
		at := strings.Index(kanji, r.word(end))
		if at < 0 || len(r.word(end)) != 3 {
			break
		}
		digit := at / 3
		if digit == 10 {
			value = max(value, 1) * 10
		} else {
			value += digit
		}
	}
	return value, end, end > i
}

// easternRange reads "1〜2" and "1、2" before the counter.
func (r *reading) easternRange(l *Label, end int) int {
	if end >= len(r.words) {
		return end
	}
	switch strings.TrimSpace(r.gap(end - 1)) {
	case "〜", "～", "-", "–", "~", "、", "・", "&", "・第":
	default:
		return end
	}
	n, next, ok := r.kanjiNumber(end)
	if !ok || n <= l.Number {
		return end
	}
	l.Through, l.Ranged = n, true
	return next
}

// easternTwice reads "第1週〜第2週".
func (r *reading) easternTwice(l *Label, end int, counter string) int {
	if l.Ranged || end >= len(r.words) || !strings.ContainsAny(r.gap(end-1), "〜～-–~") {
		return end
	}
	j := end
	if w := r.word(j); w == "第" || w == "제" {
		j++
	}
	n, next, ok := r.kanjiNumber(j)
	if !ok || n <= l.Number || next >= len(r.words) || !strings.HasPrefix(r.text[r.words[next].From:], counter) {
		return end
	}
	l.Through, l.Ranged = n, true
	return next + len(words.Split(counter))
}
