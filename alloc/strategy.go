package alloc

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Strategy says in which order a payment walks the charges that owe something. The
// zero value is Open Dental's: oldest first, and no instalment before it is due.
type Strategy struct {
	Order      Order
	Direction  Direction
	Components []Class // what is paid, first to last; what is not listed is not paid; empty is no difference
	Future     Future
}

// Order ranks charges.
type Order uint8

// The orders. The zero value is that of Open Dental.
const (
	OldestFirst Order = iota // the queue
	NewestFirst              // the queue from its end
	ByDueDate                // by due date, then as in the queue
	HighestRate              // what must be paid at the least on every charge, then the highest rate first
	ProRata                  // each gets its share of what is owed, by the largest remainder
	orders
)

// Direction says how components and instalments take turns.
type Direction uint8

// The directions. An instalment is what falls due on one day.
const (
	Horizontal Direction = iota // every component of one instalment before the next
	Vertical                    // one component across all instalments before the next
	directions
)

// Future says what becomes of money when only charges due after today are left.
type Future uint8

// The ways. The zero value is that of Open Dental.
const (
	FutureUnearned Future = iota // they are not paid
	FutureNext                   // the next due is paid first
	FutureLast                   // the last due is paid first
	futures
)

// Component says what a charge is for.
type Component uint8

// The components. The zero value is one that nobody named.
const (
	_ Component = iota
	Penalty
	Fee
	InterestComponent
	PrincipalComponent
	components
)

// DueState says whether a charge is due.
type DueState uint8

// The states. The zero value is any of them.
const (
	AnyState  DueState = iota
	PastDue            // due before today
	DueToday           // due today
	InAdvance          // due after today
	dueStates
)

// Class is a component in one state, such as interest that is past due.
type Class struct {
	State     DueState
	Component Component
}

// Terms are what a [Strategy] asks of a charge beside its date. A row for a charge of
// [KindPlanCharge] holds for its interest and its principal.
type Terms struct {
	Charge     Target
	Due        date.Date // 0001-01-01 is not set: an instalment falls due on its date, anything else on its date and not after today
	Rate       Rate
	MinimumDue money.Amount // what must be paid first, in minor units
	Component  Component    // not needed for instalments
}

// Rate is a yearly rate in millionths of a percent where it is set.
type Rate struct {
	Millionths int64
	Set        bool
}
