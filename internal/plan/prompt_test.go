package plan_test

import (
	"context"

	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/plan/prompt"
)

func saved(c *company, p id.Prompt, body string) (id.Internship, error) {
	d, err := c.prompts.SaveDraft(context.Background(), call.By(c.noor), prompt.SaveDraft{Prompt: p, Body: body})
	return d.Internship, err
}
