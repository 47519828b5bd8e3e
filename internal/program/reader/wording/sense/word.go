package sense

// The words below are looked at one by one, where a rule of the packages of wording
// comes to them, rather than found as phrases.

// Participles are those of verbs that do not end in "ed".
var Participles = map[string]Tag{
	"met": VerbMeet, "gelesen": VerbRead, "durchgelesen": VerbRead, "leído": VerbRead, "lido": VerbRead, "read": VerbRead, "understood": VerbRead, "seen": VerbRead, "written": VerbDeliver, "built": VerbDeliver, "made": VerbDeliver, "sent": VerbDo, "given": VerbDo, "held": VerbGive, "taken": VerbComplete,
	"done": VerbComplete, "set": VerbDo, "chosen": VerbDo, "bought": VerbDo, "found": VerbDo, "known": VerbRead, "begun": VerbComplete, "put": VerbDo, "granted": VerbDo, "provisioned": VerbDo, "briefed": VerbDo, "ordered": VerbDo, "received": VerbDo, "installed": VerbDo,
}

// Adjectives end like participles and are said of what a thing is.
var Adjectives = map[string]bool{"need": true, "needed": true, "required": true, "advanced": true, "based": true, "related": true, "recommended": true, "speed": true, "feed": true, "seed": true, "embed": true, "proceed": true, "exceed": true, "indeed": true, "limited": true, "detailed": true, "expected": true, "interested": true, "located": true, "used": true, "called": true, "named": true, "preferred": true, "allowed": true, "continued": true}

// Arrangements are things that are made in a minute and that nobody reviews.
var Arrangements = map[string]bool{
	"account": true, "accounts": true, "profile": true, "channel": true, "channels": true, "ticket": true, "issue": true, "folder": true, "directory": true, "repository": true, "repo": true, "branch": true, "fork": true, "key": true, "keys": true, "password": true, "passwords": true,
	"invite": true, "invites": true, "invitation": true, "invitations": true, "event": true, "events": true, "user": true, "group": true, "alias": true, "token": true, "workspace": true, "environment": true, "reminder": true, "request": true, "signature": true, "entry": true, "bookmark": true, "form": true, "forms": true, "paperwork": true, "timesheet": true, "login": true, "credentials": true,
	"access": true, "env": true, "photo": true, "photos": true,
	"konto": true, "zugang": true, "compte": true, "cuenta": true, "conta": true, "accès": true, "accesos": true, "acessos": true, "zugänge": true, "comptes": true, "cuentas": true, "contas": true,
}

// Spelled are such things in scripts without spaces.
var Spelled = []string{"アカウント", "チャンネル", "写真", "账号", "帳號"}

// Reviewed are requests that somebody reviews.
var Reviewed = map[string]bool{"pull": true, "merge": true, "feature": true, "change": true, "patch": true}

// Determiners stand behind a verb and before a thing, hardly ever behind a noun.
var Determiners = map[string]bool{"the": true, "your": true, "a": true, "an": true, "this": true, "these": true, "their": true, "our": true, "all": true, "any": true, "each": true, "every": true, "some": true, "them": true, "it": true, "yourself": true}

// NotImperative may stand before a determiner and are no verbs.
var NotImperative = map[string]bool{"behind": true, "beyond": true, "inside": true, "outside": true, "across": true, "around": true, "between": true, "through": true, "over": true, "under": true, "not": true, "but": true, "both": true, "half": true, "such": true, "quite": true, "into": true, "onto": true, "than": true, "like": true, "until": true, "though": true, "although": true, "because": true, "per": true, "via": true, "all": true, "about": true, "above": true, "below": true, "along": true, "against": true, "there": true, "here": true, "this": true, "that": true, "only": true, "even": true, "just": true, "also": true, "upon": true, "toward": true, "towards": true, "near": true, "plus": true, "except": true, "despite": true, "once": true, "while": true, "today": true, "then": true, "den": true, "des": true, "les": true, "las": true, "los": true, "pour": true, "para": true, "und": true, "sur": true, "por": true, "von": true}

