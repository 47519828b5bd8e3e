package wording

import (
	"fmt"
	"strings"
	"testing"

	"stint/internal/program/reader/wording/kind"
	"stint/internal/program/reader/wording/owner"
)

func TestKind(t *testing.T) {
	tests := map[string]string{
		kind.Read: `Read the onboarding guide|Watch the recording of the last all-hands|Learn about our products|Get familiar with the style guide|Look through open tickets
			Browse the wiki|Please read the values page|You should read our security policy|Take some time to explore the dashboard|Review the architecture documents
			Understand how billing works|As you settle in, skim the archive|Before the call, read the customer's history|Start reading the handbook|Lies das Handbuch
			Lisez la documentation|Lee la guía de estilo|Leia o guia|ハンドブックを読む|The participant should read chapter 2|Optional: read the blog|Study the API reference`,
		kind.Course: `Complete the security training|Take the Git course|Begin the learning path for administrators|Finish module 3|Enroll in the leadership workshop
			Continue working on the certification|Successfully complete the onboarding course|Earn the associate certificate|Absolviere den Kurs|Suivez la formation|Haz el curso de seguridad`,
		kind.Exam:     `Take the final exam|Pass the certification exam|Complete the quiz at the end|Sit the knowledge test|Schließe die Prüfung ab|Passez l'examen final`,
		kind.Shadow:   `Shadow a support engineer for a day|Sit in on two sales calls|Observe a code review|If possible, shadow your mentor|Listen in on a customer call|Begleite eine Kollegin|Observez un appel|同席する`,
		kind.Discuss:  `Discuss your goals with your manager|Talk through the plan with your mentor|Go over the results together|Debrief after the call|Agree on next steps|Review the plan and discuss it with your mentor|Besprich deine Ziele|Discutez de vos objectifs`,
		kind.Present:  `Present your findings to the team|Give a short demo of the product|Demo your feature|Read the release notes and give a presentation on them|Showcase your work|Hold a lightning talk|Präsentiere deine Ergebnisse|Présentez votre travail|Presenta tu proyecto|発表する`,
		kind.Roleplay: `Roleplay a difficult call with your mentor|Role-play the kick-off|Conduct a mock interview|Hold a mock call`,
		kind.Deliver: `Write a one-page summary|Draft a follow-up email|Create a success plan for a customer|Prepare an agenda for the next meeting|Build a small tool|Choose a customer and build a plan for them
			Based on what you saw, write a report|Design a test plan|Schreibe eine Zusammenfassung|Rédigez un compte rendu|Escribe un resumen|Escreva um relatório|提案書を作成する`,
		kind.Practice: `Practice finding answers in the docs|Try out the sandbox|Solve three exercises|Take ownership of a queue|Reflect on your week|Experiment with the API|Übe das Gespräch|Pratiquez avec un collègue`,
		kind.Meet: `Meet your mentor|Schedule a coffee chat with a colleague|Attend the weekly team meeting|Ask your buddy for a tour|Introduce yourself in the chat|Book a 1:1 with your manager|Get to know your team
			Have a call with the designer|Interview a customer|Get feedback from your mentor|Reach out to two colleagues|Triff deine Mentorin|Rencontrez votre équipe|Reúnete con tu mentor`,
		kind.Do: `Set up your laptop|Install the VPN|Request access to the CRM|Join the chat channel|Configure two-factor authentication|Open an account|Clone the repository|Choose a project|Richte deinen Rechner ein|Installez les outils|Instala las herramientas`,
	}
	for want, list := range tests {
		for _, text := range strings.FieldsFunc(list, func(r rune) bool { return r == '|' || r == '\n' }) {
			text = strings.TrimSpace(text)
			if got, sure := Read(text).Kind(Around{}); got != want || sure <= 0 || sure > 1 {
				t.Errorf("%q: %s (%g), want %s", text, got, sure, want)
			}
		}
	}
}

