// The chart of a plan: the balance, and below it each payment in its two parts. A
// balance is many times a payment, so that one scale could not show both.

import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { human, pixels } from '../amount';
import { Money } from '../parts/money';
import type { Row, Schedule } from './schedule';

const colour = (name: string) => () => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const ink = colour('--ink');
const soft = colour('--soft');
const rule = colour('--rule');
const principal = colour('--principal');
const interest = colour('--interest');
const tint = colour('--tint');

const font = "12px 'IBM Plex Sans Variable', system-ui, sans-serif";

/** Chart draws a schedule, and says in words what stands under the pointer. */
export function Chart({ schedule }: { schedule: Schedule }) {
  const at = useRef<HTMLDivElement>(null);
  const [row, setRow] = useState<number | undefined>();
  useEffect(() => {
    const panels = draw(at.current!, schedule, setRow);
    return () => panels.end();
  }, [schedule]);
  const rows = schedule.rows;
  const shown = row === undefined ? undefined : rows[row];
  const end = rows[rows.length - 1]!;
  return (
    <figure class="chart">
      <figcaption>
        {shown ? (
          <Readout row={shown} />
        ) : (
          <span class="keys">
            <span class="key line">Balance</span>
            <span class="key principal">Principal</span>
            <span class="key interest">Interest</span>
          </span>
        )}
      </figcaption>
      <div
        ref={at}
        role="img"
        aria-label={`The balance goes from ${human(schedule.principalAmount)} to ${human(end.balance)} on ${end.date}. Every amount is in the table below.`}
      />
    </figure>
  );
}

function Readout({ row }: { row: Row }) {
  return (
    <span class="keys">
      <span>{row.date}</span>
      <span class="key line">
        <Money of={row.balance} />
      </span>
      <span class="key principal">
        <Money of={row.principal} />
      </span>
      <span class="key interest">
        <Money of={row.interest} />
      </span>
    </span>
  );
}

function draw(at: HTMLDivElement, schedule: Schedule, show: (row: number | undefined) => void): { end: () => void } {
  const rows = schedule.rows;
  const x = rows.map((_, i) => i);
  const balance: uPlot.AlignedData = [
    [-0.5, ...x, rows.length - 0.5],
    [pixels(schedule.principalAmount), ...rows.map((r) => pixels(r.balance)), pixels(rows[rows.length - 1]!.balance)],
  ];
  const payments: uPlot.AlignedData = [x, rows.map((r) => pixels(r.amount)), rows.map((r) => pixels(r.principal))];
  const left = Math.max(52, 20 + 7.2 * human(schedule.principalAmount.replace(/\..*/, '')).length); // room for the amounts of both panels
  const width = () => Math.max(200, at.clientWidth);
  const shared = (height: number, dates: boolean): Omit<uPlot.Options, 'series'> => ({
    width: width(),
    height,
    padding: [8, 24, dates ? 0 : 8, 0],
    legend: { show: false },
    select: { show: false, left: 0, top: 0, width: 0, height: 0 },
    cursor: { sync: { key: 'plan' }, drag: { x: false, y: false }, y: false, points: { show: false } },
    scales: { x: { time: false, range: [-0.5, rows.length - 0.5] }, y: { range: (_u, _min, max) => [0, max * 1.04] } },
    axes: [dates ? dateAxis(rows) : { show: false }, amountAxis(left)],
    hooks: { setCursor: [(u) => show(rowAt(u, rows.length))] },
  });
  const line: uPlot.Options = {
    ...shared(150, false),
    series: [{}, { stroke: ink, width: 1.75, fill: tint, paths: uPlot.paths.stepped!({ align: 1 }), points: { show: false } }],
  };
  const bars = uPlot.paths.bars!({ size: [rows.length > 80 ? 1 : 0.72, 44], align: 0 });
  const flat = { width: 0, paths: bars, points: { show: false } };
  const columns: uPlot.Options = {
    ...shared(150, true),
    series: [{}, { ...flat, fill: interest, stroke: interest }, { ...flat, fill: principal, stroke: principal }],
  };
  const plots = [new uPlot(line, balance, at), new uPlot(columns, payments, at)];

  const again = () => plots.forEach((plot) => plot.redraw()); // anew, since bars keep their colours
  const resize = () => plots.forEach((plot) => plot.setSize({ width: width(), height: plot.height }));
  const observer = new ResizeObserver(resize);
  observer.observe(at);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', again);
  window.addEventListener('paper', again); // the page is about to be printed, or was
  document.fonts?.ready.then(again);
  return {
    end: () => {
      observer.disconnect();
      dark.removeEventListener('change', again);
      window.removeEventListener('paper', again);
      plots.forEach((plot) => plot.destroy());
      show(undefined);
    },
  };
}

function rowAt(u: uPlot, count: number): number | undefined {
  const { left: x } = u.cursor;
  if (x === undefined || x < 0) return undefined;
  return Math.min(count - 1, Math.max(0, Math.round(u.posToVal(x, 'x'))));
}

function amountAxis(size: number): uPlot.Axis {
  return {
    size,
    font,
    stroke: soft,
    gap: 8,
    space: 36,
    grid: { stroke: rule, width: 1 },
    ticks: { show: false },
    border: { show: false },
    values: (_u, splits) => splits.map((v) => human(String(v))),
  };
}

function dateAxis(rows: Row[]): uPlot.Axis {
  return {
    size: 30,
    font,
    stroke: soft,
    gap: 8,
    space: 90,
    incrs: [1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 240, 600],
    grid: { show: false },
    ticks: { show: true, stroke: rule, width: 1, size: 4 },
    border: { show: true, stroke: soft, width: 1 },
    values: (_u, splits) => splits.map((v) => rows[v]?.date ?? ''),
  };
}