// Fields are labels of what is said about a doing or a phase: when, where, how
// long, with what.
var Fields = map[string]bool{
	"duration": true, "time": true, "when": true, "where": true, "location": true, "place": true, "venue": true, "date": true, "dates": true, "deadline": true, "due": true, "length": true, "effort": true, "cost": true, "price": true, "format": true, "audience": true,
	"attendees": true, "participants": true, "owner": true, "status": true, "priority": true, "scope": true, "theme": true, "focus": true, "purpose": true, "aim": true, "why": true, "tools": true, "materials": true, "prerequisites": true, "difficulty": true, "level": true, "points": true,
	"rationale": true, "benefit": true, "background": true, "contact": true, "credits": true, "hours": true, "instructor": true, "instructors": true, "version": true, "file": true, "criteria": true, "frequency": true, "cadence": true, "commitment": true, "timeframe": true, "who": true, "kpi": true, "kpis": true, "metric": true, "target": true, "escalation": true, "password": true, "username": true,
	"時間": true, "期間": true, "場所": true, "日時": true, "担当": true, "担当者": true, "講師": true, "持ち物": true, "时间": true, "地点": true, "負責人": true, "负责人": true, "时长": true, "費用": true, "费用": true, "dauer": true, "zeit": true, "raum": true, "treffpunkt": true, "ansprechpartner": true, "temps": true, "horaire": true, "salle": true, "tiempo": true, "horario": true, "contacto": true, "horário": true, "contato": true, "ort": true, "termin": true, "dauert": true, "ziel": true, "zweck": true, "zielgruppe": true, "kosten": true, "lieu": true, "durée": true, "quand": true, "où": true, "public": true, "objectif": true, "lugar": true, "duración": true, "cuándo": true, "dónde": true, "fecha": true, "objetivo": true, "duração": true, "local": true, "data": true, "quando": true, "onde": true,
}

// Marks end the label of what a phase comes to: "Milestone", "Final deliverable".
var Marks = map[string]bool{"milestone": true, "milestones": true, "deliverable": true, "deliverables": true, "result": true, "meilenstein": true, "ergebnis": true, "jalon": true, "hito": true, "marco": true}

// Attained are words with which somebody tells what a person has come to.
var Attained = map[string]bool{"can": true, "has": true, "have": true, "is": true, "are": true, "able": true, "knows": true, "know": true, "understands": true, "kann": true, "hat": true, "peut": true, "puede": true, "pode": true}

// Assignments end a label that something to be done stands behind.
var Assignments = map[string]bool{
	"homework": true, "assignment": true, "assignments": true, "exercise": true, "exercises": true, "task": true, "tasks": true, "deliverable": true, "deliverables": true, "reading": true, "readings": true, "read": true, "watch": true, "lab": true, "quiz": true, "exam": true, "challenge": true, "activity": true, "project": true, "practice": true, "todo": true, "action": true, "prework": true, "assessment": true, "certification": true, "test": true,
	"hausaufgabe": true, "hausaufgaben": true, "aufgabe": true, "übung": true, "lektüre": true, "devoir": true, "devoirs": true, "exercice": true, "lecture": true, "tâche": true, "tarea": true, "tareas": true, "ejercicio": true, "lectura": true, "tarefa": true, "exercício": true, "leitura": true, "宿題": true, "課題": true,
}

// OwnerWords are labels before the name of a role.
var OwnerWords = map[string]bool{"owner": true, "owners": true, "assignee": true, "assignees": true, "responsible": true, "dri": true, "accountable": true, "who": true, "wer": true, "verantwortlich": true, "responsable": true, "responsável": true, "qui": true, "quién": true, "quem": true}

// Separable are German verbs whose particle ends the clause.
var Separable = map[string]Tag{
	"stelle vor": VerbPresent, "stell vor": VerbPresent, "stellt vor": VerbPresent, "trage vor": VerbPresent, "führe vor": VerbPresent, "bereite vor": VerbDeliver, "reiche ein": VerbDeliver, "fülle aus": VerbDeliver,
	"höre zu": VerbShadow, "hör zu": VerbShadow, "schau zu": VerbShadow, "schaue zu": VerbShadow, "sieh zu": VerbShadow, "nimm teil": VerbMeet, "nehme teil": VerbMeet, "lade ein": VerbDo,
	"schließe ab": VerbComplete, "sieh an": VerbRead, "schau an": VerbRead, "schaue an": VerbRead, "lies durch": VerbRead, "arbeite ein": VerbRead, "lerne kennen": VerbKnow,
	"probiere aus": VerbPractice, "spiele durch": VerbRoleplay, "tausche aus": VerbDiscuss, "sprich ab": VerbDiscuss, "stimme ab": VerbDiscuss, "spreche ab": VerbDiscuss, "gehe durch": VerbRead,
	"richte ein": VerbDo, "melde an": VerbDo, "führe durch": VerbGive, "lege an": VerbDo, "füge hinzu": VerbDo, "gib frei": VerbDo, "hole ein": VerbDo, "hole ab": VerbDo, "rufe an": VerbMeet,
}

