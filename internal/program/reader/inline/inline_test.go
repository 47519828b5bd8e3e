package inline

import (
	"fmt"
	"strings"
	"testing"
)

// TestRead reads text and links, and where the links stand.
func TestRead(t *testing.T) {
	tests := []struct{ src, plain, links string }{
		{"Read [the **page**](/a \"t\"), then <https://b.example/x>.", "Read the page, then https://b.example/x.", "the page=/a@1:6[5:13] https://b.example/x=https://b.example/x@1:35[20:39]"},
		{"see https://a.example/b_(c). And (www.d.example)", "see https://a.example/b_(c). And (www.d.example)", "https://a.example/b_(c)=https://a.example/b_(c)@1:5[4:27] www.d.example=http://www.d.example@1:35[34:47]"},
		{"[https://a.example/x](https://a.example/x)", "https://a.example/x", "https://a.example/x=https://a.example/x@1:1[0:19]"},
		{"`[a](b)` *x* snake_case 2 * 3 \\*y\\*", "[a](b) x snake_case 2 * 3 *y*", ""},
		{"[a][r] [R] [none]", "a R [none]", "a=/r@1:1[0:1] R=/r@1:8[2:3]"},
		{"[![alt](i.png)](/to) R&D &amp; &lt;", "alt R&D & <", "alt=i.png@1:2[0:3]! alt=/to@1:1[0:3]"},
		{"[x]({{< ref \"y.md\" >}}) {{% note %}}z", "x z", "x={{< ref \"y.md\" >}}@1:1[0:1]"},
		{"[w](https://en.example/INVEST_(m)) in a", "w in a", "w=https://en.example/INVEST_(m)@1:1[0:1]"},
		{"a\nb [c](d e/f) <br> <a href='/g'>h</a>", "a b c h", "c=d e/f@2:3[4:5] h=/g@2:19[6:6]"},
	}
	for _, tt := range tests {
		references := References{}
		references.Define("R", "/r")
		references.Define("r ", "/second")
		var text Builder
		for i, line := range strings.Split(tt.src, "\n") {
			text.Add(line, i+1, 1)
		}
		span := Read(text.Text(), references)
		var links []string
		for _, l := range span.Links {
			s := fmt.Sprintf("%s=%s@%d:%d[%d:%d]", l.Text, l.URL, l.Line, l.Column, l.From, l.To)
			if l.Image {
				s += "!"
			}
			links = append(links, s)
		}
		if span.Plain != tt.plain {
			t.Errorf("%q: plain %q, want %q", tt.src, span.Plain, tt.plain)
		}
		if got := strings.Join(links, " "); got != tt.links {
			t.Errorf("%q: links\n%s\nwant\n%s", tt.src, got, tt.links)
		}
	}
}

// TestPositions maps every word of the plain text back to the source.
func TestPositions(t *testing.T) {
	src := "Über **bold _both_** and [link `code`](/x) then ~~gone~~ &amp; *one* [two](y) end"
	span := Read(TextAt(src, 7, 3), nil)
	for _, word := range []string{"Über", "bold", "both", "link", "code", "then", "gone", "one", "two", "end"} {
		line, column := span.At(strings.Index(span.Plain, word))
		want := 3 + len([]rune(src[:strings.Index(src, word)]))
		if line != 7 || column != want {
			t.Errorf("%s: %d:%d, want 7:%d", word, line, column, want)
		}
	}
}
