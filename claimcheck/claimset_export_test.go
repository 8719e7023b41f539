package claimcheck

// TableOf returns how many places the table of some claims has beside so many rows.
func TableOf(claims []int64, rows int) int {
	var s claimSet
	s.fill(claims, rows, nil)
	return len(s.table)
}
