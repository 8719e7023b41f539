package amortize

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/internal/sorting"
	"github.com/paysplit/paysplit/money"
)

// settlement is what the splits of a plan have paid of each of its charges. It
// keeps its capacity.
type settlement struct {
	rows    []settled // by date, then in the order in which items are charged
	byID    []int32   // indexes of rows whose charge has an id, by that id
	byItem  []int32   // scratch of offset
	before  []int32   // scratch of offsetAmong
	fed     int       // rows that balancing has paid in full
	general paid      // what no named charge takes, to be poured

	// Sums of what is above zero and of what is below, so that the sum of any part
	// of them fits.
	charged, credited  money.Amount // principal and interest of the charges
	received, refunded money.Amount // splits
}

// settled is one charge with what is paid of it.
type settled struct {
	charge *PlanCharge
	row    int32 // in the caller's charges
	item   int32 // the place of its item in the order of charging

	interest, principal         money.Amount // not paid, zero or more
	paidInterest, paidPrincipal money.Amount
	surplus                     money.Amount // paid by splits that name it, above what it asks
	named                       paid
}

// settle works out what splits pay of charges, by those that name a charge:
// interest first, where a split does not say. Those that name none are left in
// general, for pour. find returns the place of a charge's item.
//
// A charge below zero takes off what the latest others ask, of its own item first.
// A refund that names none takes back what was paid by name where nothing else was
// paid.
func (s *settlement) settle(charges []PlanCharge, splits []PlanSplit, find func(*PlanCharge) int32) error {
	s.rows = slices.Grow(s.rows[:0], len(charges))
	s.charged, s.credited = 0, 0
	for i := range charges {
		c := &charges[i]
		if err := s.charge(i, c); err != nil {
			return err
		}
		row := settled{charge: c, row: int32(i), interest: c.Interest, principal: c.Principal}
		if find != nil {
			row.item = find(c)
		}
		s.rows = append(s.rows, row)
	}
	sorting.By(s.rows, compareSettled)
	if err := s.index(); err != nil {
		return err
	}
	s.offset()
	if err := s.take(splits); err != nil {
		return err
	}
	for i := range s.rows {
		s.rows[i].payNamed(&s.general)
	}
	if net := s.general.net(); net < 0 {
		s.general = paid{}
		s.giveBack(net)
	}
	s.general.takeBack()
	return nil
}

// giveBack takes a refund, which is below zero, from what was paid by name: from
// what charges have too much of, the oldest first, and then from the charges, the
// latest first, principal before interest. What was never paid cannot be given
// back.
func (s *settlement) giveBack(refund money.Amount) {
	give := func(from, to *money.Amount) {
		part := -max(refund, -*from)
		*from -= part // 0 <= part <= from
		*to += part
		refund += part
	}
	var nobody money.Amount
	for i := range s.rows {
		give(&s.rows[i].surplus, &nobody)
	}
	for i := len(s.rows) - 1; i >= 0; i-- {
		row := &s.rows[i]
		give(&row.paidPrincipal, &row.principal)
		give(&row.paidInterest, &row.interest)
	}
}

// charge adds a charge to the sums.
func (s *settlement) charge(i int, c *PlanCharge) (err error) {
	into := &s.charged
	if c.Principal < 0 {
		into = &s.credited
	}
	if *into, err = into.Add(c.Principal); err != nil {
		return chargeError(i, "Principal", c.Principal, err)
	}
	if s.charged, err = s.charged.Add(c.Interest); err != nil {
		return chargeError(i, "Interest", c.Interest, err)
	}
	return nil
}

// compareSettled is the order in which charges are paid.
func compareSettled(a, b *settled) int {
	return cmp.Or(
		cmp.Compare(a.charge.Date.DaysSinceEpoch(), b.charge.Date.DaysSinceEpoch()),
		cmp.Compare(a.item, b.item),
		cmp.Compare(a.row, b.row),
	)
}

