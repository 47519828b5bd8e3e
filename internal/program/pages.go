package program

import (
	"sync"

	"stint/internal/id"
	"stint/internal/program/reader"
)

// maxKept bounds the decoded pages in memory, in bytes of their JSON; decoded
// they take some three times as much.
const maxKept = 8 << 20

// pages keeps decoded pages by version. A version never changes, so nothing
// that it holds is ever wrong; whether a version exists is asked of the
// database every time.
type pages struct {
	mu    sync.Mutex
	kept  map[id.ProgramVersion]kept
	order []id.ProgramVersion // the first one came first
	size  int
}

type kept struct {
	page *reader.Page
	size int
}

func (p *pages) find(version id.ProgramVersion) (*reader.Page, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	k, ok := p.kept[version]
	return k.page, ok
}

// keep remembers a page, and forgets those that came first where there is no
// room. A page that alone is over the bound is not kept.
func (p *pages) keep(version id.ProgramVersion, page *reader.Page, size int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.kept[version]; known || size > maxKept {
		return
	}
	for p.size+size > maxKept {
		oldest := p.order[0]
		p.order = p.order[1:]
		p.size -= p.kept[oldest].size
		delete(p.kept, oldest)
	}
	if p.kept == nil {
		p.kept = map[id.ProgramVersion]kept{}
	}
	p.kept[version] = kept{page, size}
	p.order = append(p.order, version)
	p.size += size
}
