package phase

// Unit is what a phase is counted in.
type Unit string

// The units. Those from Week on are spans of the calendar.
const (
	None      Unit = ""
	Part      Unit = "part"
	Stage     Unit = "phase"
	Module    Unit = "module"
	Unit_     Unit = "unit"
	Block     Unit = "block"
	Release   Unit = "release"
	Milestone Unit = "milestone"
	Sprint    Unit = "sprint"
	Session   Unit = "session"
	Lesson    Unit = "lesson"
	Step      Unit = "step"
	Week      Unit = "week"
	Day       Unit = "day"
	Month     Unit = "month"
	Quarter   Unit = "quarter"
	Term      Unit = "term"
	Year      Unit = "year"
)

// units are the words for units: English, German, French, Spanish, Portuguese,
// Italian, Dutch. A unit marked weak is one only where the page has several.
var units = map[string]unitWord{
	"week": {Week, false}, "weeks": {Week, true}, "wk": {Week, false}, "wks": {Week, true}, "wk.": {Week, false},
	"woche": {Week, false}, "wochen": {Week, true}, "semaine": {Week, false}, "semaines": {Week, true},
	"semana": {Week, false}, "semanas": {Week, true}, "settimana": {Week, false}, "settimane": {Week, true},
	"weken": {Week, true}, "vecka": {Week, false}, "kw": {Week, false},
	"day": {Day, false}, "days": {Day, true}, "tag": {Day, false}, "tage": {Day, true}, "tagen": {Day, true}, "tages": {Day, false}, "arbeitstag": {Day, false}, "arbeitstage": {Day, true}, "arbeitstagen": {Day, true}, "werktag": {Day, false}, "werktage": {Day, true}, "kalenderwoche": {Week, false}, "praxiswoche": {Week, false}, "onboardingwoche": {Week, false}, "workday": {Day, false}, "workdays": {Day, true},
	"jour": {Day, false}, "jours": {Day, true}, "journée": {Day, false}, "día": {Day, false}, "días": {Day, true},
	"dia": {Day, false}, "dias": {Day, true}, "giorno": {Day, false}, "giorni": {Day, true}, "dag": {Day, false}, "dagen": {Day, true},
	"month": {Month, false}, "months": {Month, true}, "monat": {Month, false}, "monate": {Month, true}, "monaten": {Month, true}, "monats": {Month, false},
	"mois": {Month, false}, "mes": {Month, false}, "meses": {Month, true}, "mês": {Month, false}, "mese": {Month, false}, "mesi": {Month, true}, "maand": {Month, false}, "maanden": {Month, true},
	"quarter": {Quarter, false}, "quarters": {Quarter, true}, "quartal": {Quarter, false}, "trimestre": {Quarter, false},
	"year": {Year, false}, "years": {Year, true}, "jahr": {Year, false}, "année": {Year, false}, "año": {Year, false}, "ano": {Year, false},
	"term": {Term, false}, "semester": {Term, false}, "semestre": {Term, false},
	"sprint": {Sprint, false}, "sprints": {Sprint, true}, "iteration": {Sprint, false}, "iterations": {Sprint, true}, "cycle": {Stage, false}, "cycles": {Stage, true}, "rotation": {Stage, false}, "rotations": {Stage, true},
	"module": {Module, false}, "modules": {Module, true}, "modul": {Module, false}, "module(s)": {Module, true}, "módulo": {Module, false}, "módulos": {Module, true}, "modulo": {Module, false}, "moduli": {Module, true},
	"unit": {Unit_, false}, "units": {Unit_, true}, "einheit": {Unit_, false}, "einheiten": {Unit_, true}, "unité": {Unit_, false}, "unités": {Unit_, true}, "unidad": {Unit_, false}, "unidades": {Unit_, true}, "unidade": {Unit_, false}, "unità": {Unit_, false},
	"part": {Part, false}, "parts": {Part, true}, "teil": {Part, false}, "partie": {Part, false}, "parties": {Part, true}, "parte": {Part, false}, "partes": {Part, true}, "deel": {Part, false},
	"session": {Session, false}, "sessions": {Session, true}, "sitzung": {Session, false}, "sitzungen": {Session, true}, "séance": {Session, false}, "séances": {Session, true}, "sesión": {Session, false}, "sesiones": {Session, true}, "sessão": {Session, false}, "sessões": {Session, true}, "sessione": {Session, false}, "meeting": {Session, false},
	"phase": {Stage, false}, "phases": {Stage, true}, "phasen": {Stage, true}, "fase": {Stage, false}, "fases": {Stage, true}, "fasi": {Stage, true}, "stage": {Stage, false}, "stages": {Stage, true}, "étape": {Stage, false}, "étapes": {Stage, true}, "etapa": {Stage, false}, "etapas": {Stage, true}, "abschnitt": {Stage, false},
	"block": {Block, false}, "blocks": {Block, true}, "bloc": {Block, false}, "bloque": {Block, false}, "bloco": {Block, false}, "section": {Block, false},
	"release": {Release, false}, "releases": {Release, true},
	"milestone": {Milestone, false}, "milestones": {Milestone, true}, "meilenstein": {Milestone, false}, "jalon": {Milestone, false}, "hito": {Milestone, false}, "marco": {Milestone, false},
	"lesson": {Lesson, false}, "lessons": {Lesson, true}, "lektion": {Lesson, false}, "leçon": {Lesson, false}, "lección": {Lesson, false}, "lição": {Lesson, false}, "aula": {Lesson, false}, "chapter": {Lesson, false}, "chapters": {Lesson, true}, "kapitel": {Lesson, false}, "chapitre": {Lesson, false}, "capítulo": {Lesson, false}, "lecture": {Lesson, false}, "class": {Lesson, false}, "topic": {Lesson, false},
	"step": {Step, false}, "steps": {Step, true}, "schritt": {Step, false}, "paso": {Step, false}, "passo": {Step, false}, "level": {Step, false},
}

