package reader_test

import (
	"bytes"
	"fmt"
	"testing"

	"stint/internal/program/bundled"
	"stint/internal/program/reader"
)

// pageOf makes a believable page of some bytes: the weeks of the bundled
// program over and over, numbered on.
func pageOf(size int) []byte {
	page := bundled.CSM()
	weeks := bytes.Split(page[bytes.Index(page, []byte("### Week 1:")):], []byte("### Week "))[1:]
	var b bytes.Buffer
	b.WriteString("# A long program\n\nIt lasts a while. Plan for at least 8 hours per week.\n\n")
	for n := 1; b.Len() < size; n++ {
		_, body, _ := bytes.Cut(weeks[(n-1)%len(weeks)], []byte("\n"))
		fmt.Fprintf(&b, "### Week %d: More of it\n", n)
		for _, line := range bytes.Split(body, []byte("\n")) {
			if at := bytes.LastIndex(line, []byte(" {")); at > 0 {
				line = line[:at] // ids may stand on a page once
			}
			b.Write(line)
			b.WriteByte('\n')
		}
	}
	return b.Bytes()[:size]
}

// BenchmarkLint shows that a page takes time in proportion to its length: what
// the processor spends on a megabyte is the same for pages of any size.
// go test -bench Lint ./internal/program/...
func BenchmarkLint(b *testing.B) {
	reader.Read(bundled.CSM(), reader.Options{}) // makes the vocabularies
	for _, size := range []int{10 << 10, 100 << 10, 1 << 20} {
		src := pageOf(size)
		b.Run(fmt.Sprintf("%dKiB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			start := cpuTime()
			for b.Loop() {
				reader.Read(src, reader.Options{})
			}
			spent := float64((cpuTime() - start).Microseconds()) / 1000 / float64(b.N)
			b.ReportMetric(spent, "cpu-ms/op")
			b.ReportMetric(spent*(1<<20)/float64(size), "cpu-ms/MiB")
		})
	}
}
