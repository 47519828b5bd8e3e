package sense

// names are fixed expressions of every language whose words say nothing by
// themselves: a community of practice is no exercise, and to be on call no meeting.
var names = []Entry{
	{Name, "community of practice|communities of practice|best practice|best practices|on call|on-call|call center|call centre|lab coat|open source|press release|read only|read-only|do not disturb|meeting room|meeting rooms|conference call bridge"},
}