// yearWeeks are the words for weeks that are counted in the year.
var yearWeeks = set("kw kalenderwoche")

type unitWord struct {
	unit   Unit
	plural bool
}

// numerals are number words, cardinal and ordinal, with their value.
var numerals = map[string]numeral{
	"zero": {0, false}, "one": {1, false}, "two": {2, false}, "three": {3, false}, "four": {4, false}, "five": {5, false}, "six": {6, false},
	"seven": {7, false}, "eight": {8, false}, "nine": {9, false}, "ten": {10, false}, "eleven": {11, false}, "twelve": {12, false},
	"thirteen": {13, false}, "fourteen": {14, false}, "fifteen": {15, false}, "sixteen": {16, false}, "twenty": {20, false}, "thirty": {30, false}, "sixty": {60, false}, "ninety": {90, false},
	"first": {1, true}, "second": {2, true}, "third": {3, true}, "fourth": {4, true}, "fifth": {5, true}, "sixth": {6, true}, "seventh": {7, true},
	"eighth": {8, true}, "ninth": {9, true}, "tenth": {10, true}, "eleventh": {11, true}, "twelfth": {12, true},
	"eins": {1, false}, "zwei": {2, false}, "drei": {3, false}, "vier": {4, false}, "fünf": {5, false}, "sechs": {6, false}, "sieben": {7, false}, "acht": {8, false}, "neun": {9, false}, "zehn": {10, false}, "elf": {11, false}, "zwölf": {12, false},
	"erste": {1, true}, "ersten": {1, true}, "erster": {1, true}, "erstes": {1, true}, "zweite": {2, true}, "zweiten": {2, true}, "zweiter": {2, true}, "dritte": {3, true}, "dritten": {3, true}, "dritter": {3, true}, "vierte": {4, true}, "vierten": {4, true}, "fünfte": {5, true}, "sechste": {6, true}, "siebte": {7, true}, "achte": {8, true}, "neunte": {9, true}, "zehnte": {10, true},
	"un": {1, false}, "une": {1, false}, "deux": {2, false}, "trois": {3, false}, "quatre": {4, false}, "cinq": {5, false}, "sept": {7, false}, "huit": {8, false}, "neuf": {9, false}, "dix": {10, false}, "onze": {11, false}, "douze": {12, false},
	"premier": {1, true}, "première": {1, true}, "premiers": {1, true}, "premières": {1, true}, "deuxième": {2, true}, "troisième": {3, true}, "quatrième": {4, true}, "cinquième": {5, true}, "sixième": {6, true},
	"uno": {1, false}, "dos": {2, false}, "tres": {3, false}, "cuatro": {4, false}, "cinco": {5, false}, "seis": {6, false}, "siete": {7, false}, "ocho": {8, false}, "nueve": {9, false}, "diez": {10, false}, "doce": {12, false},
	"primera": {1, true}, "primer": {1, true}, "primero": {1, true}, "primeros": {1, true}, "primeras": {1, true}, "segunda": {2, true}, "segundo": {2, true}, "tercera": {3, true}, "tercer": {3, true}, "tercero": {3, true}, "cuarta": {4, true}, "cuarto": {4, true}, "quinta": {5, true}, "sexta": {6, true},
	"um": {1, false}, "uma": {1, false}, "dois": {2, false}, "duas": {2, false}, "três": {3, false}, "quatro": {4, false}, "sete": {7, false}, "oito": {8, false}, "nove": {9, false}, "dez": {10, false}, "doze": {12, false},
	"primeira": {1, true}, "primeiro": {1, true}, "primeiras": {1, true}, "terceira": {3, true}, "terceiro": {3, true}, "quarta": {4, true}, "quarto": {4, true},
	"prima": {1, true}, "primo": {1, true}, "seconda": {2, true}, "secondo": {2, true}, "terza": {3, true}, "eerste": {1, true}, "tweede": {2, true}, "derde": {3, true},
}