// index sorts the rows by the ids of their charges, and reports the first charge
// whose id another one before it has.
func (s *settlement) index() error {
	s.byID = s.byID[:0]
	for i := range s.rows {
		if s.rows[i].charge.ID != 0 {
			s.byID = append(s.byID, int32(i))
		}
	}
	id := func(i int32) int64 { return s.rows[i].charge.ID }
	slices.SortFunc(s.byID, func(a, b int32) int {
		return cmp.Or(cmp.Compare(id(a), id(b)), cmp.Compare(s.rows[a].row, s.rows[b].row))
	})
	var again *settled
	for i := 1; i < len(s.byID); i++ {
		a, b := s.byID[i-1], s.byID[i]
		if row := &s.rows[b]; id(a) == id(b) && (again == nil || row.row < again.row) {
			again = row
		}
	}
	if again != nil {
		return chargeError(int(again.row), "ID", again.charge.ID, money.ErrDuplicateID)
	}
	return nil
}

// find returns the row whose charge has the id, or nil.
func (s *settlement) find(id int64) *settled {
	at, ok := slices.BinarySearchFunc(s.byID, id, func(i int32, id int64) int { return cmp.Compare(s.rows[i].charge.ID, id) })
	if !ok {
		return nil
	}
	return &s.rows[s.byID[at]]
}

// offset lets principal below zero take off that of the same item's latest
// charges, and what these do not have off the latest of all.
func (s *settlement) offset() {
	if s.credited == 0 {
		return
	}
	s.byItem = s.byItem[:0]
	for i := range s.rows {
		s.byItem = append(s.byItem, int32(i))
	}
	slices.SortFunc(s.byItem, func(a, b int32) int {
		return cmp.Or(s.rows[a].compareItem(&s.rows[b]), cmp.Compare(a, b))
	})
	var rest money.Amount
	for from := 0; from < len(s.byItem); {
		to := from + 1
		for to < len(s.byItem) && s.rows[s.byItem[from]].compareItem(&s.rows[s.byItem[to]]) == 0 {
			to++
		}
		rest += s.offsetAmong(s.byItem[from:to], 0) // parts of credited
		from = to
	}
	s.byItem = s.byItem[:0]
	for i := range s.rows {
		s.byItem = append(s.byItem, int32(i))
	}
	s.offsetAmong(s.byItem, rest)
}

// offsetAmong takes a credit, and principal below zero of some rows, off what the
// others ask, and returns what is left of it. The rows are by date. Principal below
// zero takes off the latest before it first, so that a charge which comes later
// changes nothing, and then off the latest of all.
func (s *settlement) offsetAmong(rows []int32, credit money.Amount) money.Amount {
	before := s.before[:0] // rows that ask, the latest last
	for _, i := range rows {
		row := &s.rows[i]
		if row.principal > 0 {
			before = append(before, i)
		}
		if row.principal >= 0 {
			continue
		}
		for row.principal < 0 && len(before) > 0 {
			ask := &s.rows[before[len(before)-1]]
			off := -max(row.principal, -ask.principal)
			ask.principal -= off // 0 <= off <= principal
			row.principal += off
			if ask.principal == 0 {
				before = before[:len(before)-1]
			}
		}
		credit += row.principal // a part of credited
		row.principal = 0
	}
	s.before = before
	for at := len(rows) - 1; at >= 0 && credit < 0; at-- {
		row := &s.rows[rows[at]]
		off := -max(credit, -row.principal)
		row.principal -= off // 0 <= off <= principal
		credit += off
	}
	return credit
}

// compareItem orders rows by what they charge for.
func (row *settled) compareItem(other *settled) int {
	return cmp.Or(cmp.Compare(row.charge.ItemKind, other.charge.ItemKind), cmp.Compare(row.charge.Item, other.charge.Item))
}

