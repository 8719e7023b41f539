import { isFifth, ordinalWeekday, weekday } from '../amount';
import { Field, type Fault } from '../parts/field';
import { frequencies, roundings, type Terms } from './terms';

interface Props {
  terms: Terms;
  fault: (Fault & { field?: keyof Terms }) | undefined;
  follows: { payAmt: string; numberOfPayments: string; first: string } | undefined; // what follows from the terms
  onChange: (change: Partial<Terms>) => void;
}

/** Form holds the terms of a plan. */
export function Form({ terms, fault, follows, onChange }: Props) {
  const of = (name: keyof Terms) => (fault?.field === name ? fault.message : undefined);
  const text = (name: keyof Terms) => ({
    value: terms[name],
    onInput: (e: { currentTarget: HTMLInputElement }) => onChange({ [name]: e.currentTarget.value }),
  });
  const first = terms.firstPayment || follows?.first || '';
  return (
    <form class="form" aria-label="Terms of the plan" onSubmit={(e) => e.preventDefault()}>
      {fault && !fault.field && (
        <p class="fault whole" role="alert">
          {fault.message}
        </p>
      )}
      <div class="pair">
        <Field id="principal" label="Principal" fault={of('principal')} hint="down payment included">
          {(a) => <input {...a} class="amount" inputMode="decimal" autoComplete="off" {...text('principal')} />}
        </Field>
        <Field id="downPayment" label="Down payment" fault={of('downPayment')}>
          {(a) => (
            <input {...a} class="amount" inputMode="decimal" autoComplete="off" placeholder="0.00" {...text('downPayment')} />
          )}
        </Field>
      </div>
      <div class="pair">
        <Field id="apr" label="APR" fault={of('apr')} hint="percent a year">
          {(a) => <input {...a} class="amount" inputMode="decimal" autoComplete="off" placeholder="0" {...text('apr')} />}
        </Field>
        <Field id="currency" label="Currency" fault={of('currency')}>
          {(a) => <input {...a} class="code" maxLength={3} autoComplete="off" spellcheck={false} {...text('currency')} />}
        </Field>
      </div>
      <fieldset class="either">
        <legend>Payments</legend>
        <Either
          terms={terms}
          by="count"
          name="numberOfPayments"
          label="Number"
          follows={follows?.numberOfPayments}
          fault={of('numberOfPayments')}
          onChange={onChange}
        />
        <Either
          terms={terms}
          by="amount"
          name="payAmt"
          label="Amount of each"
          follows={follows?.payAmt}
          fault={of('payAmt')}
          onChange={onChange}
        />
      </fieldset>
      <Field
        id="frequency"
        label="How often"
        fault={of('frequency')}
        hint={terms.frequency === 'OrdinalWeekday' ? 'the weekday is that of the first due date' : undefined}
      >
        {(a) => (
          <select {...a} value={terms.frequency} onChange={(e) => onChange({ frequency: e.currentTarget.value })}>
            {frequencies.map((f) => (
              <option key={f} value={f}>
                {frequencyName(f, first)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {terms.frequency === 'OrdinalWeekday' && (isFifth(first) || of('fifthWeekday')) && (
        <Field id="fifthWeekday" label={`Where a month has no fifth ${weekday(first) || 'weekday'}`} fault={of('fifthWeekday')}>
          {(a) => (
            <select {...a} value={terms.fifthWeekday} onChange={(e) => onChange({ fifthWeekday: e.currentTarget.value })}>
              <option value="fourth">always the fourth, as Open Dental does</option>
              <option value="last">the last one of the month</option>
              <option value="skip">no payment in that month</option>
            </select>
          )}
        </Field>
      )}
      <div class="pair">
        <Field id="payPlanDate" label="Agreement" fault={of('payPlanDate')}>
          {(a) => <input {...a} type="date" {...text('payPlanDate')} />}
        </Field>
        <Field id="firstPayment" label="First due date" fault={of('firstPayment')} hint="empty: a month later">
          {(a) => <input {...a} type="date" {...text('firstPayment')} />}
        </Field>
      </div>
      <div class="pair">
        <Field id="interestStart" label="Interest starts" fault={of('interestStart')} hint="empty: at once">
          {(a) => <input {...a} type="date" {...text('interestStart')} />}
        </Field>
        <Field id="rounding" label="Rounding of interest" fault={of('rounding')}>
          {(a) => (
            <select {...a} value={terms.rounding} onChange={(e) => onChange({ rounding: e.currentTarget.value })}>
              {roundings.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field id="note" label="Note" optional fault={of('note')}>
        {(a) => <input {...a} autoComplete="off" placeholder="Crown, tooth 15." {...text('note')} />}
      </Field>
    </form>
  );
}

interface EitherProps {
  terms: Terms;
  by: Terms['by'];
  name: 'numberOfPayments' | 'payAmt';
  label: string;
  follows: string | undefined;
  fault: string | undefined;
  onChange: Props['onChange'];
}

/** Either is one of two ways to say the same; typing in one chooses it. */
function Either({ terms, by, name, label, follows, fault, onChange }: EitherProps) {
  const chosen = terms.by === by;
  return (
    <div class={`choice${chosen ? ' chosen' : ''}${fault ? ' wrong' : ''}`}>
      <label class="pick">
        <input
          type="radio"
          name="by"
          value={by}
          checked={chosen}
          onChange={() => onChange({ by, [name]: follows || terms[name] })}
        />
        <span>{label}</span>
      </label>
      <input
        id={name}
        class="amount"
        aria-label={by === 'count' ? 'Number of payments' : 'Amount of each payment'}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${name}-fault` : undefined}
        inputMode={by === 'count' ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={chosen ? terms[name] : follows}
        onInput={(e) => onChange({ by, [name]: e.currentTarget.value })}
      />
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

/** frequencyName says a frequency in words. */
export function frequencyName(frequency: string, first: string): string {
  switch (frequency) {
    case 'Weekly':
      return 'every week';
    case 'EveryOtherWeek':
      return 'every two weeks';
    case 'Monthly':
      return 'every month';
    case 'Quarterly':
      return 'every quarter';
  }
  return first ? `every month, on the ${ordinalWeekday(first)}` : 'every month, on one weekday';
}
