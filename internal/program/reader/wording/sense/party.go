package sense

// Departments are those who work beside a newcomer, by names that matters have
// as well.
var Departments = map[string]bool{"it": true, "team": true, "teammates": true, "colleagues": true, "security": true, "operations": true, "ops": true, "management": true, "leadership": true, "kollegen": true, "équipe": true, "equipo": true, "equipe": true}

// Trades are what a newcomer may be by trade, Seniors say in front of them that
// somebody is not new.
var (
	Trades  = map[string]bool{"engineer": true, "developer": true, "designer": true, "analyst": true, "scientist": true, "researcher": true, "writer": true, "nurse": true, "teacher": true, "technician": true, "volunteer": true, "hire": true}
	Seniors = map[string]bool{"senior": true, "lead": true, "leading": true, "principal": true, "staff": true, "chief": true, "head": true, "supervising": true, "hiring": true, "experienced": true, "other": true, "support": true, "another": true}
)

// Deeds are what people do for a newcomer, told of them in the third person, and
// what no program or machine does.
var Deeds = map[string]bool{"sends": true, "confirms": true, "schedules": true, "contacts": true, "introduces": true, "invites": true, "assigns": true, "explains": true, "welcomes": true, "approves": true, "hosts": true, "emails": true, "meets": true, "organizes": true, "prepares": true, "signs": true, "arranges": true, "onboards": true, "greets": true, "informs": true, "notifies": true, "interviews": true, "oversees": true, "hands": true}

// Audiences are some of those whom a page is for, behind "for" in a label:
// "For contractors: …". Everybody are words that make them all.
var (
	Audiences = map[string]bool{"contractors": true, "employees": true, "freelancers": true, "externals": true, "consultants": true, "volunteers": true, "engineers": true, "developers": true, "designers": true, "researchers": true, "analysts": true, "scientists": true, "foreigners": true, "citizens": true, "residents": true, "commuters": true, "drivers": true, "users": true, "remote": true, "windows": true, "mac": true, "macos": true, "linux": true}
	Everybody = map[string]bool{"all": true, "every": true, "each": true, "both": true, "any": true, "most": true, "new": true, "our": true, "your": true, "the": true, "other": true}
)

// Anchors place a heading beside or amid a program, Moments are what else such a
// heading is made of: "Two weeks prior", "Midway", "End of the rotation".
var (
	Anchors = map[string]bool{"prior": true, "before": true, "beforehand": true, "after": true, "afterwards": true, "mid": true, "midterm": true, "midway": true, "midpoint": true, "halfway": true, "end": true, "final": true, "weekly": true, "daily": true, "monthly": true, "ongoing": true, "vorher": true, "danach": true, "avant": true, "après": true, "antes": true, "después": true, "depois": true}
	Moments = map[string]bool{"week": true, "weeks": true, "day": true, "days": true, "month": true, "months": true, "term": true, "point": true, "of": true, "the": true, "at": true, "in": true, "to": true, "a": true, "start": true, "arrival": true, "through": true, "way": true, "woche": true, "wochen": true, "tage": true, "semaine": true, "semaines": true, "jours": true, "semana": true, "semanas": true, "días": true, "dias": true}
)

// Taught are words for all that is learned in a program.
var Taught = map[string]bool{"curriculum": true, "syllabus": true, "lehrplan": true, "curriculo": true, "currículo": true, "currículum": true, "temario": true, "カリキュラム": true}
