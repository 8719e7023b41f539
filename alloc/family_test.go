package alloc_test

import (
	"math/rand/v2"
	"slices"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// account is a family's ledger, a payment and the settings.
type account struct {
	ledger  alloc.Ledger
	payment alloc.Payment
	options alloc.Options
	random  *rand.Rand // for what a law does with it
}

// familyTape is the tape of an account.
var familyTape = tapeOf{head: 14, row: 12, rows: 120}

// readAccount reads an account from a tape. Ids, dates and amounts are in order.
func readAccount(data []byte) account {
	t := tape(data)
	a := account{options: alloc.Options{Today: day("2024-06-15")}}
	members := 1 + t.pick(6)
	outsiders := t.byte() // a bit each
	for i := range members {
		m := alloc.Member{ID: int64(i + 1), Guarantor: 1}
		switch {
		case outsiders>>i&1 == 1 && i%2 == 0:
			m.Guarantor = 0 // nobody says: whoever pays, they are family
		case outsiders>>i&1 == 1:
			m.Guarantor = 900
		}
		a.ledger.Family = append(a.ledger.Family, m)
	}
	a.ledger.Unearned.Prepayment = int64(t.pick(2) * 501)
	a.options.Preferences = readPreferences(t.byte())
	a.payment = alloc.Payment{Patient: int64(1 + t.pick(members)), Clinic: int64(t.pick(3)), Date: day("2024-06-10")}
	shape := familyShape{members: members, owners: t.pick(4), insured: t.pick(3), credits: t.pick(4), ids: t.byte(), days: 1 + t.pick(90)}
	a.payment.Amount = readPayment(t.byte(), t.word())
	for i := range len(t) / familyTape.row {
		row := tape(t[i*familyTape.row:][:familyTape.row])
		if row.pick(3) < 2 {
			a.ledger.Procedures = append(a.ledger.Procedures, shape.procedure(i, &row))
		} else {
			a.ledger.Adjustments = append(a.ledger.Adjustments, shape.adjustment(i, &row, &a.ledger))
		}
	}
	a.random = rand.New(rand.NewPCG(uint64(len(data)), uint64(shape.ids)))
	if shape.credits%2 == 1 {
		a.addCredits(shape)
	}
	return a
}

// addCredits adds earlier splits and insurance by claim, most of them of the
// family's, and some that name a charge.
func (a *account) addCredits(shape familyShape) {
	r := a.random
	a.ledger.Unearned.Hidden = []int64{503}
	who := func() (patient, provider, clinic int64) {
		if r.IntN(16) == 0 {
			return 77, 0, 0
		}
		return int64(1 + r.IntN(shape.members)), int64(r.IntN(2)), int64(r.IntN(2))
	}
	for i := range r.IntN(7) {
		s := alloc.EarlierSplit{ID: int64(i*5%7) + 1, Date: day("2024-03-01").Add(date.PeriodOfDays(r.IntN(4))), Amount: money.Amount(r.IntN(40_000) - 10_000)}
		s.Patient, s.Provider, s.Clinic = who()
		s.Unearned = []int64{0, 0, 501, 503}[r.IntN(4)]
		switch procedures, adjustments := len(a.ledger.Procedures), len(a.ledger.Adjustments); {
		case r.IntN(2) == 0 && procedures > 0:
			p := a.ledger.Procedures[r.IntN(procedures)]
			if s.Procedure = p.ID; r.IntN(3) > 0 {
				s.Patient, s.Provider, s.Clinic = p.Patient, p.Provider, p.Clinic
			}
		case r.IntN(3) == 0 && adjustments > 0:
			adj := a.ledger.Adjustments[r.IntN(adjustments)]
			s.Adjustment, s.Patient, s.Provider, s.Clinic = adj.ID, adj.Patient, adj.Provider, adj.Clinic
		case r.IntN(5) == 0:
			s.Procedure = 70_000 // of no charge
		}
		a.ledger.Splits = append(a.ledger.Splits, s)
	}
	for range r.IntN(4) {
		t := alloc.InsuranceTotal{Claim: int64(r.IntN(3)), Amount: money.Amount(r.IntN(30_000) - 5_000)}
		t.Patient, t.Provider, t.Clinic = who()
		a.ledger.Totals = append(a.ledger.Totals, t)
	}
}

func readPreferences(bits int) alloc.Preferences {
	on := func(bit int) bool { return bits>>bit&1 == 1 }
	return alloc.Preferences{
		BalancesDontSubtractIns: on(0), KeepAdjustmentsApart: on(1), NoClinics: on(2), FutureTransDatesAllowed: on(3),
	}
}

// readPayment makes a payment other than zero.
func readPayment(shape, n int) money.Amount {
	switch shape % 6 {
	case 0:
		return money.Amount(-1 - n)
	case 1:
		return money.Amount(1 + n%100)
	case 2:
		return money.MaxAmount
	}
	return money.Amount(1 + n*(shape%6))
}

// familyShape is what the rows of one account have in common.
type familyShape struct {
	members, owners, insured, credits, ids, days int
}

// id makes ids that are unique and, on most tapes, not in order.
func (shape familyShape) id(i int) int64 { return int64(i*(2*shape.ids+1)%65536) + 1 }

// who returns one of few patients, providers and clinics, so that rows agree
// often; one patient is not on the list at all.
func (shape familyShape) who(row *tape) (patient, provider, clinic int64) {
	patient = int64(1 + row.pick(shape.members))
	if row.pick(16) == 15 {
		patient = 77
	}
	bits := row.byte() & shape.owners
	return patient, int64(bits & 1), int64(bits >> 1 & 1)
}

func (shape familyShape) procedure(i int, row *tape) alloc.Procedure {
	p := alloc.Procedure{ID: shape.id(i), Date: shape.date(row), Fee: money.Amount(row.word() * 2)}
	p.Patient, p.Provider, p.Clinic = shape.who(row)
	bits := row.byte()
	p.Units, p.BaseUnits = int64(bits%4)-1, int64(bits>>2%3)
	if bits>>4 == 15 {
		p.Status = alloc.TreatmentPlanned
	}
	for j := range row.pick(4) * shape.insured / 2 {
		n := row.byte() + 37*j
		p.Claims = append(p.Claims, alloc.ClaimRow{
			Status:    alloc.ClaimStatus(n % 10),
			InsPayAmt: p.Fee / 5 * money.Amount(n%5), InsPayEst: p.Fee / 7 * money.Amount(n%4),
			WriteOff: p.Fee / 16 * money.Amount(n%3), WriteOffEst: p.Fee / 15,
			WriteOffEstOverride: alloc.Override{Amount: p.Fee / 20, Set: n%7 == 0},
			NoBillIns:           n%5 == 0,
		})
	}
	return p
}

// adjustment makes a fee or a discount.
func (shape familyShape) adjustment(i int, row *tape, l *alloc.Ledger) alloc.Adjustment {
	adj := alloc.Adjustment{ID: shape.id(i), Date: shape.date(row), Amount: money.Amount(row.word())}
	adj.Patient, adj.Provider, adj.Clinic = shape.who(row)
	bits := row.byte()
	if n := len(l.Adjustments); shape.credits == 3 && n%2 == 1 { // in pairs, so that some cancel
		last := l.Adjustments[n-1]
		adj.Patient, adj.Provider, adj.Clinic, adj.Procedure = last.Patient, last.Provider, last.Clinic, last.Procedure
	} else if bits%2 == 1 && len(l.Procedures) > 0 {
		p := l.Procedures[bits>>1%len(l.Procedures)]
		adj.Procedure = p.ID
		if bits>>6 > 0 { // the rest is attached to somebody else's procedure
			adj.Patient, adj.Provider, adj.Clinic = p.Patient, p.Provider, p.Clinic
		}
		if shape.credits > 0 && bits>>5 > 2 {
			adj.Amount = -min(adj.Amount, p.Fee/32)
		}
	}
	if adj.Amount > 0 && shape.credits > 1 && bits>>2%4 == 0 {
		adj.Amount = -adj.Amount / 16
	}
	return adj
}

func (shape familyShape) date(row *tape) date.Date {
	return day("2024-04-01").Add(date.PeriodOfDays(row.byte() * shape.days / 256))
}

// clone returns a copy that shares nothing.
func (a account) clone() account {
	l := &a.ledger
	l.Family, l.Adjustments = slices.Clone(l.Family), slices.Clone(l.Adjustments)
	l.Procedures = slices.Clone(l.Procedures)
	l.Splits, l.Totals = slices.Clone(l.Splits), slices.Clone(l.Totals)
	for i := range l.Procedures {
		l.Procedures[i].Claims = slices.Clone(l.Procedures[i].Claims)
	}
	return a
}

// shuffled returns the same account with its rows in another order.
func (a account) shuffled() account {
	b := a.clone()
	l := &b.ledger
	shuffle(a.random, l.Family)
	shuffle(a.random, l.Adjustments)
	shuffle(a.random, l.Procedures)
	shuffle(a.random, l.Splits)
	shuffle(a.random, l.Totals)
	for i := range l.Procedures {
		shuffle(a.random, l.Procedures[i].Claims)
	}
	return b
}

func shuffle[T any](random *rand.Rand, rows []T) {
	random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
}