// take sums the splits: by the charge that they name, or in general.
func (s *settlement) take(splits []PlanSplit) error {
	s.general, s.received, s.refunded = paid{}, 0, 0
	for i := range splits {
		split := &splits[i]
		into := &s.general
		if split.Charge != 0 {
			row := s.find(split.Charge)
			if row == nil {
				return splitError(i, "Charge", split.Charge, money.ErrUnknownID)
			}
			into = &row.named
		}
		if err := into.add(i, split); err != nil {
			return err
		}
		sum := &s.received
		if split.Amount < 0 {
			sum = &s.refunded
		}
		var err error
		if *sum, err = sum.Add(split.Amount); err != nil {
			return splitError(i, "Amount", split.Amount, err)
		}
	}
	return nil
}

// payNamed pays a row from the splits that name it: surplus principal pays its
// interest too. What they take back more than they paid is taken from the plan in
// general.
func (row *settled) payNamed(general *paid) {
	if net := row.named.net(); net < 0 {
		general.unknown += net
		row.named = paid{}
		return
	}
	row.named.takeBack()
	p := &row.named
	row.payInterest(&p.interest)
	p.principal += p.interest // surplus interest pays principal
	p.interest = 0
	row.payPrincipal(&p.principal)
	row.payInterest(&p.unknown)
	row.payPrincipal(&p.unknown)
	row.payInterest(&p.principal) // a charge is overpaid once all that it asks is paid
	row.surplus = p.net()
}

// pour pays the rows, oldest first, from what names no charge: interest from
// splits on interest, principal from what they leave and from splits on
// principal, then both of each charge from the others. It returns what is left.
func (s *settlement) pour(p paid) money.Amount {
	for i := range s.rows {
		s.rows[i].payInterest(&p.interest)
	}
	p.principal += p.interest
	p.interest = 0
	for i := range s.rows {
		s.rows[i].payPrincipal(&p.principal)
	}
	for i := range s.rows {
		s.rows[i].payInterest(&p.unknown)
		s.rows[i].payPrincipal(&p.unknown)
	}
	return p.net()
}

// pourAll pays the rows from everything that is not paid on them yet, what some
// of them have too much of included, and returns what is left.
func (s *settlement) pourAll() money.Amount {
	p := s.general
	for i := range s.rows {
		p.unknown += s.rows[i].surplus // a part of received
		s.rows[i].surplus = 0
	}
	return s.pour(p)
}

// payInterest pays interest of the row, as far as the money goes.
func (row *settled) payInterest(from *money.Amount) money.Amount {
	amount := min(*from, row.interest)
	*from -= amount // 0 <= amount <= both
	row.interest -= amount
	row.paidInterest += amount
	return amount
}

// payPrincipal pays principal of the row, as far as the money goes.
func (row *settled) payPrincipal(from *money.Amount) money.Amount {
	amount := min(*from, row.principal)
	*from -= amount // 0 <= amount <= both
	row.principal -= amount
	row.paidPrincipal += amount
	return amount
}

// net returns what was paid less what was taken back.
func (s *settlement) net() money.Amount { return s.received + s.refunded } // of opposite sign

// paidOff returns what is paid of all rows.
func (s *settlement) paidOff() (principal, interest money.Amount) {
	for i := range s.rows {
		principal += s.rows[i].paidPrincipal // at most what was charged, which fits
		interest += s.rows[i].paidInterest
	}
	return principal, interest
}

// asked returns what the charges come to, principal and interest.
func (s *settlement) asked() money.Amount { return s.charged + s.credited } // of opposite sign

// unpaid returns what is not paid of all rows.
func (s *settlement) unpaid() (total money.Amount, err error) {
	for i := range s.rows {
		for _, part := range [...]money.Amount{s.rows[i].principal, s.rows[i].interest} {
			if total, err = total.Add(part); err != nil {
				return 0, err
			}
		}
	}
	return total, nil
}