type numeral struct {
	value   int
	ordinal bool
}

// ordinalEndings follow digits: "1st", "2ème", "3ª".
var ordinalEndings = set("st nd rd th er ère ere e ème eme ª º a o te ten ter")

// rangeWords stand between the two ends of a range.
var rangeWords = set("to through thru until till and bis und à a au et y e al hasta até ao tot en t/m")

// openWords follow the first number of a phase without an end.
var openWords = set("laufend onward onwards beyond plus later following ff weiter folgende suite después depois adelante diante")

// fromWords stand before the first number of such a phase.
var fromWords = set("from ab desde starting dès since partir")

// beforeWords make a heading one about the time before the phase it names.
var beforeWords = set("before prior pre until vor avant antes ahead bevor prima vorher zuvor davor 前")

// laterWords follow a length of time after which something comes.
var laterWords = set("danach nachher später later après después depois dopo 後 后")

// aboutWords, with one of towards behind them, make a heading one about what
// comes before the phase it names: "Preparation for week 2".
var aboutWords = set("preparation preparations preparing prepare prep ready vorbereitung vorbereitungen préparation préparer preparación preparar preparação preparazione")

var towards = set("for auf für zur zum à de para a per alla")

// afterWords make it one about the time after.
var afterWords = set("after post following nach après después após depois")

// fillers may stand before the name of a phase.
var fillers = set("the your our my a an by at in on of for during end beginning start within goals objectives outcomes milestone milestones tasks plan onboarding training internship program programme course curriculum schedule agenda timeline to this deine dein ihre in der die das des am zum ende bis la le les el los las au du de del do da dos das vos votre tu tus su sua seu seus al fin fim cuối")

// firstWords ask for as many units as the number after them says: "first 30 days".
var firstWords = set("first next last erste ersten nächste nächsten premiers premières primeros primeras primeiros primeiras")

// pointWords stand before a number of weeks or months that is a point in time:
// "By 3 months".
var pointWords = set("by at within bis au al at")

// lastWords name the last unit without a number.
var lastWords = set("last final letzte dernière dernier última último")

// planWords may follow a number of days that names a phase.
var planWords = set("plan plans goals goal objectives milestone milestones mark onboarding tasks checklist focus outcomes expectations targets in ziele ziel objectifs objetivos")

// checkWords say that a number of days is a point to look back at: "90-day review".
var checkWords = set("check checkin checkpoint review evaluation retrospective assessment conversation milestone gespräch bilan revisión revisão")

// breakWords name a phase in which nothing is to be done.
var breakWords = set("break holiday holidays vacation vacations recess pause off ferien urlaub vacances congé descanso vacaciones férias recesso pausa 休み 休暇")

func set(list string) map[string]bool {
	out := map[string]bool{}
	from := -1
	for i := 0; i <= len(list); i++ {
		switch {
		case i == len(list) || list[i] == ' ':
			if from >= 0 {
				out[list[from:i]] = true
			}
			from = -1
		case from < 0:
			from = i
		}
	}
	return out
}
