package apptest

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const example = `<!doctype html><title>Not for readers</title>
<main id="top" class="stack wide">
	<h1>Week <em>5</em> of 12</h1>
	<div class="toast"><p>Ticked.</p><a href="/undo">Undo</a></div>
	<ul id="problems"><li><a href="#hours">Say how
	long.</a></li><li>And when.</li></ul>
	<form action="/activities/1/ticks" method="post" class="tick">
		<input type="hidden" name="key" value="k1">
		<input type="checkbox" name="sure" value="yes" checked>
		<input type="checkbox" name="other" value="yes">
		<input type="radio" name="way" value="a">
		<input type="radio" name="way" value="b" checked>
		<input name="off" value="x" disabled>
		<input type="file" name="sheet">
		<textarea name="note">
one &amp; two</textarea>
		<select name="week"><option value="5">five</option><option value="6" selected>six</option></select>
		<select name="day"><option>Monday</option><option>Tuesday</option></select>
		<button name="press" value="1">Tick</button>
	</form>
	<input form="far" name="q" value="words">
	<form id="far" action="?week=6"></form>
	<p data-role="a b" lang="en">last<br>words<script>never()</script></p>
</main>`

func pageOf(t *testing.T, body string) *Page {
	t.Helper()
	at, err := url.Parse("http://127.0.0.1/internships/1/week?week=5")
	if err != nil {
		t.Fatal(err)
	}
	return newPage(t, &http.Response{StatusCode: 200, Request: &http.Request{URL: at}}, body, nil)
}

func TestSelectors(t *testing.T) {
	p := pageOf(t, example)
	for selector, want := range map[string]int{
		"h1": 1, "main h1 em": 1, "h1 main": 0, "#top": 1, "main#top.stack.wide": 1, ".wide.stack": 1, ".stack.narrow": 0,
		"input": 8, "input[name]": 8, "input[type=checkbox]": 2, `input[name="key"]`: 1, "form[action$='/ticks']": 1, "form[action^='/activities/']": 1,
		"form[action*=/1/]": 1, "[lang]": 1, "p[data-role='a b']": 1, "em, .toast, h2": 2, "form.tick select option[selected]": 1, "*[lang=de]": 0,
	} {
		if got := len(p.All(selector)); got != want {
			t.Errorf("%s matches %d, want %d", selector, got, want)
		}
	}
	for _, bad := range []string{"", "a > b", "li:first-child", "a,", "[href", "p.", "a ~ b"} {
		if s, err := parseSelector(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, s)
		}
	}
}

func TestWords(t *testing.T) {
	p := pageOf(t, example)
	if got := p.Title(); got != "Week 5 of 12" {
		t.Errorf("the title is %q", got)
	}
	if got := p.Toast(); got != "Ticked. Undo" {
		t.Errorf("the toast is %q", got)
	}
	if got := p.Problems(); !slices.Equal(got, []string{"Say how long.", "And when."}) {
		t.Errorf("the problems are %q", got)
	}
	if got := p.Text("p[lang]"); got != "last words" {
		t.Errorf("the last words are %q", got)
	}
	if !p.Says("Week  5\nof") || p.Says("Not for readers") || p.Says("never") {
		t.Errorf("the page says %q", p.Excerpt())
	}
}

func TestFormsSendWhatBrowsersSend(t *testing.T) {
	p := pageOf(t, example)
	forms := p.Forms()
	if len(forms) != 2 {
		t.Fatalf("%d forms", len(forms))
	}
	want := url.Values{"key": {"k1"}, "sure": {"yes"}, "way": {"b"}, "note": {"one & two"}, "week": {"6"}, "day": {"Monday"}}
	if diff := cmp.Diff(want, forms[0].Values); diff != "" {
		t.Error(diff)
	}
	if forms[0].Method != "POST" || forms[0].Action.String() != "http://127.0.0.1/activities/1/ticks" {
		t.Errorf("%s %s", forms[0].Method, forms[0].Action)
	}
	if far := p.Form("#far"); far.Method != "GET" || far.Action.RequestURI() != "/internships/1/week?week=6" || far.Values.Get("q") != "words" {
		t.Errorf("%s %s %v", far.Method, far.Action, far.Values)
	}
}
