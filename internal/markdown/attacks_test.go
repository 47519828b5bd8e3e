//go:build unix

package markdown

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"
)

// attacks are pieces that take a Markdown parser long when they are repeated.
// Those after the first line were found by trying all pairs of such pieces.
var attacks = []string{
	"[a](", "[", "]", "[]", "[a]", "![", "![a](b", "*_", "*a_b", "a*b", "**a*", "a**b", "_a ", "~", "~a", "~~a~", ">", "> ", "- ", "-\n", "+\n-\n", "1. ", "`", "`a``", "<", "<a ",
	"\\```\n", "\\``", "``\\", "a`b`", "[a]: b\n", "[a]: b\n\"", "[a](<", "[a](b \"", "[[a]", "([a]", "*[*a*](b)", "](a", "[a]\n", "[ ] ",
	"<!--", "<?", "<!A", "<![CDATA[", "<a b=\"", "<a b='c' ", "<a b=\"<a b='", "<br>", "<br> a@b.c", "</a", "<a@b", "<http://a", "http://", "www.", "www.a.b ", " a@b.c", "a@",
	"&", "&amp", "&#1;", "\\", "|", "|-|\n", "a|\n-|\n", "`\\|`|", "#", "# ", "=\n", "a\n=\n", "* * *\n", "\t", "    \n", "\n", "\n\n", "  \n", "- a\n\n\n\n", "~~~\n", "```\n", "<div>\n", "<b\n",
	"http://a.b/(((", "http://a.b/&;", "é*", "\x00", "\xff", "\r", "- - - -a\n\n", "> > > a\n>\n", "[a]: <b\n", "![a][", "[^1]", "*\n_\n", "\"*'_",
}

// processorTime returns the time for which this process has had a processor.
func processorTime(t testing.TB) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// TestAttacks renders each attack in full size. It takes milliseconds, see
// BenchmarkAttacks; what is allowed here tells linear from quadratic even with
// the race detector, in time of the processor so that other work does not count.
func TestAttacks(t *testing.T) {
	const patience = 3 * time.Second
	try := func(piece string, p Profile) {
		text := fill(piece, p)
		begin := processorTime(t)
		_, err := Render(text, Options{Profile: p})
		if took := processorTime(t) - begin; took > patience {
			t.Errorf("%q in profile %d took %v (%v)", piece, p, took, err)
		}
		if p == Page {
			return
		}
		begin = processorTime(t)
		Inline(text)
		Label(text)
		Text(text)
		if took := processorTime(t) - begin; took > 2*patience {
			t.Errorf("%q took %v in other ways", piece, took)
		}
	}
	for i, piece := range attacks {
		try(piece, Note)
		if i%6 == 0 {
			try(piece, Page) // the others in BenchmarkAttacks
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 30 {
		piece := ""
		for range 2 + random.IntN(3) {
			piece += attacks[random.IntN(len(attacks))]
		}
		try(piece, Note)
	}
}

// BenchmarkAttacks reports the slowest attack of each profile, in time of the
// processor, that of the garbage collector included.
func BenchmarkAttacks(b *testing.B) {
	for _, p := range []Profile{Note, Page} {
		b.Run(fmt.Sprintf("profile=%d", p), func(b *testing.B) {
			var slowest time.Duration
			var which string
			for b.Loop() {
				for _, piece := range attacks {
					text, best := fill(piece, p), time.Hour
					for range 3 {
						begin := processorTime(b)
						_, _ = Render(text, Options{Profile: p})
						best = min(best, processorTime(b)-begin)
					}
					if best > slowest {
						slowest, which = best, piece
					}
				}
			}
			b.Logf("the slowest is %q with %v", which, slowest)
			b.ReportMetric(float64(slowest.Milliseconds()), "ms-slowest")
		})
	}
}
