// Package split shares an amount out exactly, and posts a patient's payment to a
// practice's ledger through NexHealth.
//
// # Why a split is hard
//
// Three friends share a bill of 100.00. A third is 33.33 and a third of a cent, so
// three rounded shares come to 99.99, and a cent is nobody's. Rounding each share
// loses or makes money; a split shares all of it, and a rule says who gets the odd
// units:
//
//	100.00 by 1:1:1        33.34   33.33   33.33
//
// Each party receives its exact share cut to whole units. What is left, always fewer
// units than there are parties, goes where the [Policy] says: by default one each to
// the largest fractions, which stays closest to the exact shares. 1.00 by 2:3:1 is
// 33 1/3, 50 and 16 2/3 cents; 99 are given, and the last goes to the third party.
//
// # What holds
//
//   - The shares sum to the amount, under every policy, up to 64 bits of minor units.
//     Nothing is a float.
//   - A share is less than a unit from the exact one by largest remainder, at most
//     one by the other policies. Only To, and the rest of a percent split, may take
//     more.
//   - A refund is the mirror image of a payment: -5 by 7:3 is -4 and -1 as 5 is 4 and
//     1. Each share has the sign of the amount, or is zero.
//   - A weight of zero gets nothing.
//   - Weights count in proportion: 0.33 and 0.66 are 1 and 2.
//   - By largest remainder and by largest weight a share follows its party whatever
//     the order; ties go to the lower index. First, Last and Rotate go by the order,
//     which is what they are for.
//   - Equal weights differ by at most one unit.
//
// One thing does not hold, for any method that stays within a unit: a larger amount
// may give a party less. By 6:6:2, 10 units are 4, 4 and 2, and 11 units are 5, 5 and
// 1. Whoever shares growing amounts again and again and must not take back a unit
// keeps the shares given and shares the growth.
//
// # Kinds of split
//
//	by weights      [Allocate], [Largest] where the weights are amounts of money
//	equally         [Equal]; [EqualRuns] writes a million equal shares in two lines
//	by percents     [ByPercent]: they sum to 100, or one party is the rest
//	a refund        [Refund]: along what each party has left of an earlier split
//	in order        [FillInOrder], [FillOldestFirst]: one whole, then the next
//
// A [Rule] adds a cash step (shares are multiples of 0.05), caps, and the policy.
// Weights are exact decimals ([Weight]); as whole numbers, with their digits made
// equal, each must fit in 64 bits. Whoever reaches a cap leaves what is above it to
// the others, by their weights, and the result does not depend on the order in which
// caps are reached.
//
// # A payment's way into a ledger
//
// A practice keeps its books in a system of its own: Open Dental, Dentrix and others.
// NexHealth stands before them with one API. The words:
//
//	charge          what a patient owes for one service
//	provider        the dentist or hygienist who did it, and earns the money
//	payment         a credit in the ledger: it lowers what the patient owes
//	transaction     what is sent to NexHealth: one payment, which may become several
//	                in the ledger
//	split           the value of a transaction for one provider or one charge
//	transaction id  the sender's own, such as "NH:201"; every payment that a
//	                transaction becomes carries it, and nothing else joins them
//
// A [Transaction] is split between providers, or between charges, or not at all. The
// splits are values, not ratios, and sum to the amount to the cent. [Validate] lists
// everything that is wrong with one, [ValidateAll] with a submission of several.
// The ids of providers and charges are texts: "001" is not "1".
//
// [PlanPayments] says what the transaction becomes. Dentrix cannot link a payment to a
// charge, so there each charge becomes its provider. Charges 701, 702 and 703 for
// 90.00, 35.00 and 25.00, the first and the last by provider P1, the other by P2:
//
//	in Open Dental    90.00 on 701    35.00 on 702    25.00 on 703
//	in Dentrix        90.00 to P1     35.00 to P2     25.00 to P1, by provider 115.00 and 35.00
//	in the ledger    -90.00          -35.00          -25.00
//
// What is posted is positive; the ledger shows credits below zero and refunds above.
//
// Posting takes time. [Reconcile] compares a transaction with the rows that carry its
// id: pending while there is none, complete when they sum to the amount, failed when
// the integration says so, and a mismatch otherwise. A row that names an insurance
// plan or a claim was paid by insurance ([LedgerRow.Payer]), any other by the patient.
//
// Where the patient does not say what is paid, [FillOldestFirst] pays the oldest
// charges first, and [PatientAmount] says what part of a charge is the patient's.
//
// # Trust
//
// [Verify] checks shares, whoever made them, without the code that makes them here.
//
// # Errors and reports
//
// Functions that return money refuse wrong input with a [*money.FieldError] that names
// the field: weights[3], tx.Charges[1].Key. Then there is no partial result, and dst
// comes back as it was. A report is no error: [Validate] and [Reconcile] list problems
// with the path, what stood there, what should, the difference, and a sentence that
// says what would fix it.
//
// # Speed
//
// Functions that begin with Append write to slices of the caller's, and a [Splitter]
// keeps its scratch: sharing an amount allocates nothing and takes a few nanoseconds a
// party. Reports and plans allocate what they return.
//
// Source: semantics of exact allocation, B; NexHealth API, Payments.
package split