// Staged are cases that are played for practice.
var Staged = map[string]bool{"emergency": true, "incident": true, "outage": true, "ticket": true, "scenario": true, "negotiation": true, "pitch": true, "customer": true, "patient": true, "trial": true, "lesson": true, "sale": true, "review": true}

// Qualities are what a person shows rather than makes.
var Qualities = map[string]bool{"understanding": true, "knowledge": true, "ability": true, "proficiency": true, "competence": true, "mastery": true, "familiarity": true, "ownership": true, "progress": true, "initiative": true, "leadership": true, "commitment": true}

// PeopleWords are colleagues and groups of them.
var PeopleWords = map[string]bool{
	"team": true, "teams": true, "teammates": true, "teammate": true, "colleague": true, "colleagues": true, "everyone": true, "people": true, "coworkers": true, "stakeholders": true, "cohort": true,
	"kollegen": true, "kolleginnen": true, "kollegium": true, "équipe": true, "collègues": true, "equipo": true, "compañeros": true, "equipe": true, "colegas": true, "time": true, "times": true, "mitarbeiter": true,
}

// NumberWords are numbers that are written out.
var NumberWords = map[string]float64{
	"an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90,
	"eine": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
	"une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15,
	"una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12,
	"uma": 1, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "sete": 7, "oito": 8, "nove": 9, "dez": 10, "doze": 12,
	"一": 1, "两": 2, "兩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}

// StopAccess end the name of what the access is to.
var StopAccess = map[string]bool{
	"or": true, "and": true, "then": true, "already": true, "yet": true, "please": true, "you": true, "can": true, "oder": true, "hast": true, "hat": true, "habt": true, "ou": true, "o": true, "et": true, "y": true, "e": true, "ask": true, "to": true, "through": true, "via": true, "when": true, "for": true, "before": true, "が": true, "choose": true, "use": true,
}

// AccessNouns are what one has in place of saying "access".
var AccessNouns = map[string]bool{"access": true, "account": true, "license": true, "licence": true, "login": true, "permission": true, "permissions": true, "seat": true, "credentials": true, "zugang": true, "konto": true}

// NotLong stand before a length of time that says when rather than how long.
var NotLong = map[string]bool{
	"every": true, "alle": true, "toutes": true, "cada": true, "last": true, "past": true, "within": true, "after": true, "before": true, "next": true, "first": true, "previous": true, "binnen": true, "innerhalb": true, "nach": true, "après": true, "después": true, "após": true, "than": true,
}

// Apart stand behind a length of time that parts two things rather than is what
// one of them takes: "10 days before the start".
var Apart = map[string]bool{
	"before": true, "prior": true, "after": true, "later": true, "ahead": true, "earlier": true, "ago": true, "vor": true, "vorher": true, "nach": true, "danach": true, "später": true, "avant": true, "après": true, "antes": true, "después": true, "depois": true, "após": true,
}

// AboutWords may stand before a length of time that is an estimate.
var AboutWords = map[string]bool{
	"about": true, "around": true, "approx": true, "approximately": true, "roughly": true, "takes": true, "take": true, "time": true, "for": true, "estimated": true, "estimate": true, "duration": true, "ca": true, "circa": true, "etwa": true, "rund": true, "environ": true, "unos": true, "cerca": true, "約": true, "spend": true, "est": true, "least": true, "to": true,
}

// ProgramWords announce in a title something to go through.
var ProgramWords = map[string]bool{
	"onboarding": true, "checklist": true, "curriculum": true, "syllabus": true, "bootcamp": true, "induction": true, "roadmap": true, "schedule": true, "apprenticeship": true, "traineeship": true, "internship": true,
	"einarbeitung": true, "einarbeitungsplan": true, "checkliste": true, "praktikum": true, "intégration": true, "stage": true, "integración": true, "integração": true, "estágio": true,
}

// Compounds are what German nouns of several words end with, and what they name.
var Compounds = []struct {
	Ending string
	Tag    Tag
}{
	{"gespräch", NounMeet}, {"besprechung", NounMeet}, {"gespräche", NounMeet}, {"treffen", NounMeet}, {"schulung", NounCourse}, {"schulungen", NounCourse}, {"unterweisung", NounCourse}, {"lehrgang", NounCourse},
	{"prüfung", NounExam}, {"handbuch", NounRead}, {"leitfaden", NounRead}, {"dokumentation", NounRead}, {"bericht", NounDeliver}, {"übung", NounPractice}, {"übungen", NounPractice}, {"hospitation", NounShadow},
}

// AimWords are what is stated rather than done, at the top of a list as well.
var AimWords = map[string]bool{"goal": true, "purpose": true, "aim": true, "objective": true, "idea": true, "point": true, "ziel": true, "zweck": true, "objectif": true, "objetivo": true}

// Demonstratives begin a sentence about a thing that was named before.
var Demonstratives = map[string]bool{"this": true, "these": true, "that": true, "those": true, "it": true, "there": true, "dies": true, "diese": true, "es": true, "ce": true, "cette": true, "este": true, "esta": true, "esto": true}

// Copulas tell of a thing what it is, has or should do.
var Copulas = map[string]bool{
	"is": true, "are": true, "was": true, "will": true, "should": true, "must": true, "can": true, "has": true, "have": true, "may": true, "tends": true, "aims": true, "focuses": true, "ist": true, "sind": true, "soll": true, "sollte": true, "wird": true, "est": true, "sont": true, "doit": true, "es": true, "son": true, "debe": true, "é": true, "são": true, "deve": true,
}

// Describing are verbs that tell what the reader of a page is or has.
var Describing = map[string]bool{"are": true, "have": true, "know": true, "can": true, "speak": true, "work": true, "bist": true, "hast": true, "kannst": true, "arbeitest": true, "êtes": true, "avez": true, "tienes": true, "eres": true, "tem": true, "é": true}

// Premises are what a building has: "building pass" is nothing to be built.
var Premises = map[string]bool{"access": true, "pass": true, "passes": true, "key": true, "keys": true, "badge": true, "badges": true, "tour": true, "map": true, "entry": true, "card": true, "evacuation": true, "security": true, "safety": true, "manager": true, "and": true}

// Helping are verbs that leave the doing to whom they are said of.
var Helping = map[string]bool{"help": true, "ask": true, "expect": true, "want": true, "guide": true, "support": true, "encourage": true, "require": true, "assist": true, "remind": true, "hilft": true, "bittet": true, "unterstützt": true}

// Attributive are verbs that are nouns before a noun: "review meeting".
var Attributive = map[string]bool{"review": true, "demo": true, "test": true, "setup": true, "sync": true, "planning": true, "post": true, "debrief": true, "interview": true, "feedback": true, "welcome": true, "check": true, "pair": true, "kick": true, "progress": true, "design": true, "work": true}

// Sharing are verbs of what is talked about where it is done with somebody.
var Sharing = map[string]bool{"review": true, "share": true, "go": true, "walk": true, "revisit": true, "look": true}

// Articles stand before the name of a thing or a person.
var Articles = map[string]bool{
	"the": true, "a": true, "an": true, "your": true, "their": true, "our": true, "each": true, "every": true, "new": true, "this": true,
	"der": true, "die": true, "das": true, "den": true, "dem": true, "dein": true, "deine": true, "le": true, "la": true, "les": true, "l'": true, "votre": true, "el": true, "los": true, "las": true, "tu": true, "su": true, "o": true, "os": true, "as": true, "seu": true, "sua": true, "un": true, "une": true, "una": true, "ein": true, "eine": true, "einen": true,
}

// Prepositions end the name of a thing: what follows says more of it.
var Prepositions = map[string]bool{"at": true, "by": true, "in": true, "and": true, "of": true, "for": true, "to": true, "from": true, "on": true, "with": true, "about": true, "für": true, "zu": true, "pour": true, "de": true, "para": true, "sur": true, "sobre": true, "em": true, "no": true, "na": true, "nos": true, "nas": true, "do": true, "da": true, "dos": true, "das": true, "ao": true, "aos": true, "com": true, "por": true, "en": true, "con": true, "del": true, "al": true, "avec": true, "du": true, "au": true, "aux": true, "dans": true, "par": true, "mit": true, "im": true, "am": true, "bei": true, "von": true, "zur": true, "zum": true}

// Belonging stand between a thing and what it is of.
var Belonging = map[string]bool{"of": true, "to": true, "de": true, "del": true, "do": true, "da": true, "dos": true, "das": true, "des": true, "du": true, "d'": true}

// Amounts are of what they hold.
var Amounts = map[string]bool{
	"set": true, "series": true, "couple": true, "round": true, "rounds": true, "list": true, "number": true, "bunch": true, "week": true, "weeks": true, "day": true, "days": true, "hour": true, "hours": true, "minutes": true, "mix": true, "handful": true, "lot": true, "lots": true, "some": true, "kind": true, "type": true, "one": true, "two": true, "half": true, "introduction": true, "invitation": true,
	"série": true, "serie": true, "sesión": true, "sessão": true, "séance": true, "semaine": true, "jour": true, "heures": true, "horas": true, "día": true, "dia": true,
}

// Lasting are programs, by the words that say how long one is.
var Lasting = map[string]bool{
	"program": true, "programme": true, "course": true, "internship": true, "apprenticeship": true, "traineeship": true, "rotation": true, "placement": true, "residency": true, "bootcamp": true, "fellowship": true, "onboarding": true, "curriculum": true, "mentorship": true,
	"programm": true, "praktikum": true, "einarbeitung": true, "kurs": true, "hospitation": true, "stage": true, "formation": true, "parcours": true, "intégration": true, "curso": true, "programa": true, "pasantía": true, "prácticas": true, "estágio": true, "formación": true, "formação": true, "treinamento": true, "integração": true,
}

// Habitual are adjectives that stand behind the thing that takes place so often.
var Habitual = map[string]bool{
	"hebdomadaire": true, "hebdomadaires": true, "quotidien": true, "quotidienne": true, "mensuel": true, "mensuelle": true, "semanal": true, "semanales": true, "semanais": true, "diario": true, "diaria": true, "diário": true, "diária": true, "mensual": true, "mensal": true, "quincenal": true, "quinzenal": true,
}

// Posts are what somebody holds for the time of a program.
var Posts = map[string]bool{"position": true, "role": true, "intern": true, "apprentice": true, "trainee": true, "post": true}

// Measures end or begin the label of a field that has more than one word:
// "Study time", "Target audience", "Time required".
var Measures = map[string]bool{"duration": true, "time": true, "date": true, "dates": true, "deadline": true, "length": true, "effort": true, "location": true, "venue": true, "audience": true, "commitment": true, "hours": true, "cost": true, "status": true, "frequency": true}

// FieldQuestions begin the label of a field: "Who assigns".
var FieldQuestions = map[string]bool{"who": true, "when": true, "where": true}

// Inflected says that a word has the ending of a verb in the third person.
func Inflected(w string) bool { return len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's' }

// Clausal are verbs that a whole sentence may follow: "Ensure laptops are ready".
var Clausal = map[string]bool{"make": true, "ensure": true, "be": true, "check": true, "verify": true, "confirm": true, "see": true, "know": true, "learn": true, "understand": true, "decide": true, "determine": true, "assume": true, "note": true, "remember": true, "say": true, "tell": true, "explain": true, "find": true, "validate": true, "test": true, "believe": true, "ask": true}

// Relative begin what is said more about a thing: "Use tools that are approved".
var Relative = map[string]bool{"that": true, "which": true, "who": true, "what": true, "whatever": true, "where": true, "when": true, "how": true, "why": true, "if": true, "everything": true, "anything": true, "things": true, "those": true, "and": true, "or": true, "you": true, "there": true, "as": true}

// QuestionWords are questions in a heading that tells whom to turn to, ForWords
// what it begins with, SupportWords what it names beside them.
var (
	QuestionWords = map[string]bool{"questions": true, "question": true, "fragen": true, "preguntas": true, "perguntas": true}
	ForWords      = map[string]bool{"for": true, "pour": true, "bei": true, "para": true}
	SupportWords  = map[string]bool{"support": true, "help": true, "contact": true, "contacts": true, "hilfe": true, "kontakt": true, "aide": true, "assistance": true, "ayuda": true, "soporte": true, "contacto": true, "ajuda": true, "suporte": true, "contato": true}
)

// AnyWords stand before the questions that a heading is for.
var AnyWords = map[string]bool{"any": true, "other": true, "more": true, "general": true, "technical": true, "des": true, "toute": true, "toutes": true, "cualquier": true, "outras": true, "weiteren": true, "allgemeinen": true}

// Aiding are verbs of what one has beside the program.
var Aiding = map[string]bool{"follow": true, "refer": true, "consult": true, "use": true, "help": true}

// Expecting announce what is expected of somebody, Answering what somebody
// answers for.
var (
	Expecting = map[string]bool{"expectations": true, "erwartungen": true, "attentes": true, "expectativas": true}
	Answering = map[string]bool{"responsibilities": true, "duties": true, "verantwortlichkeiten": true, "responsabilités": true, "responsabilidades": true}
)

// SuccessWords are in the headings of what success is measured by.
var SuccessWords = map[string]bool{"success": true, "kpi": true, "kpis": true}

// Requiring head what somebody has to have or to know.
var Requiring = map[string]bool{"prerequisites": true, "prerequisite": true, "requisites": true, "requirements": true, "voraussetzungen": true, "prérequis": true, "requisitos": true, "previos": true, "前提条件": true}

// VersionWords stand in the heading of a version besides its numbers.
var VersionWords = map[string]bool{"v": true, "version": true, "unreleased": true, "beta": true, "alpha": true, "rc": true, "yanked": true}
