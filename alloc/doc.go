// Package alloc decides which charges a payment pays.
//
// A family owes a dental office for a crown, a filling and a late fee, and pays
// a round sum. Somebody has to say how much of it goes to the crown, because the
// dentist who made it is paid by what comes in for it, because what is still
// owed is printed on the next bill, and because money that no charge took must
// not be counted as income. [FIFO] does this for a plain queue of charges.
// [Allocator.AppendPay] does it for a family's whole account, as Open Dental's
// payment window and API do, and can say why each cent went where it did.
//
// # The words of a dental ledger
//
//	family             everyone whose bill goes to one person
//	guarantor          that person; a member like the others
//	procedure          one piece of treatment, with a fee; owed once it is
//	                   completed, not while it is planned
//	units              how often the fee counts: four sealants at 48.00
//	adjustment         a change that is no treatment: a discount below zero, a late
//	                   fee or a finance charge above; it may be attached to a
//	                   procedure
//	claim row          what one insurer says about one procedure
//	estimate           what the insurer will probably pay
//	insurance payment  what it did pay
//	write-off          the part of the fee that the office gave up by its contract
//	                   with the insurer; nobody owes it
//	provider, clinic   who did the work, and where: who has earned the money
//	split              the part of a payment that goes to one place
//	unearned income    money that is on no charge yet: the family's until somebody
//	                   does something for it
//	loose money        money on the account that names no charge
//	payment plan       an agreement to pay treatment off in instalments
//
// All of these are rows with ids in a [Ledger]. Zero means none.
//
// # The queue
//
// A payment walks the charges one by one and gives each the smaller of what it is
// owed and what is left of the payment. Where the money ends, a charge is paid in
// part; where the charges end, the rest of the money is unearned. Nothing is
// divided, so nothing is rounded.
//
// One comparison puts the charges in order, and there is no other:
//
//  1. the earlier date;
//  2. on one date the earlier [Kind]: procedures, adjustments, the interest of an
//     instalment, its principal;
//  3. of one kind the lower id; of parts of instalments the smaller one, then the
//     lower plan and instalment.
//
// So the guarantor does not go before the child, nor the payer before the rest,
// and an amount, a provider or a clinic ranks nothing. The date of the payment
// plays no part either: money that comes on the 10th pays a charge of the 15th if
// that is the next. The order of rows in the input never shows in the result. Two
// charges that all three steps leave equal are one row twice, and an error.
//
// # What the payer asks for
//
// A payer may choose procedures ([Options].Procedures): they are paid first, by
// date, and the rest of the money goes on as ever. [Options].OwnFirst puts the
// payer's own charges before the family's. A prepayment ([Options].Prepayment) pays
// no charge at all. In [Manual] mode nothing is paid but what was chosen, and what
// is left goes to the payer's provider. Planned treatment is never paid by itself;
// where the office allows it, it may be chosen, and the money is marked as not
// earned yet.
//
// # What a charge owes
//
// Before the payment walks, AppendPay works out what there is to pay, in this
// order:
//
//  1. A completed procedure owes its fee times its units, an adjustment its
//     amount. Only members of the payer's family count; a charge on anybody else
//     is left out and is a [Warning].
//  2. Insurance lowers the procedure: payments and write-offs of claims that were
//     answered, estimates of those that were not. A write-off estimate that
//     somebody set by hand goes before the computed one. If no row is billed to
//     insurance, none counts. [Preferences].BalancesDontSubtractIns leaves
//     estimates out.
//  3. An attached adjustment becomes part of its procedure where patient, provider
//     and clinic agree. Where they do not it stands alone: lowering another
//     dentist's procedure would take that dentist's money.
//  4. Discounts and fees that hang on one procedure cancel, oldest first, where
//     patient, provider and clinic agree.
//  5. An earlier split ([EarlierSplit]) that names a charge of its own patient,
//     provider and clinic pays that charge, whole, even past zero.
//  6. A procedure for which insurance paid more than it owed owes nothing. The
//     excess is the insurer's, so it lowers no other charge and is a [Warning];
//     what patients paid stays theirs.
//  7. Discounts and fees that hang on nothing cancel in the same way, which is a
//     preference.
//
// # Loose money
//
// What is left lowers charges that it does not name: earlier splits on nothing, on
// a charge of another provider or too much on one, discounts beyond their
// procedure, insurance paid by claim ([InsuranceTotal]). So a prepayment that is on
// the account already lowers what a new payment pays. It goes, layer by layer
// ([Layer]), to charges of the same provider, patient and clinic, then to those
// that have ever less in common with it, and in the end to anything; in each layer
// by the order of the queue. Unearned money of a hidden type takes no part. None
// of this rewrites a split: it says what there is to pay.
//
// # A family
//
// The Okafors: Ada is the guarantor, Ben her husband, Zoe their daughter. On 2
// March 2025 Ada gets a crown for 895.50. Her insurance has paid 447.75 and the
// office writes off 100.00, so she owes 347.75. A week later Ben gets a filling
// for 179.99; the claim is not answered and is expected to bring 143.99, which
// leaves 36.00. On the same day Zoe gets four sealants at 48.00, of which
// insurance has paid 153.60. A discount of 10.00 is attached, by the same provider
// as the sealants, and leaves 28.40 of 38.40. On 31 March Ada is charged a late
// fee of 15.00. On 4 April Ben pays 450.00:
//
//	The queue                            charged    owed    paid
//	 2 March  Ada, crown                  895.50  347.75  347.75
//	 9 March  Ben, filling                179.99   36.00   36.00
//	 9 March  Zoe, four sealants          192.00   28.40   28.40
//	12 March  Zoe, discount on them       -10.00    0.00    0.00
//	31 March  Ada, late fee                15.00   15.00   15.00
//	 4 April  kept as Ben's unearned income                22.85
//	In 5 splits                                           450.00
//
// Ben's filling goes before Zoe's sealants because its id is lower, and for no
// other reason. The discount is settled by being part of the sealants, so it gets
// no split. The 22.85 are a split of their own: Ben's, because he paid, with no
// provider, because nobody has earned them. The example of this package is this
// account; set [Options].Explain and read [Allocator.AppendSteps] to see each step
// of it.
//
// # Payment plans
//
// A payment plan ([Plan]) takes treatment over: the procedure owes nothing any more,
// and what the plan has charged ([PlanCharge]) is owed instead, by the plan's
// guarantor. A dynamic plan links procedures and adjustments, whole or for an amount
// set by hand; an older plan has credits, which name procedures or nothing. An
// insurance plan expects money from an insurer and lowers what the family owes on
// its claims.
//
// An instalment stands in the queue on its due date as up to three kinds of charge:
// its interest, and its principal, one for each procedure or adjustment that it pays
// for ([Owed].Of). On one day they come after procedures and adjustments, interest
// first. Before its due date an instalment is worth nothing, so money never runs ahead
// of a plan by itself: [Options].Prepayment with [Options].Plan keeps it for the plan,
// as unearned income of that type. [Options].Plan alone pays that plan's instalments
// and nothing else, and [OldestPlanOnly] pays no plan before an older one is square.
//
// An instalment below zero takes back one of the same plan and item. An earlier split
// that names an instalment pays it; one that names the plan alone pays the plan's
// instalments in order; what a plan was paid too much stays with it.
//
// # Other orders
//
// Systems that are not Open Dental pay in other orders. A [Strategy] says which, as
// data: newest first, by due date, the highest rate after the least amounts, or pro
// rata; penalties before fees before interest before principal, across instalments or
// one by one; and what becomes of money once only what falls due later is left. The
// zero Strategy is Open Dental's. What a strategy goes by and a charge does not have
// by itself, stands in [Ledger].Terms. A strategy ranks the charges of one turn: what
// the payer chose goes first as ever.
//
// # Moving money
//
// [Allocator.AppendPartial] places a payment by hand: so much on this procedure, so
// much on that instalment, and all of it or an error.
//
// [Allocator.AppendTransfer] moves money that is on the account already. What a charge
// was paid too much becomes unearned income, and money on nothing and unearned income
// pay the queue, oldest first. Each movement is two splits that sum to zero, so no
// transfer makes or loses a cent; run twice, the second finds nothing to do.
// [Allocator.AppendUnearned] does the same for charges that were chosen, with the money
// of their own provider first.
//
// [Allocator.Replay] forgets how an account's payments were split and splits them
// again, in the order in which they came.
//
// # Taking money back
//
// [AppendRefund] undoes a payment split by split; the charges are owed again and
// stand in the queue as before. [AppendReturn] undoes a part of one, as a payment
// gateway does. A refund of a refund, or of what is on a payment plan, is refused.
//
// # Checking a result
//
// [Verify] takes a ledger, a payment, its splits and a [Certificate], which says what
// each charge owed and what lowered it ([Allocator.AppendCertificate]), and works all
// of it out again with code of its own. A service may run it on each payment before
// it records anything: a cent in the wrong place is an error that says where.
// [VerifyRefund], [VerifyTransfer] and [VerifyUnearned] check what moves money that is
// there already, and [VerifyPartial] a payment that is placed by hand.
//
// # Speed
//
// The functions append to slices of the caller's, and an [Allocator] keeps its
// scratch, so a batch allocates nothing once it has seen its largest account.
// [FIFO] does not sort charges that come in order. Input is never changed or kept, so
// one ledger may serve many goroutines, each with its own allocator. Replay is made of
// payments and takes as long as all of them.
//
// # Errors
//
// Each error is a [*money.FieldError] with the path of the field at fault:
// charges[3].Owed, ledger.Procedures[0].Claims[1].Status, payment.Date. With an
// error there is no partial result, and dst comes back as it was.
//
// Source: Open Dental 24.3, payment allocation; API Payments POST.
package alloc
