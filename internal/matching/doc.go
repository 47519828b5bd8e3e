// Package matching brings an intern who explores a program together with
// a mentor: requests, open calls, and guidance.
//
// # Requests
//
// An intern asks one or several mentors with one message; each is a Request of
// its own. A mentor accepts, or declines with a reason, or lets it pass: after
// NudgeAfter working days of the mentor's own calendar they are reminded, once,
// and when ReleaseAfter have passed the request goes back to the intern. Several
// mentors may accept, at the same instant too; the intern confirms one, and the
// others are let go with thanks. Accepting holds a place of the mentor, so that
// confirming never fails for want of one. docs/states/request.md draws it all.
//
// Confirming proposes nothing: the internship stays exploring until terms are
// proposed. Terms with somebody else, or the end of the exploration, close what
// is open.
//
// # Open calls and guidance
//
// An open call is one message that every mentor who could be asked finds. An
// answer to it is a request that the mentor has accepted already, with their
// offer. Guidance is a question to somebody who leads those mentors; their
// answer may name whom to ask.
//
// # Who sees what
//
// An intern sees their own, a mentor what was sent to them and no other's
// answer, a coordinator of the program who was asked when and how it stands, but
// none of the words. The reason of a decline is the intern's and the
// decliner's. Managers see nothing before terms are proposed, but for the
// question that an intern sends to one of them, who is never the intern's own.
//
// # Order
//
// Every change locks the internship's row first, as every change of an
// internship does, then the mentors' places in order of their ids, so that two
// changes never wait for each other, and every change of state is a guarded
// write all the same.
package matching
