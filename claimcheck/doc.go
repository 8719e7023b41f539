// Package claimcheck decides whether money from an insurer matches what it is
// said to pay, and says what would explain it where it does not.
//
// An insurer sends one check for a week of dental claims: 350.35. The office has
// five rows that say what insurance paid on each procedure, and they come to
// 412.85. Somebody has to find the 62.50 before the check is deposited, because
// once it is, the amounts are locked. A human compares lists; this package adds,
// compares, names the row of 62.50, and says what may be stored.
//
// # Three kinds of insurer's money
//
// The same question is asked at three places of a payment's way, and each part of
// the package answers one:
//
//	claim payments   a check that arrived at a practice, against the claim
//	                 procedures it pays, by the rules of Open Dental
//	check sets       checks that a claims department writes, against reserves,
//	                 exposures and payees, by the rules of ClaimCenter
//	remittances      the electronic explanation that comes with the money (an
//	                 X12 835), against itself: services, claims and the total
//
// They share their habits. Amounts are exact, in minor units, and no tolerance
// makes a cent disappear. A difference is always what is declared less what is
// computed: below zero, the check is short. What does not match is a report and
// not an error: it lists every [Problem], in input order, each with its rule, its
// place, both values and a sentence that says what would mend it. An error is left
// for input that means nothing, such as two rows with one id.
//
// # The words of an insurance check
//
//	claim              what a practice asks of an insurer for some procedures of
//	                   one patient
//	claim procedure    one procedure on a claim: what insurance is asked for,
//	                   allows and pays; a [ClaimProc], one row
//	received           the insurer has answered; the amount may still be zero
//	supplemental       a further payment on a claim that was answered, or one that
//	                   is taken back (below zero)
//	capitation         a plan that pays the office by the head, and not by the
//	                   procedure
//	claim payment      the check, and the record of it; a [Stored]
//	attached           a row that a check has paid carries the check's number
//	partial            a check of which not all rows are attached yet
//	final              one that is done: its rows add up to it
//	deposit            what is taken to the bank: checks together
//	EOB                explanation of benefits: the insurer's letter to a check
//
// # Which rows count
//
// A new check pays the rows of its claims that no check has paid yet, that
// insurance has paid by their [Status], that are no transfer between procedures,
// and that pay something. Each row that is left out has one [Reason], the first
// that applies. Open Dental itself has three answers to "paid by their status";
// [PaidStatuses], [ERAStatuses] and [APIStatuses] are the three.
//
// A single check must equal the sum of these rows ([Checker.Single]). A check for
// several claims may differ, and is then partial ([Checker.Batch]):
//
//	claim 2547   150.00 + 62.50      212.50
//	claim 2568   118.35 - 18.00      100.35
//	claim 2591                       100.00
//	sum                              412.85
//	check                            350.35
//	difference                       -62.50   partial; row 2 of claim 2547 is the 62.50
//
// # After it is stored
//
// A change of the amount is judged against the rows that are attached
// ([Checker.Update]): a partial check that now ties is final, and a final one that
// no longer does is partial again. A deposit locks the amount; a deposit or an EOB
// keeps a check from being deleted ([Checker.Delete]); and the check itself locks
// the amounts of its rows ([Edit]). [Checker.Audit] looks at checks that are stored
// already, whoever stored them, and finds those that such a rule would not have let
// through, and the claims that still wait for their check.
//
// # Hints
//
// Where a check is off, a [Hint] is one change that would make it tie: a row that
// the check leaves out, one that it pays twice, a wrong sign, two digits that
// changed places in a row or in the check itself, or a row that does not count and
// would. A hint is a place to look, not a proof, and there may be several.
//
// # Whoever does not trust it
//
// [VerifySingle] and [VerifyBatch] judge a verdict anew, row by row, without the code
// that made it; [VerifyERA] does the same for the equations of a remittance, and
// [VerifyCheckSet] for the sums and reserves of a check set. They are slower, short
// enough to be read, and may run in production.
//
// # What is left to the caller
//
// The package stores nothing and knows no day: who asks says what is today's. It
// reads the rows that it is given and trusts that they are all there are: a claim
// of which half the rows are missing ties with the wrong check.
package claimcheck
