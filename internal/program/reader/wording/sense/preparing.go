package sense

// The words below tell what is prepared for a newcomer from what they do.

// Newcomers are the interns of a page by names that say that they are new or
// looked after; a "student" or "team member" may be anybody.
var Newcomers = map[string]bool{
	"new hire": true, "new hires": true, "new employee": true, "new employees": true, "new starter": true, "new joiner": true, "new joiners": true, "newcomer": true, "new team member": true, "new teammate": true, "new colleague": true, "new engineer": true, "new developer": true, "onboardee": true,
	"intern": true, "trainee": true, "apprentice": true, "mentee": true, "preceptee": true, "praktikanten": true, "praktikantin": true, "stagiaire": true, "nouvel arrivant": true, "nouvelle recrue": true, "nuevo empleado": true, "novo colaborador": true,
}

// Mentees are those of them whom a mentor looks after.
var Mentees = map[string]bool{"intern": true, "trainee": true, "apprentice": true, "mentee": true, "preceptee": true, "praktikanten": true, "praktikantin": true, "stagiaire": true}

// OtherPeople stand before somebody who is not the one that the page is for.
var OtherPeople = map[string]bool{"other": true, "fellow": true, "another": true, "next": true, "former": true, "previous": true, "past": true, "current": true, "as": true, "being": true, "every": true, "some": true, "two": true, "more": true}

// Mentoring are verbs of what a newcomer may later do for others.
var Mentoring = map[string]bool{"mentor": true, "help": true, "coach": true, "onboard": true, "train": true, "teach": true, "support": true, "guide": true, "become": true, "be": true, "interview": true, "meet": true, "buddy": true, "assist": true, "pair": true}

// Clauses begin what is said of somebody who has just been named.
var Clauses = map[string]bool{"and": true, "or": true, "who": true, "that": true, "if": true, "before": true, "after": true, "via": true, "using": true, "during": true, "know": true, "knows": true, "understands": true, "how": true, "what": true, "when": true, "where": true, "through": true, "as": true, "into": true, "und": true, "et": true, "y": true, "e": true}

// Appointing are verbs of choosing who looks after somebody.
var Appointing = map[string]bool{"assign": true, "assigned": true, "appoint": true, "appointed": true, "designate": true, "designated": true, "nominate": true, "nominated": true, "benennen": true, "benannt": true, "bestimmen": true, "zuweisen": true, "zugewiesen": true, "désigner": true, "désigné": true, "asignar": true, "asignado": true, "designar": true, "designado": true}

// Messages are what one is welcomed with.
var Messages = map[string]bool{"email": true, "emails": true, "e": true, "mail": true, "letter": true, "message": true, "note": true, "package": true, "packet": true, "pack": true, "kit": true, "gift": true, "basket": true, "box": true}

// Sending are verbs, and their participles, of what is sent.
var Sending = map[string]bool{"send": true, "sent": true, "write": true, "draft": true, "prepare": true, "prepared": true, "mail": true, "mailed": true, "order": true, "ordered": true, "ship": true, "shipped": true, "automate": true, "auto": true}

// Handing are verbs of giving somebody what belongs to the house.
var Handing = map[string]bool{"issue": true, "provision": true, "ship": true}

// Preparing are verbs, and their participles, of making a place ready.
var Preparing = map[string]bool{
	"prepare": true, "prepared": true, "order": true, "ordered": true, "provision": true, "provisioned": true, "issue": true, "issued": true, "purchase": true, "purchased": true, "buy": true, "ship": true, "shipped": true, "arrange": true, "arranged": true, "reserve": true, "reserved": true, "assign": true, "assigned": true, "set": true,
	"vorbereiten": true, "vorbereitet": true, "bereitstellen": true, "bereitgestellt": true, "bestellen": true, "bestellt": true, "einrichten": true, "eingerichtet": true, "organisieren": true, "organisiert": true, "beschaffen": true, "beschafft": true,
	"préparer": true, "préparé": true, "commander": true, "commandé": true, "réserver": true, "preparar": true, "preparado": true, "pedir": true, "encargar": true, "reservar": true, "comprar": true,
}

// Equipment is what a newcomer finds at their place.
var Equipment = map[string]bool{
	"workstation": true, "workspace": true, "workplace": true, "equipment": true, "hardware": true, "laptop": true, "computer": true, "monitor": true, "desk": true, "badge": true, "keycard": true, "keys": true, "phone": true, "headset": true, "uniform": true,
	"equipments": true, "schlüssel": true, "telefon": true, "rechner": true, "ausweis": true, "schreibtisch": true, "ausstattung": true, "poste": true, "bureau": true, "matériel": true, "ordinateur": true, "escritorio": true, "equipo": true, "ordenador": true, "computadora": true, "crachá": true, "equipamento": true, "computador": true, "mesa": true,
}
