import { useState } from 'preact/hooks';
import { human } from '../amount';

const first = 200;

/** useSome keeps a long list short until somebody asks for all of it. */
export function useSome<T>(list: T[]): [T[], preact.ComponentChildren] {
  const [all, setAll] = useState(false);
  if (all || list.length <= first) return [list, undefined];
  const more = (
    <button type="button" class="more no-print" onClick={() => setAll(true)}>
      Show all {human(String(list.length))}
    </button>
  );
  return [list.slice(0, first), more];
}
