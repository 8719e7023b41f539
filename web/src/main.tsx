import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Allocation } from './allocation/allocation';
import { Check } from './check/check';
import { Engine } from './engine';
import { hasFiles } from './parts/editor';
import { Plan } from './plan/plan';
import { Tabs } from './tabs';
import './style.css';

// The address names the tab, and for a plan its terms: #plan?principal=1180.00&…
// What stands behind # never reaches a server.
function place(): { tab: string; query: string } {
  const [tab = '', query = ''] = location.hash.slice(1).split(/\?(.*)/s);
  return { tab: ['plan', 'allocation', 'check'].includes(tab) ? tab : 'plan', query };
}

// Safari refuses more than a hundred addresses in half a minute, as a long note makes
// them. The next one tells all that was typed.
function setAddress(fragment: string) {
  try {
    history.replaceState(null, '', fragment);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function Page() {
  const [{ tab }, setPlace] = useState(place);
  const [followed, setFollowed] = useState(() => (place().tab === 'plan' ? place() : { tab: 'plan', query: '' }));
  const planQuery = useRef(followed.query);
  // One for each tab, so that a large file never holds up the others.
  const [plan, allocation, check] = useMemo(() => [new Engine(), new Engine(), new Engine()] as const, []);

  useEffect(() => {
    const follow = () => {
      const next = place();
      setPlace(next);
      if (next.tab === 'plan' && next.query) setFollowed(next);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);

  useEffect(() => {
    document.title = `${{ plan: 'Payment plan', allocation: 'Allocation', check: 'Checks and remittances' }[tab]} - paysplit`;
  }, [tab]);

  const choose = (id: string) => {
    setAddress(`#${id}${id === 'plan' ? `?${planQuery.current}` : ''}`);
    setPlace({ tab: id, query: '' });
  };
  const link = (query: string) => {
    planQuery.current = query;
    if (place().tab === 'plan') setAddress(`#plan?${query}`);
  };
  return (
    <>
      <header>
        <div class="brand">
          <Mark />
          <h1>paysplit</h1>
          <p>Where every cent goes, and when it falls due</p>
        </div>
        <p class="private no-print">
          <Lock />
          Nothing leaves this browser
        </p>
      </header>
      <Tabs
        chosen={tab}
        onChoose={choose}
        tabs={[
          { id: 'plan', name: 'Payment plan', panel: <Plan engine={plan} followed={followed} onLink={link} /> },
          { id: 'allocation', name: 'Allocation', panel: <Allocation engine={allocation} active={tab === 'allocation'} /> },
          {
            id: 'check',
            name: (
              <>
                Checks<span class="wide-only"> and remittances</span>
              </>
            ),
            panel: <Check engine={check} active={tab === 'check'} />,
          },
        ]}
      />
      <footer class="no-print">
        <p>
          Everything is worked out here, by the paysplit engine in WebAssembly. What you type, paste or drop stays in this
          browser: the page's policy lets it reach its own host alone, and it sends nothing there. A link to a plan carries its
          terms behind the #, which browsers keep to themselves. <a href="./licenses.txt">Licenses</a>
        </p>
      </footer>
    </>
  );
}

const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <path
      d="M3 16h9m0 0c6 0 6-9 12-9h5M12 16h17M12 16c6 0 6 9 12 9h5"
      fill="none"
      stroke="currentColor"
      stroke-width="2.6"
      stroke-linecap="round"
    />
  </svg>
);

const Lock = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path
      d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3 7h10v7H3z"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linejoin="round"
    />
  </svg>
);

// A file that is dropped beside its place must not take the page's place.
for (const event of ['dragover', 'drop'] as const) window.addEventListener(event, (e) => hasFiles(e) && e.preventDefault());

// Paper is white, whatever the screen is.
const onPaper = (on: boolean) => {
  document.documentElement.toggleAttribute('data-paper', on);
  window.dispatchEvent(new Event('paper'));
};
window.addEventListener('beforeprint', () => onPaper(true));
window.addEventListener('afterprint', () => onPaper(false));

render(<Page />, document.getElementById('page')!);
