package amortize

import "github.com/paysplit/paysplit/money"

// Surplus says what becomes of money that no charge of a plan needs.
type Surplus uint8

// The choices. The zero value holds it.
const (
	HoldSurplus    Surplus = iota // it is kept for charges to come
	PayOnPrincipal                // it pays principal now, by new charges
	surplusChoices
)

var surplusNames = [...]string{HoldSurplus: "hold", PayOnPrincipal: "payOnPrincipal"}

// String returns "hold" or "payOnPrincipal".
func (s Surplus) String() string {
	if s < surplusChoices {
		return surplusNames[s]
	}
	return "Surplus(?)"
}

// MoveKind says what a move pays.
type MoveKind uint8

// The kinds. The zero value is principal.
const (
	MovePrincipal  MoveKind = iota
	MoveInterest            // of a charge
	MovePrepayment          // held by the plan for charges to come
	MoveUnearned            // the patient's, outside the plan
	moveKinds
)

var moveKindNames = [...]string{MovePrincipal: "principal", MoveInterest: "interest", MovePrepayment: "prepayment", MoveUnearned: "unearned"}

// String returns "principal", "interest", "prepayment" or "unearned".
func (k MoveKind) String() string {
	if k < moveKinds {
		return moveKindNames[k]
	}
	return "MoveKind(?)"
}

// Move is one split of a transfer: below zero it takes money from where it is.
type Move struct {
	Charge int64        // the id of the charge; zero where it is new, has no id, or is none
	Row    int          // of the charge among the plan's; -1 where it is new or none
	Pays   MoveKind     // what it pays
	Amount money.Amount // in minor units, not zero
}

// Balance is how the overpaid charges of a plan are balanced.
type Balance struct {
	Moves    []Move       // they sum to zero
	Charges  []PlanCharge // new, dated today, without interest
	Held     money.Amount // as a prepayment, in minor units
	Unearned money.Amount // what the plan has no use for
}

// BalanceToday returns how the overpaid charges of a plan are balanced. It is
// [Planner.Balance] with fresh scratch.
func BalanceToday(plan *Plan, choice Surplus) (Balance, error) {
	var planner Planner
	var into Balance
	err := planner.Balance(&into, plan, choice)
	return into, err
}

// Balance works out how the overpaid charges of a plan are balanced on
// Terms.Today. What into holds is replaced, and its slices are used again. Of the
// terms Today alone is read.
//
// A charge is overpaid if splits that name it pay more than its principal and
// interest. The surplus of each, the oldest first, and then what splits that name
// no charge leave of what they pay, is moved:
//
//  1. to charges that are not paid, the oldest first, interest and then principal;
//  2. with [PayOnPrincipal], to new charges of principal, for the production that
//     is charged now, in the order of charging;
//  3. to a prepayment that the plan holds, up to what its production still
//     brings, planned treatment included;
//  4. to unearned income, which is all that a closed plan moves to beside 1.
//
// Law: the moves sum to zero.
//
// Balance returns an error, and into empty, if:
//   - Today is not set or outside the calendar ([money.ErrDateRequired],
//     [schedule.ErrDateRange]);
//   - the choice is not one of the named ones ([ErrPlanKind]);
//   - the production, the charges or the splits are out of range; each field has
//     its own rule;
//   - two charges have one id, or a split names a charge that is not there
//     ([money.ErrDuplicateID], [money.ErrUnknownID]);
//   - an amount does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, balancing a dynamic payment plan.
func (p *Planner) Balance(into *Balance, plan *Plan, choice Surplus) error {
	err := p.balance(into, plan, choice)
	if err != nil {
		*into = Balance{Moves: into.Moves[:0], Charges: into.Charges[:0]}
	}
	return err
}

func (p *Planner) balance(into *Balance, plan *Plan, choice Surplus) error {
	*into = Balance{Moves: into.Moves[:0], Charges: into.Charges[:0]}
	if err := checkToday(plan.Terms.Today); err != nil {
		return err
	}
	if choice >= surplusChoices {
		return &money.FieldError{Path: "choice", Value: int(choice), Err: ErrPlanKind}
	}
	var r run
	if err := p.stand(&r, plan); err != nil {
		return err
	}
	if err := p.settle(plan); err != nil {
		return err
	}
	rest := p.settled.spread(into)
	if choice == PayOnPrincipal && !plan.Closed {
		rest = r.payOnPrincipal(into, rest)
	}
	var open money.Amount
	for i := range p.pool.items {
		if plan.Closed {
			break // no charge is to come
		}
		var err error
		if open, err = open.Add(p.pool.items[i].left); err != nil {
			return planError(err)
		}
	}
	into.Held = min(rest, open)
	into.Unearned = rest - into.Held // 0 <= Held <= rest
	into.move(Move{Row: -1, Pays: MovePrepayment, Amount: into.Held})
	into.move(Move{Row: -1, Pays: MoveUnearned, Amount: into.Unearned})
	return nil
}

// move appends a move that moves anything.
func (b *Balance) move(m Move) {
	if m.Amount != 0 {
		b.Moves = append(b.Moves, m)
	}
}

// spread moves surplus to charges that are not paid, and returns what is left of
// all of it.
func (s *settlement) spread(into *Balance) (rest money.Amount) {
	general := s.pour(s.general)
	s.fed = 0
	for i := range s.rows {
		row := &s.rows[i]
		if row.surplus == 0 {
			continue
		}
		into.move(Move{Charge: row.charge.ID, Row: int(row.row), Amount: -row.surplus})
		rest += s.feed(into, row.surplus) // parts of what was received
	}
	into.move(Move{Row: -1, Amount: -general})
	return rest + s.feed(into, general)
}

// feed pays charges that are not paid, and returns what is left of the surplus.
func (s *settlement) feed(into *Balance, surplus money.Amount) money.Amount {
	for ; surplus > 0 && s.fed < len(s.rows); s.fed++ {
		row := &s.rows[s.fed]
		m := Move{Charge: row.charge.ID, Row: int(row.row), Pays: MoveInterest}
		m.Amount = row.payInterest(&surplus)
		into.move(m)
		m.Pays, m.Amount = MovePrincipal, row.payPrincipal(&surplus)
		into.move(m)
		if row.interest != 0 || row.principal != 0 {
			break // it still asks, and comes first next time
		}
	}
	return surplus
}

// payOnPrincipal charges principal that is not charged yet, as far as the money
// goes, and returns what is left of it.
func (r *run) payOnPrincipal(into *Balance, rest money.Amount) money.Amount {
	for i := range r.pool.items {
		item := &r.pool.items[i]
		part := min(rest, item.left)
		if part == 0 || !item.charged(r.option) {
			continue
		}
		rest -= part // 0 < part <= both
		item.left -= part
		into.Charges = append(into.Charges, PlanCharge{Date: r.terms.Today, Item: item.ID, ItemKind: item.Kind, Principal: part})
		into.move(Move{Row: -1, Amount: part})
	}
	return rest
}
