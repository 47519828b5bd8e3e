package markdown

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed is what a page may hold of what people wrote: elements, their
// attributes, and what those may say.
var allowed = func() map[string]map[string]*regexp.Regexp {
	is := func(values string) *regexp.Regexp { return regexp.MustCompile(`\A(?:` + values + `)\z`) }
	m := map[string]map[string]*regexp.Regexp{
		"a":     {"href": is(`(?s).*`), "rel": is("noopener noreferrer nofollow")},
		"ol":    {"start": is("[0-9]+")},
		"li":    {"class": is("task")},
		"input": {"type": is("checkbox"), "disabled": is(""), "checked": is(""), "aria-label": is("Done|Not done")},
		"pre":   {"tabindex": is("0")},
		"div":   {"class": is("wide"), "role": is("region"), "tabindex": is("0"), "aria-label": is("Table")},
		"table": {"class": is("table")},
		"th":    {"scope": is("col"), "class": is("num|center")},
		"td":    {"class": is("num|center")},
	}
	for _, element := range strings.Fields("p br hr blockquote em strong del code h2 h3 h4 h5 h6 ul thead tbody tr") {
		m[element] = nil
	}
	return m
}()

// findings returns what is wrong with markup, as a browser reads it.
func findings(markup string, o Options) []string {
	var found []string
	add := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(markup), body)
	if err != nil {
		return []string{err.Error()}
	}
	var again strings.Builder
	var walk func(n *html.Node, depth int, inLink bool)
	walk = func(n *html.Node, depth int, inLink bool) {
		switch n.Type {
		case html.TextNode:
			return
		case html.ElementNode:
		default:
			add("node of type %d: %q", n.Type, n.Data)
			return
		}
		attributes, ok := allowed[n.Data]
		if !ok {
			add("element %s", n.Data)
		}
		if depth > MaxDepth {
			add("%s at depth %d", n.Data, depth)
		}
		if n.Data == "a" && inLink {
			add("a link in a link")
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] != 'r' && int(n.Data[1]-'0') < o.Top {
			add("heading %s above h%d", n.Data, o.Top)
		}
		checkAttributes(n, attributes, add)
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1, inLink || n.Data == "a")
		}
	}
	for _, n := range nodes {
		walk(n, 1, false)
		if err := html.Render(&again, n); err != nil {
			add("%v", err)
		}
	}
	if same := strings.ReplaceAll(again.String(), "/>", ">"); same != strings.ReplaceAll(markup, "/>", ">") {
		add("a browser reads it as %q", same)
	}
	return found
}

func checkAttributes(n *html.Node, attributes map[string]*regexp.Regexp, add func(string, ...any)) {
	seen := map[string]string{}
	for _, a := range n.Attr {
		if allowed := attributes[a.Key]; allowed == nil || !allowed.MatchString(a.Val) || a.Namespace != "" {
			add("%s has %s=%q", n.Data, a.Key, a.Val)
		}
		seen[a.Key] = a.Val
	}
	if n.Data == "input" && (len(seen) < 3 || n.FirstChild != nil) {
		add("a checkbox has only %v", seen)
	}
	if n.Data == "a" {
		checkLink(seen["href"], seen["rel"] != "", add)
	}
}

func checkLink(href string, isOutside bool, add func(string, ...any)) {
	u, err := url.Parse(href)
	switch {
	case err != nil:
		add("link to %q: %v", href, err)
	case strings.ContainsAny(href, "\\\t\n\r\x00"):
		add("link to %q, which browsers read differently", href)
	case u.Scheme == "http" || u.Scheme == "https":
		if u.Host == "" || u.User != nil || !isOutside {
			add("link to %q, outside: %v", href, isOutside)
		}
	case u.Scheme == "mailto":
	case u.Scheme == "" && u.Host == "" && strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//"):
		if isOutside {
			add("link to %q is called outside", href)
		}
	default:
		add("link to %q", href)
	}
}

