import { compare, human, sentence, unsigned } from '../amount';
import type { Step } from '../trace';
import type { Charge } from './model';

/** Ledger tells the steps of a charge from its face value to what is left, one under the other. */
export function Ledger({ charge }: { charge: Charge }) {
  return (
    <table class="ledger">
      <caption class="hidden">
        {charge.name} {charge.about}, step by step
      </caption>
      <thead class="hidden">
        <tr>
          <th scope="col">What happened</th>
          <th scope="col">Amount</th>
          <th scope="col">Owed then</th>
        </tr>
      </thead>
      <tbody>
        {charge.steps.map((step, i) => (
          <tr key={i} class={charge.paid.includes(step) ? 'paid' : ''}>
            <td>{sentence(step.note || step.rule)}</td>
            <td class="number">{signed(step)}</td>
            <td class="number strong">{human(step.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** signed writes what a step did to what is owed: +95.00, -76.00. */
export function signed(step: Step): string {
  const way = compare(step.after, step.before);
  return (way < 0 ? '-' : way > 0 && step.rule !== 'face' ? '+' : '') + human(unsigned(step.amount));
}
