package sense

// Matters are words of headings that mostly stand above text, and name what may
// as well be dealt with in a phase.
var Matters = map[string]bool{
	"background": true, "overview": true, "introduction": true, "intro": true, "context": true, "communication": true, "scheduling": true, "logistics": true,
	"policies": true, "team": true, "people": true, "contacts": true, "stakeholders": true, "roles": true, "benefits": true, "expectations": true,
	"équipe": true, "equipo": true, "equipe": true, "contexte": true, "contexto": true,
}

// Refusing are words of headings above what is not to be done.
var Refusing = map[string]bool{"not": true, "don't": true, "don’t": true, "avoid": true, "never": true, "nicht": true, "pas": true, "não": true}

// Refused are the words that such headings end with.
var Refused = map[string]bool{"do": true, "cover": true, "covered": true, "expected": true, "included": true, "allowed": true, "tun": true, "faire": true, "hacer": true, "fazer": true}

// Vague are words that say nothing of what a heading is about.
var Vague = map[string]bool{
	"additional": true, "general": true, "other": true, "further": true, "more": true, "useful": true, "helpful": true, "quick": true, "key": true, "final": true, "special": true, "extra": true,
	"some": true, "few": true, "and": true, "or": true, "pro": true, "und": true, "et": true, "y": true, "e": true,
}