// checkRender renders a text in every way and fails the test for whatever must
// not be in a page. The writer has to do without the sanitizer.
func checkRender(t *testing.T, text string, o Options) {
	t.Helper()
	raw, err := render(text, o)
	if err != nil {
		return
	}
	clean := mustRender(t, text, o)
	for _, f := range findings(raw, o) {
		t.Errorf("%.300q: %s\nin %.600s", text, f, raw)
	}
	if clean != raw {
		t.Errorf("%.300q: the sanitizer changed\n%.600s\nto\n%.600s", text, raw, clean)
	}
	if len(raw) > MaxOutput {
		t.Errorf("%.300q became %d bytes", text, len(raw))
	}
	for name, h := range map[string]HTML{"Inline": Inline(text), "Plain": Plain(text)} {
		for _, f := range findings(h.String(), o) {
			t.Errorf("%s of %.300q: %s", name, text, f)
		}
		if name == "Inline" && strings.ContainsAny(h.String(), "\n") {
			t.Errorf("%.300q has several lines: %.600q", text, h)
		}
	}
	if label := Label(text); strings.ContainsAny(label, "\n") {
		t.Errorf("%.300q has a label of several lines", text)
	}
	if len(Text(text)) > MaxOutput {
		t.Errorf("%.300q has too long a text", text)
	}
}