func TestKindByLinks(t *testing.T) {
	tests := []struct {
		text   string
		around Around
		want   string
	}{
		{"Account teams", Around{Linked: true, LinkOnly: true}, kind.Read},
		{"Asking good questions", Around{Linked: true, LinkOnly: true}, kind.Read},
		{"Git basics course", Around{Linked: true, LinkOnly: true}, kind.Course},
		{"Start with the tools", Around{Linked: true, LinkOnly: true, Parent: kind.Read}, kind.Read},
		{"Git basics", Around{Linked: true, LinkOnly: true, CourseSite: true}, kind.Course},
		{"Complete Git basics", Around{Linked: true, CourseSite: true}, kind.Course},
		{"Announcements", Around{Linked: true, LinkOnly: true, Parent: kind.Do}, kind.Do},
		{"Slides", Around{Linked: true, LinkOnly: true, Parent: kind.Present}, kind.Read},
		{"Portfolio project", Around{Linked: true, LinkOnly: true}, kind.Practice},
		{"Set up the repository", Around{Linked: true, LinkOnly: true}, kind.Do},
	}
	for _, tt := range tests {
		if got, _ := Read(tt.text).Kind(tt.around); got != tt.want {
			t.Errorf("%q %+v: %s, want %s", tt.text, tt.around, got, tt.want)
		}
	}
}

