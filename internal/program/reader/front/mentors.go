package front

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"stint/internal/program/reader/page"
)

// tenureText is how long somebody has been with the organization: "6 months",
// "1 year", "18".
var tenureText = regexp.MustCompile(`^(\d{1,3}) ?(months?|m|years?|y)?$`)

// maxTenure is more months than anybody works anywhere.
const maxTenure = 600

// mentors reads who may mentor.
func (r *reading) mentors(v *yaml.Node) {
	if v.Kind != yaml.MappingNode {
		r.bad(v, "mentors has the keys teams, individual-contributor and tenure.")
		return
	}
	rule := &page.MentorRule{}
	for i := 0; i+1 < len(v.Content); i += 2 {
		value := v.Content[i+1]
		switch v.Content[i].Value {
		case "teams":
			rule.Teams = r.teams(value)
		case "individual-contributor":
			only, err := strconv.ParseBool(value.Value)
			if err != nil {
				r.bad(value, "individual-contributor is true or false.")
				continue
			}
			rule.IndividualContributor = &only
		case "tenure":
			rule.TenureMonths = r.tenure(value)
		default:
			r.problem("S504", r.line(v.Content[i]), v.Content[i].Column, fmt.Sprintf("“%s” is no key of mentors.", v.Content[i].Value), "It has teams, individual-contributor and tenure.")
		}
	}
	if len(rule.Teams) > 0 || rule.IndividualContributor != nil || rule.TenureMonths > 0 {
		r.front.Mentors = rule
	}
}

// teams is a list of names, or one.
func (r *reading) teams(v *yaml.Node) (teams []string) {
	list := v.Content
	if v.Kind == yaml.ScalarNode {
		list = []*yaml.Node{v}
	}
	for _, n := range list {
		if s := r.text(n); s != "" {
			teams = append(teams, s)
		}
	}
	return teams
}

func (r *reading) tenure(v *yaml.Node) int {
	m := tenureText.FindStringSubmatch(strings.ToLower(strings.TrimSpace(v.Value)))
	if v.Kind != yaml.ScalarNode || m == nil {
		r.bad(v, "tenure is a number of months, or a text such as “6 months” or “1 year”.")
		return 0
	}
	months, _ := strconv.Atoi(m[1])
	if strings.HasPrefix(m[2], "y") {
		months *= 12
	}
	if months > maxTenure {
		r.bad(v, fmt.Sprintf("tenure is at most %d months.", maxTenure))
		return 0
	}
	return months
}

// fit reads the weights by which mentors are ranked.
func (r *reading) fit(v *yaml.Node) {
	parts := page.FitParts()
	if v.Kind != yaml.MappingNode {
		r.bad(v, "fit has the keys "+strings.Join(parts, ", ")+", each with a number from 0 to 100.")
		return
	}
	weights := map[string]int{}
	for i := 0; i+1 < len(v.Content); i += 2 {
		key, value := v.Content[i], v.Content[i+1]
		if !slices.Contains(parts, key.Value) {
			r.problem("S504", r.line(key), key.Column, fmt.Sprintf("“%s” is no part of fit.", key.Value), "It has "+strings.Join(parts, ", ")+".")
			continue
		}
		n, err := strconv.Atoi(value.Value)
		if value.Kind != yaml.ScalarNode || err != nil || n < 0 || n > 100 {
			r.bad(value, key.Value+" is a whole number from 0 to 100.")
			continue
		}
		weights[key.Value] = n
	}
	if len(weights) > 0 {
		r.front.Fit = weights
	}
}