// payloads are attempts to get something into a page that runs, loads, or looks
// like the page's own.
func payloads() []string {
	all := strings.Split(strings.TrimSpace(rawPayloads), "\n")
	addresses := strings.Split(strings.TrimSpace(addressPayloads), "\n")
	for i, a := range addresses {
		addresses[i] = strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\0`, "\x00", `\x01`, "\x01").Replace(a)
	}
	for _, form := range []string{
		"[a](%s)", "[a](<%s>)", "![a](%s)", "<%s>", "[a]\n\n[a]: %s", "[![a](%[1]s)](%[1]s)", " %s ", "<a href=\"%s\">a</a>", "<a href=%s>a</a>",
		"<img src=\"%s\">", "<iframe src='%s'></iframe>", "- [x] <form action=%s><button>", "|a|\n|-|\n|[a](%s)|",
	} {
		for _, address := range addresses {
			all = append(all, fmt.Sprintf(form, address))
		}
	}
	return all
}

const addressPayloads = `
javascript:alert(1)
JaVaScRiPt:alert(1)
javascript&colon;alert(1)
javascript&#58;alert(1)
javascript&#x3a;alert(1)
&#106;&#97;&#118;&#97;script:alert(1)
&#x6A&#x61&#x76&#x61script:alert(1)
java\tscript:alert(1)
java\nscript:alert(1)
java\0script:alert(1)
java&Tab;script:alert(1)
java&NewLine;script:alert(1)
java&#13;script:alert(1)
java&#0;script:alert(1)
\x01javascript:alert(1)
&#1;javascript:alert(1)
&#32;javascript:alert(1)
&nbsp;javascript:alert(1)
&#65279;javascript:alert(1)
&#8238;javascript:alert(1)
javascript\:alert(1)
\javascript:alert(1)
javascript:%0aalert(1)
javascript://example.com/%0aalert(1)
javascript:alert(1)//http://example.com
vbscript:msgbox(1)
livescript:alert(1)
data:text/html,<script>alert(1)</script>
data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==
data:image/svg+xml,<svg/onload=alert(1)>
DATA:text/html,x
blob:https://example.com/x
filesystem:https://example.com/x
view-source:https://example.com
file:///etc/passwd
ftp://example.com
tel:+1
sms:+1
intent://x#Intent;end
about:blank
chrome://settings
//example.com
///example.com
////example.com
/\example.com
\\example.com
/\t/example.com
/\n/example.com
/&#9;/example.com
/&#10;/example.com
/&Tab;/example.com
/&sol;example.com
&sol;&sol;example.com
/&bsol;example.com
https:\\example.com
https:/\example.com
https:/example.com
https:example.com
https:///example.com
https://
https://@example.com
https://example.com@evil.example
https://example.com:80@evil.example
https://exam\tple.com
https://example.com\"onmouseover="alert(1)
https://example.com"onmouseover="alert(1)
https://example.com'onmouseover='alert(1)
https://example.com>"<script>alert(1)</script>
https://example.com/&quot;onclick=&quot;alert(1)
https://example.com/&lt;script&gt;
https://example.com/%3Cscript%3E
https://[::1]/x
https://[::1
https://example.com:port/
http://%00example.com
mailto:a@b.c?subject=<script>
mailto:a@b.c"onclick="alert(1)
mailto:a@b.c%0abcc:d@e.f
mailto:javascript:alert(1)@b.c
mailto://a@b.c
mailto:
#x
?x=1
../x
x.html
x:y
/x"onclick="alert(1)
/x onclick=alert(1)
/x%22onclick
/%09/example.com
/%5cexample.com
/.//example.com
/:javascript
`

const rawPayloads = "<script>alert(1)</script>\n" + `<SCRIPT SRC=https://example.com/x.js></SCRIPT>
<scr<script>ipt>alert(1)</scr</script>ipt>
<script/x>alert(1)</script>
<script x=">alert(1)</script>
<script>alert(1)
</script><script>alert(1)</script>
<<script>alert(1)//<</script>
<img src=x onerror=alert(1)>
<img src=x onerror=alert(1)//
<img/src=x/onerror=alert(1)>
<img src="x" onerror="alert(1)" />
<IMG """><SCRIPT>alert(1)</SCRIPT>">
<img src='x' onerror='alert(1)'
<svg onload=alert(1)>
<svg/onload=alert(1)>
<svg><script>alert(1)</script></svg>
<svg><animate onbegin=alert(1) attributeName=x></svg>
<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>
<math href="javascript:alert(1)">x</math>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe src="javascript:alert(1)">
<object data="javascript:alert(1)"></object>
<embed src="javascript:alert(1)">
<applet code=x></applet>
<base href="https://example.com/">
<link rel=stylesheet href=https://example.com/x.css>
<meta http-equiv=refresh content="0;url=https://example.com">
<style>@import 'https://example.com/x.css';</style>
<style>body{background:url(javascript:alert(1))}</style>
<p style="background:url(javascript:alert(1))">x</p>
<div style="position:fixed;inset:0">x</div>
<div class="card btn" id="main">x</div>
<body onload=alert(1)>
<html onmouseover=alert(1)>
<input autofocus onfocus=alert(1)>
<input type=image src=x onerror=alert(1)>
<select autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)>
<keygen autofocus onfocus=alert(1)>
<button formaction=javascript:alert(1)>x</button>
<form action=javascript:alert(1)><input type=submit>
<form id=x></form><button form=x formaction="javascript:alert(1)">x</button>
<details open ontoggle=alert(1)>
<video><source onerror=alert(1)></video>
<audio src=x onerror=alert(1)>
<marquee onstart=alert(1)>x</marquee>
<table background="javascript:alert(1)">
<td background="javascript:alert(1)">
<a href="javascript:alert(1)">x</a>
<a href="/x" onclick="alert(1)" target=_blank>x</a>
<a href="/x" style="color:red">x</a>
<a name=x id=x>x</a>
<area href="javascript:alert(1)">
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<template><script>alert(1)</script></template>
<xmp><script>alert(1)</script></xmp>
<plaintext><script>alert(1)</script>
<listing>&lt;img onerror=alert(1) src=x&gt;</listing>
<title><img src=x onerror=alert(1)></title>
<!--><img src=x onerror=alert(1)>-->
<!---><img src=x onerror=alert(1)>-->
<!-- --!><img src=x onerror=alert(1)>-->
<!--<img src="--><img src=x onerror=alert(1)//">
<![CDATA[<img src=x onerror=alert(1)>]]>
<!DOCTYPE x [<!ENTITY y "z">]>
<?xml version="1.0"?><script>alert(1)</script>
<?php echo 1 ?>
<%<!--'%><script>alert(1);</script -->
<x onclick=alert(1)>x</x>
<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>
<custom-element onclick=alert(1)>x
</p><script>alert(1)</script>
</div></main><h1>Not ours</h1>
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
&#x3c;img src=x onerror=alert(1)&#x3e;
\<script>alert(1)\</script>
\\<script>alert(1)</script>
&amp;lt;script&amp;gt;
` + "`<script>alert(1)</script>`\n``<img src=x onerror=alert(1)>``\n    <script>alert(1)</script>\n```\"><script>alert(1)</script>\n~~~<script>\n" + `
# <script>alert(1)</script>
[<script>alert(1)</script>](/x)
[<img src=x onerror=alert(1)>](https://example.com)
[x](/x "onclick=alert(1)")
[x](/x "\"onclick=alert(1)")
[x](/x '"><script>alert(1)</script>')
[x](/x (<script>alert(1)</script>))
![" onerror="alert(1)](/x)
!["><script>alert(1)</script>](/x)
![x](/x"onerror="alert(1))
![x](https://example.com/x.png "\" onerror=\"alert(1)")
[x]: javascript:alert(1)
[x]: <javascript:alert(1)> [x]
[a](/b){onclick=alert(1)}
# a {#main onclick=alert(1)}
[^1]: <script>alert(1)</script>
- [x](javascript:alert(1)) x
- [ ] <input type=checkbox checked onclick=alert(1)>
- [x]<script>alert(1)</script>
1. <ol start="javascript:alert(1)">
999999999. x
|<script>|x| \n|-|-|
|x|\n|:-:|\n|"><img src=x onerror=alert(1)>|
|x\|<script>|
> <script>alert(1)</script>
> > </blockquote><script>alert(1)</script>
http://example.com/<script>alert(1)</script>
http://example.com/"onmouseover="alert(1)
https://example.com/'><img src=x onerror=alert(1)>
www.example.com/"><script>alert(1)</script>
www.javascript:alert(1)
javascript://www.example.com
a@b.c"><script>alert(1)</script>
"><script>alert(1)</script>@b.c
<a@b.c"onclick="alert(1)>
<https://example.com/"onclick="alert(1)>
<https://example.com onclick=alert(1)>
**<script>**alert(1)**</script>**
~~<svg onload=alert(1)>~~
_<img src=x_ onerror=alert(1)>
[a](b) <a href="x
[a][b]<b>[c](javascript:alert(1))
[[a](javascript:alert(1))](/x)
[a](/x)[b](javascript:alert(1))
![a][b]
<br onclick=alert(1)>
<br/onclick=alert(1)>
<br style="x">
<hr onclick=alert(1)>
<p>x<p>y<table><tr><td>z
<li><input type=text value=x>`

func TestPayloads(t *testing.T) {
	all := payloads()
	for _, p := range all {
		checkRender(t, strings.ReplaceAll(p, `\n`, "\n"), Options{Top: 3})
		checkRender(t, "a *b* "+p+" c\n", Options{})
		checkRender(t, "- a\n  - "+p+"\n- [ ] "+p, Options{})
	}
	t.Logf("%d payloads", len(all))
	if len(all) < 200 {
		t.Error("too few of them")
	}
}

// TestFindings makes sure that findings finds.
func TestFindings(t *testing.T) {
	for _, markup := range []string{
		"<script>x</script>", "<p onclick=x>", `<a href="javascript:x">x</a>`, `<a href="//x">x</a>`, `<a href="https://x.example">x</a>`, "<p><h1>x</h1></p>",
		"<h2>x</h2>", "<p id=x>", "<p style=x>", "<p class=x>", "<!-- x -->", "<p>", "<em><strong></em></strong>", `<input type="text">`, `<a href="/\x">x</a>`, "<img src=x>",
		`<a href="/">x<p><a href="/">y</a></p></a>`, strings.Repeat("<em>", 40) + strings.Repeat("</em>", 40), `<a rel="noopener noreferrer nofollow" href="/x">x</a>`, "<p>a & b</p>",
	} {
		if len(findings(markup, Options{Top: 3})) == 0 {
			t.Errorf("nothing was found in %s", markup)
		}
	}
	if found := findings("<p>a<br>\n<em>b</em></p>\n", Options{}); found != nil {
		t.Errorf("found %v where nothing is wrong", found)
	}
}

func FuzzRender(f *testing.F) {
	for _, p := range payloads() {
		f.Add(p)
	}
	f.Add("| a | b |\n|--:|---|\n| `x\\|y` | [c](/d) |\n\n- [x] e\n  1. f\n\n> ```\n> g\n> ```\n\n[h]: https://example.com 'i'\n[h] ![j][h] <k@l.m> ~~n~~ &copy;\\\no\n===\n")
	f.Fuzz(func(t *testing.T, text string) {
		checkRender(t, text, Options{})
		if _, err := render(text, Options{Profile: Page, Top: 4}); err != nil && Check(text, Page) == nil {
			t.Errorf("%q: %v, but the check passed", text, err)
		}
	})
}
