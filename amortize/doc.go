// Package amortize turns the terms of a payment plan into its rows: what falls
// due on which day, and how much of it is interest.
//
// # A payment plan
//
// A practice lets a patient pay for treatment in instalments. The terms are an
// amount (the principal), perhaps a down payment, an annual percentage rate
// (APR), a frequency, and either the payment or the number of payments. From
// them follow the instalments. Each pays the interest of its period first, and
// what is left of it pays off principal:
//
//	balance 1,000.00 at 12 % a year, monthly, 100.00 a payment
//	1st payment: 1 % of 1,000.00 = 10.00 interest, 90.00 principal, 910.00 left
//	2nd payment: 1 % of   910.00 =  9.10 interest, 90.90 principal, 819.10 left
//
// A period is a period, whatever its length in days: the rate of one is the APR
// divided by the number of periods in a year, 52, 26, 12 or 4. Interest is
// computed once a period from the principal that is left and is never added to
// it. A plan may be free of interest until a date ([Terms].InterestStart).
//
// # Dynamic plans
//
// The plan above is static: its principal is fixed when it is made. A dynamic
// plan ([Plan]) follows the treatment it pays for, its production. It issues the
// charges of a period when their day comes, item by item, oldest first, and looks
// ahead to those it expects ([Planner.AppendExpected]). Treatment that is planned
// and not done yet waits, or is charged last, as the plan's [TPOption] says. What
// was paid ahead lowers the interest of the periods to come; what was charged and
// not paid bears interest in the next one alone.
//
// # The life of a plan
//
// A dynamic plan is created ([CheckNew]), perhaps locked ([AppendLocked]), and
// issues its charges day by day ([Planner.Issue]). Payments are splits on the plan
// ([PlanSplit]); [Planner.Status] says what is due, past due and paid ahead.
// Money that stands on the wrong charge is moved ([Planner.Balance]), charges
// above what treatment turned out to be worth are found ([AppendOvercharged]),
// terms change ([Amend]), and in the end the plan is closed ([Planner.Close]).
//
// A static plan after payments has its coming rows worked out anew
// ([AppendRecalculated]) and is closed by one row ([CloseStatic]).
//
// # Trust
//
// [Verify] checks rows against terms, whoever wrote them, without the code that
// writes them here. [AppendSteps] and [AppendPeriodSteps] say of each row on what
// its interest was computed, what it is before rounding, and which rule made it
// the last.
//
// # Exactness
//
// The level payment is the smallest whole number of minor units that repays the
// plan ([LevelPayment]): the exact ceiling of the annuity formula, by integers.
// Interest falls between two cents nearly always, so the caller names an
// [Interest] engine: an exact rounding, or OpenDental, which reproduces that
// system's binary floating point cent for cent.
//
// A payment that does not exceed its period's interest never repays anything and
// is refused: [ErrPaymentTooLow].
//
// # Example
//
// The package example writes out a whole plan, from [Terms] to [Schedule] and
// [AppendNote].
package amortize