func TestOwner(t *testing.T) {
	for text, want := range map[string]string{
		"Manager: order a laptop":                             owner.ByManager,
		"[Mentor] Say hello":                                  owner.ByMentor,
		"(Buddy) Show them around":                            owner.ByMentor,
		"@manager approve this":                               owner.ByManager,
		"The mentor will invite the intern to calls":          owner.ByMentor,
		"The intern must get approval from their manager":     owner.ByIntern,
		"Your manager will set goals with you":                owner.ByManager,
		"The mentor's manager should approve the time":        owner.ByMentorManager,
		"Mentor's manager: approve the time":                  owner.ByMentorManager,
		"All parties (intern and mentor) must agree on a day": owner.ByAll,
		"Everyone: sign the plan":                             owner.ByAll,
		"The intern and mentor will have their first call":    owner.ByIntern,
		"You will write a plan":                               "",
		"Set up the account (mentor)":                         owner.ByMentor,
		"Order the badge — Manager":                           owner.ByManager,
		"HR: send the contract":                               owner.ByManager,
		"Die Mentorin soll dich einladen":                     owner.ByMentor,
		"Le mentor doit inviter le stagiaire":                 owner.ByMentor,
		"El gerente debe aprobar":                             owner.ByManager,
		"Meet with your manager":                              "",
		"Ask your mentor for a recommendation":                "",
		"Mentor for the week is a senior teammate":            "",
		"Manager onboarding: how it works":                    "",
		"Lead a customer demo":                                "",
		"All stages in one page":                              "",
		"Read: the mentor handbook":                           "",
	} {
		if got, _ := Read(text).Owner(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"Manager tasks": owner.ByManager, "For your mentor": owner.ByMentor, "New team member": owner.ByIntern, "Before Day 1 (Manager)": owner.ByManager, "Buddy": owner.ByMentor,
		"Tasks for the mentor's manager": owner.ByMentorManager, "Learning to manage": "", "How to find a mentor": "", "Aufgaben der Mentorin": owner.ByMentor,
	} {
		if got := Read(text).OwnerOf(); got != want {
			t.Errorf("heading %q: %q, want %q", text, got, want)
		}
	}
}

func TestBinding(t *testing.T) {
	for text, want := range map[string]string{
		"If you have access to Salesforce, choose a customer": "access:salesforce",
		"If you do not have access to the CRM, ask":           "not access:crm",
		"If you don't have a GitHub account, create one":      "not access:github",
		"Without access to Gainsight, ask for a screenshot":   "not access:gainsight",
		"Look through Chorus if you have access or ask":       "access:chorus",
		"Wenn du Zugang zu Jira hast, lege ein Ticket an":     "access:jira",
		"Si vous n'avez pas accès à Jira, demandez":           "not access:jira",
		"Se você não tem acesso ao CRM, peça ajuda":           "not access:crm",
		"If available, shadow a kick-off":                     "availability optional",
		"Help with a review if one is coming up":              "availability optional",
		"(Optional) Read the blog":                            "optional",
		"Read the blog (optional)":                            "optional",
		"You can optionally open an issue":                    "optional",
		"Bonus: solve the puzzle":                             "optional",
		"If you want, write a post":                           "optional",
		"Freiwillig: lies das Buch":                           "optional",
		"Discuss which parts are optional":                    "",
		"Get experience, for example in chat":                 "",
		"Help with questions as needed":                       "",
		"Read the page about access":                          "",
	} {
		b := Read(text).Binding()
		got := b.Condition
		if b.Optional {
			got = strings.TrimSpace(got + " optional")
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEstimate(t *testing.T) {
	for text, want := range map[string]int{
		"Read (30 minutes)": 30, "Watch it (1 hr 20 minutes)": 80, "Lab, 2-3 hours": 150, "Half a day": 240, "Spend half an hour on it": 30, "~1h": 60, "(1.5 hours)": 90,
		"(1h30)": 90, "(45m)": 45, "Meet for 15 minutes": 15, "Takes about two hours": 120, "1 hr 20 minutes": 80, "(2 days)": 960, "Meet every 30 minutes": 0, "Read 30 pages": 0,
		"Lies das (30 Minuten)": 30, "(2 Std)": 120, "（30分）": 30, "Have a 30-minute call with them": 30, "Three stages": 0,
	} {
		if got, _ := Read(text).Estimate(); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestPartEveryChoose(t *testing.T) {
	for text, want := range map[string]string{
		"Begin the path (modules 1-3)": "modules 1-3", "Continue (lessons 6-10 in Essentials)": "lessons 6-10", "Read chapters 1 to 4": "chapters 1 to 4", "Finish part 2 of the course": "part 2",
		"Work on units 3 & 4": "units 3 & 4", "Read the module overview": "", "Complete 3 modules": "", "Kapitel 2 bis 3 lesen": "Kapitel 2 bis 3",
	} {
		if got := Read(text).Part(); got != want {
			t.Errorf("part of %q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"Meet daily with your mentor": "day", "Review one every week": "week", "Meet each day": "day", "Help as needed": "as-needed", "Attend weekly meetings": "", "Biweekly": "two-weeks", "Practice weekly": "week",
	} {
		if got := Read(text).Every(); got != want {
			t.Errorf("rhythm of %q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"One or more of:": "1 false", "Do one of the following:": "1 true", "Choose one:": "1 true", "At least two of these": "2 false", "Review one category in depth": "0 false", "Read the page": "0 false",
	} {
		least, exact := Read(text).Choose()
		if got := fmt.Sprint(least, exact); got != want {
			t.Errorf("choice of %q: %s, want %s", text, got, want)
		}
	}
}

func TestSection(t *testing.T) {
	for text, want := range map[string]Section{
		"Goals": SectionGoals, "Learning objectives": SectionGoals, "Week 1 Goals": SectionGoals, "Outcomes": SectionGoals, "By the end of this week you will be able to": SectionGoals, "Lernziele": SectionGoals, "Objectifs": SectionGoals,
		"Table of Contents": SectionText, "FAQ": SectionText, "Frequently asked questions": SectionText, "Testimonials": SectionText, "Alumni": SectionText, "Example": SectionText, "Measuring success": SectionText,
		"Important points to remember": SectionText, "License": SectionText, "Previous cohorts": SectionText,
		"Discussion questions": SectionPrompts, "Reflection": SectionPrompts, "Tasks": SectionTasks, "Homework": SectionTasks, "Checklist": SectionTasks,
		"Before you start": SectionSetup, "Prerequisites": SectionSetup, "Pre-work": SectionSetup, "Resources": SectionResources, "Further reading": SectionResources,
		"Who can apply": SectionEligibility, "Kick-off call": Unknown, "Product": Unknown, "Morning": Unknown,
	} {
		if got, _ := Read(text).Section(); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestHeadsNotesMilestones(t *testing.T) {
	for text, want := range map[string]bool{
		"Be prepared to discuss with your mentor:": true, "Based on what you read, be prepared to discuss with your mentor:": true, "Answer the following questions:": true, "Questions to consider:": true,
		"Prepárate para discutir:": true, "Soyez prêt à discuter :": true, "Discuss with your mentor what work is involved": false, "Read the questions page": false, "Think about your week": false,
	} {
		if got := Read(text).IsPromptHead(); got != want {
			t.Errorf("head %q: %v", text, got)
		}
	}
	for text, want := range map[string]bool{
		"Note: this is short": true, "The demo should be focused on value": true, "(This list grows)": true, "Read the note": false, "The intern should read": false, "Your mentor will help": false,
	} {
		if got := Read(text).IsNote(true); got != want {
			t.Errorf("note %q: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"Celebrate!": true, "Congratulations, you are done": true, "Celebrate with your team that you finished": true, "Plan how to celebrate the release with the customer": false} {
		if got := Read(text).IsMilestone(); got != want {
			t.Errorf("milestone %q: %v", text, got)
		}
	}
}

func TestFacts(t *testing.T) {
	for text, want := range map[string]string{
		"An internship typically lasts 3 months.":                              "0 3",
		"It is a 12-week program.":                                             "12 0",
		"The program runs over 6 weeks.":                                       "6 0",
		"Die Hospitation dauert 8 Wochen.":                                     "8 0",
		"Three month program for gardeners":                                    "0 3",
		"You are in an apprentice position for three months, then a gardener.": "0 3",
		"Interns have access to the greenhouse for 3 months.":                  "0 0",
		"Die Einarbeitungszeit beträgt in der Regel vier Wochen.":              "4 0",
		"Die Probezeit beträgt sechs Monate.":                                  "0 0",
		"Un curso intensivo de jardinería de 2 semanas.":                       "2 0",
		"Tienes un plazo de 2 semanas para entregar.":                          "0 0",
		"プログラムは12週間です。":                                                        "12 0",
		"培训周期为4周。":                                                             "4 0",
		"They need a break after 6 weeks.":                                     "0 0",
		"Meet weekly for 4 weeks before it begins.":                            "0 0",
	} {
		weeks, months := Read(text).Length()
		if got := fmt.Sprintf("%g %g", weeks.Value, months.Value); got != want {
			t.Errorf("length of %q: %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"Commit at least 8 hours per week (20% time).": `8 true "at least 8 hours per week" 20`,
		"Dedicate at least five to seven hours a week": `5 true "at least five to seven hours a week" 0`,
		"Plan 4 hours each week for it":                `4 false "4 hours each week" 0`,
		"Mindestens 5 Stunden pro Woche":               `5 true "Mindestens 5 Stunden pro Woche" 0`,
		"A call of 2 hours":                            `0 false "" 0`,
	} {
		r := Read(text)
		hours, least, _ := r.Hours()
		if got := fmt.Sprintf("%g %v %q %d", hours.Value, least, text[hours.From:hours.To], r.Percent()); got != want {
			t.Errorf("hours of %q: %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"A weekly 30-minute call, perhaps extending to 1-hour.": "week 30 60",
		"Meet your mentor for 45 minutes every two weeks.":      "two-weeks 45 0",
		"Ein wöchentliches Gespräch von 30 Minuten":             "week 30 0",
		"Spend 8 hours per week on it.":                         " 0 0",
		"From a monthly checklist, August, for those who start: find the way to your room and to all others you need, and meet the mentor": " 0 0",
		"You meet your mentor for 30 minutes every week, and up to 1 hour":                                                                 "week 30 60",
	} {
		every, minutes, more := Read(text).Meeting()
		if got := fmt.Sprintf("%s %g %g", every, minutes.Value, more.Value); got != want {
			t.Errorf("meeting of %q: %s, want %s", text, got, want)
		}
	}
	if !Read("This is no guarantee of a job").PromisesNothing() || Read("We guarantee fun").PromisesNothing() {
		t.Error("guarantee")
	}
	if !Read("Your mentor is an individual contributor").MentorPractices() || Read("Your mentor is a manager").MentorPractices() {
		t.Error("mentor")
	}
}

// TestKindOfChecklists reads lines in the manner of onboarding checklists.
func TestKindOfChecklists(t *testing.T) {
	for _, tt := range []struct{ want, text string }{
		{"course", "Complete Module 1: Foundations"},
		{"course", "Finish the security awareness training"},
		{"course", "LinkedIn Learning: Effective Communication"},
		{"course", "Take \"Intro to SQL\" on Udemy"},
		{"course", "Watch and complete the compliance modules"},
		{"deliver", "Create a 90-day plan"},
		{"deliver", "Document what you learned"},
		{"deliver", "Draft release notes"},
		{"deliver", "Prepare a presentation about your project"},
		{"deliver", "Produce a short video"},
		{"deliver", "Put together a one-pager on a competitor"},
		{"deliver", "Reflect on your first week and write a short journal entry"},
		{"deliver", "Submit your first pull request"},
		{"deliver", "Write your first RFC"},
		{"discuss", "Debrief with your mentor"},
		{"discuss", "Review your goals with your manager"},
		{"discuss", "Share your impressions with your mentor"},
		{"discuss", "Talk to your manager about your 30-day goals"},
		{"discuss", "Walk through the results with your mentor"},
		{"do", "Add a photo to your profile"},
		{"do", "Answer your first customer ticket"},
		{"do", "Close five tickets"},
		{"do", "Configure your IDE"},
		{"do", "Deploy to production"},
		{"do", "Enable 2FA"},
		{"do", "Fix a bug tagged good first issue"},
		{"do", "Get added to the on-call rotation"},
		{"do", "Make your first commit"},
		{"do", "Order business cards"},
		{"do", "Push your first change"},
		{"do", "Request a badge"},
		{"do", "Resolve ten support tickets"},
		{"do", "Sign the NDA"},
		{"do", "Subscribe to the newsletter"},
		{"do", "Update the onboarding docs with what was missing"},
		{"do", "Update your Slack profile"},
		{"exam", "Final assessment"},
		{"exam", "Pass the AWS Cloud Practitioner exam"},
		{"exam", "Score at least 80% on the product knowledge test"},
		{"exam", "Take the onboarding quiz"},
		{"meet", "Attend the all-hands"},
		{"meet", "Grab a virtual coffee with three teammates"},
		{"meet", "Intro call with the founder"},
		{"meet", "Introduce yourself in #intros"},
		{"meet", "Join the weekly standup"},
		{"meet", "Meet-and-greet with the design team"},
		{"meet", "Monthly check-in with HR"},
		{"meet", "Participate in sprint planning"},
		{"meet", "Retrospective with your mentor on the first month"},
		{"meet", "Set up a recurring 1:1 with your manager"},
		{"meet", "Take part in code reviews"},
		{"meet", "Team lunch"},
		{"meet", "Welcome session with HR"},
		{"practice", "Complete the hands-on lab"},
		{"practice", "Experiment with the API"},
		{"practice", "Pair program on a bug"},
		{"practice", "Practice your pitch in front of a mirror"},
		{"practice", "Reflect on what went well"},
		{"practice", "Reproduce a bug locally"},
		{"practice", "Try the product yourself"},
		{"practice", "Work through the SQL exercises"},
		{"present", "Demo your project at the Friday show and tell"},
		{"present", "Give a 10-minute lightning talk"},
		{"present", "Lead the team meeting presentation"},
		{"present", "Present your learnings to the team"},
		{"read", "Catch up on the last three sprint reviews"},
		{"read", "Check out the engineering blog"},
		{"read", "Employee handbook"},
		{"read", "Explore the analytics dashboard"},
		{"read", "Familiarize yourself with the codebase"},
		{"read", "Get an overview of our product portfolio"},
		{"read", "Go over the brand guidelines"},
		{"read", "Learn how we do code review"},
		{"read", "Learn to deploy by doing one"},
		{"read", "Review our OKRs"},
		{"read", "Skim the last quarter's roadmap"},
		{"read", "Study competitors' pricing pages"},
		{"read", "Understand the deployment pipeline"},
		{"roleplay", "Do a mock discovery call with your manager"},
		{"roleplay", "Role play objection handling"},
		{"shadow", "Join two sales calls as a silent observer"},
		{"shadow", "Observe a sprint retrospective"},
		{"shadow", "Reverse-shadow your buddy on a support shift"},
		{"shadow", "Shadow a senior engineer during an incident"},
	} {
		if got, sure := Read(tt.text).Kind(Around{}); got != tt.want || sure <= 0 {
			t.Errorf("%q: %s (%g), want %s", tt.text, got, sure, tt.want)
		}
	}
}

// TestNoEstimate reads lengths of time that say when rather than how long.
func TestNoEstimate(t *testing.T) {
	for _, text := range []string{"Review benefits enrollment (due within 30 days)", "Have a 30-day check-in", "Schedule the 90-day review", "Meet after 2 hours of reading"} {
		if minutes, _ := Read(text).Estimate(); minutes != 0 {
			t.Errorf("%q: %d minutes", text, minutes)
		}
	}
}
