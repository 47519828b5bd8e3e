package report

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"

	"stint/internal/program/reader/notice"
)

// The parts of SARIF 2.1.0 that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifMessage `json:"shortDescription"`
		Full    sarifMessage `json:"fullDescription"`
		Default sarifLevel   `json:"defaultConfiguration"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion  `json:"deletedRegion"`
		Inserted sarifMessage `json:"insertedContent"`
	}
)

// SARIF writes the diagnostics of pages as one run of SARIF 2.1.0. The name of
// a page is its path, relative or absolute.
func SARIF(w io.Writer, pages ...Page) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "stint", Rules: []sarifRule{}}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	index := map[string]int{}
	for _, n := range notice.List() {
		index[n.Code] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{n.Code, sarifMessage{n.Title}, sarifMessage{n.Explanation}, sarifLevel{n.Severity}})
	}
	for _, p := range pages {
		run.results(p, index)
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// results adds the diagnostics of a page; index says which rule a code is.
func (run *sarifRun) results(p Page, index map[string]int) {
	artifact := sarifArtifact{(&url.URL{Path: filepath.ToSlash(p.Name)}).String()}
	for _, d := range p.Page.Diagnostics {
		message := d.Message
		if d.Help != "" {
			message += " " + d.Help
		}
		result := sarifResult{
			RuleID: d.Code, RuleIndex: index[d.Code], Level: string(d.Severity), Message: sarifMessage{message},
			Locations: []sarifLocation{{sarifPhysical{artifact, sarifRegion{d.Line, d.Column, d.Line, d.EndColumn}}}},
		}
		if f := d.Fix; f != nil {
			result.Fixes = []sarifFix{{sarifMessage{d.Help}, []sarifChange{{artifact, []sarifReplacement{{sarifRegion{f.Line, f.Column, f.Line, f.EndColumn}, sarifMessage{f.Text}}}}}}}
		}
		run.Results = append(run.Results, result)
	}
}
