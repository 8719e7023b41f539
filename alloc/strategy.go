package alloc

import (
	"github.com/paysplit/paysplit/money"
	"github.com/rickb777/date"
)

// Strategy says in which order a payment walks the charges that owe something. The
// zero value is Open Dental's: oldest first, and no instalment before it is due.
//
// Without Components the payment walks what is due in the Order, then what is in
// advance as Future says. With Components it walks class after class, or instalment
// after instalment, as Direction says; a class of [AnyState] is what is due where
// it stands in the list, and what is in advance after the whole list. So what is in
// advance comes after everything due, unless a class of [InAdvance] says otherwise.
//
// What is in advance always goes by its due day first, and by the Order within one
// day. Without Components there is no difference between the directions.
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
	NewestFirst              // the latest date first, and one day as in the queue
	ByDueDate                // by due date, then as in the queue
	HighestRate              // what must be paid at the least on every charge, then the highest rate first
	ProRata                  // each gets its share of what is owed, by the largest remainder
	orders
)

// Direction says how components and instalments take turns. An instalment is what
// falls due on one day.
//
// Horizontally the states take turns, each where its first class stands in the list;
// states whose first class is the same one take theirs together. Within that,
// instalments stand by due day: the latest first with [NewestFirst], and with
// [HighestRate] by the highest rate that the least amounts leave to pay. Within an
// instalment classes stand as listed, and charges of one class by the Order. With
// [ProRata] an instalment is shared out whole, whatever its classes.
//
// Vertically each class has one turn, its charges by the Order.
type Direction uint8

// The directions. The zero value finishes an instalment before it begins the next.
const (
	Horizontal Direction = iota // every component of one instalment before the next
	Vertical                    // one component across all instalments before the next
	directions
)

// Future says what becomes of money when only charges due after today are left.
type Future uint8

// The ways. The zero value is that of Open Dental.
const (
	FutureUnearned Future = iota // they are not paid, whatever Components lists
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
	Due        date.Date // 0001-01-01 is not set: an instalment has its date; anything else is due by now, and has none for an order or a state that goes by it
	Rate       Rate
	MinimumDue money.Amount // what must be paid first, in minor units
	Component  Component    // instalments have theirs by their kind
}

// Rate is a yearly rate in millionths of a percent where it is set.
type Rate struct {
	Millionths int64
	Set        bool
}

var (
	orderNames     = [...]string{OldestFirst: "oldestFirst", NewestFirst: "newestFirst", ByDueDate: "dueDate", HighestRate: "highestRate", ProRata: "proRata"}
	directionNames = [...]string{Horizontal: "horizontal", Vertical: "vertical"}
	futureNames    = [...]string{FutureUnearned: "unearned", FutureNext: "next", FutureLast: "last"}
	componentNames = [...]string{Penalty: "penalty", Fee: "fee", InterestComponent: "interest", PrincipalComponent: "principal"}
	stateNames     = [...]string{AnyState: "any", PastDue: "pastDue", DueToday: "due", InAdvance: "inAdvance"}
)

// String returns "oldestFirst", "newestFirst", "dueDate", "highestRate" or
// "proRata".
func (o Order) String() string {
	if o < orders {
		return orderNames[o]
	}
	return "Order(?)"
}

// String returns "horizontal" or "vertical".
func (d Direction) String() string {
	if d < directions {
		return directionNames[d]
	}
	return "Direction(?)"
}

// String returns "unearned", "next" or "last".
func (f Future) String() string {
	if f < futures {
		return futureNames[f]
	}
	return "Future(?)"
}

// String returns "penalty", "fee", "interest" or "principal".
func (c Component) String() string {
	if c > 0 && c < components {
		return componentNames[c]
	}
	return "Component(?)"
}

// String returns "any", "pastDue", "due" or "inAdvance".
func (s DueState) String() string {
	if s < dueStates {
		return stateNames[s]
	}
	return "DueState(?)"
}
