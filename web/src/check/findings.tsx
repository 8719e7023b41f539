import remedies from 'virtual:remedies';
import { sentence } from '../amount';
import type { Segment } from '../engine';
import { Money } from '../parts/money';
import type { Problem } from './report';

interface Props {
  of: Problem[];
  left: number; // how many are not listed
  segments: { [segment: string]: Segment };
  raw?: boolean; // the text is an 835, where only segments have a place
  onPoint?: (problem: Problem) => void;
}

/** Findings lists what is wrong, each with what would fix it. */
export function Findings({ of, left, segments, raw, onPoint }: Props) {
  return (
    <>
      <ol class="findings">
        {of.map((problem, i) => (
          <Finding
            key={i}
            problem={problem}
            segment={problem.segment ? segments[problem.segment] : undefined}
            raw={raw}
            onPoint={onPoint}
          />
        ))}
      </ol>
      {left > 0 && <p class="soft">and {left.toLocaleString('en')} more of this kind</p>}
    </>
  );
}

interface OneProps extends Pick<Props, 'raw' | 'onPoint'> {
  problem: Problem;
  segment: Segment | undefined;
}

function Finding({ problem, segment, raw, onPoint }: OneProps) {
  const path = raw && problem.path === 'text' ? '' : problem.path;
  const [what, fix] = parts(problem.message);
  const amounts = problem.difference !== undefined && isAmount(problem.want) && isAmount(problem.got);
  return (
    <li>
      <p>
        {sentence(what)}.{fix && <span class="fix">{sentence(fix)}.</span>}
      </p>
      {amounts && (
        <dl class="triple">
          <div>
            <dt>It should be</dt>
            <dd>
              <Money of={problem.want!} />
            </dd>
          </div>
          <div>
            <dt>It is</dt>
            <dd>
              <Money of={problem.got!} />
            </dd>
          </div>
          <div>
            <dt>Difference</dt>
            <dd class="off">
              <Money of={problem.difference!} />
            </dd>
          </div>
        </dl>
      )}
      <p class="source">
        {segment ? <code>{segment.text.trim()}</code> : path && <code>{path}</code>}
        {onPoint && (segment || (path && !raw)) && (
          <button type="button" class="link no-print" onClick={() => onPoint(problem)}>
            {segment && raw ? `Show segment ${problem.segment}` : 'Show it in the text'}
          </button>
        )}
        <span class="codeword">{problem.code}</span>
      </p>
    </li>
  );
}

const isAmount = (text: string | undefined): boolean => text !== undefined && /^-?\d+(\.\d+)?$/.test(text);

// A message ends with what would fix it, behind a semicolon. Where it stands in the
// file is said below it.
function parts(whole: string): [string, string] {
  const message = whole.replace(/ at segment \d+, byte \d+/, '');
  const known = remedies.find((remedy) => message.endsWith(`; ${remedy}`));
  const at = known ? message.length - known.length - 2 : message.lastIndexOf('; ');
  return at < 0 ? [message, ''] : [message.slice(0, at), message.slice(at + 2)];
}
