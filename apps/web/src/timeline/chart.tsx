import { useEffect, useMemo, useRef, useState } from 'react';
import type { Entry } from '../api/types';
import { dayText, useLanguage } from '../app/language';
import { domainOf, packed, placed, shifted, ticks, zoomed, type Domain, type Placed } from './scale';

const ROW = 15;
const GAP = 12;
const TOP = 26;
/** Pixels that the text of a tick takes. */
const LABEL = 48;

/**
 * The picture: a lane for each kind of subject, time from left to right. An uncertain date is a stroke that fades at both ends, a fact
 * without a date a hollow mark at its source's publication. What the replay has not reached yet shows through, like writing scraped off.
 */
export function Chart({ entries, at, onPick }: { entries: readonly Entry[]; at: number; onPick: (index: number) => void }) {
  const { language, words } = useLanguage();
  const { box, width } = useWidth();
  const kinds = useMemo(() => [...new Map(entries.map(({ subject }) => [subject.kind, subject.kindLabel]))], [entries]);
  const facts = useMemo(
    () =>
      placed(
        entries,
        kinds.map(([kind]) => kind),
      ),
    [entries, kinds],
  );
  const all = useMemo(() => domainOf(facts), [facts]);
  const [window, setWindow] = useState<Domain | null>(null);
  const domain = window ?? all;
  useEffect(() => setWindow(null), [all]);
  const gutter = width < 560 ? 0 : 118;
  const x = (time: number) => gutter + ((time - domain.from) / (domain.to - domain.from)) * (width - gutter);
  const shown = facts.filter(({ from, to }) => to >= domain.from && from <= domain.to);
  const { rows, heights } = packed(shown, kinds.length, x);
  const tops = heights.reduce<number[]>((sums, rowsOfLane) => [...sums, sums.at(-1)! + rowsOfLane * ROW + GAP], [TOP]);
  const height = tops.at(-1)! + 4;
  const day = (time: number) => dayText(new Date(time).toISOString().slice(0, 10), language);

  return (
    <figure className="chart">
      <div className="chart-tools">
        <button type="button" onClick={() => setWindow(zoomed(domain, all, 0.5))}>
          {words.zoomIn}
        </button>
        <button type="button" onClick={() => setWindow(zoomed(domain, all, 2))}>
          {words.zoomOut}
        </button>
        <button type="button" onClick={() => setWindow(null)}>
          {words.zoomAll}
        </button>
      </div>
      <div ref={box} className="chart-box" onWheel={({ deltaX }) => Math.abs(deltaX) > 2 && setWindow(shifted(domain, all, deltaX / 800))}>
        <svg width={width} height={height} role="img" aria-label={words.pictureLabel(facts.length, day(all.from), day(all.to))}>
          <defs>
            <linearGradient id="soft">
              <stop offset="0" stopColor="currentColor" stopOpacity="0.15" />
              <stop offset="0.3" stopColor="currentColor" stopOpacity="0.85" />
              <stop offset="0.7" stopColor="currentColor" stopOpacity="0.85" />
              <stop offset="1" stopColor="currentColor" stopOpacity="0.15" />
            </linearGradient>
          </defs>
          {ticks(domain, width - gutter, language === 'fr' ? 'fr-FR' : 'en-GB').map(({ at: time, text }) => (
            <g key={time} className="tick">
              <line x1={x(time)} x2={x(time)} y1={TOP - 6} y2={height} />
              {/* The last has no room behind its line. */}
              <text y={14} {...(x(time) > width - LABEL ? { x: x(time) - 4, textAnchor: 'end' } : { x: x(time) + 4 })}>
                {text}
              </text>
            </g>
          ))}
          {kinds.map(([kind, label], lane) => (
            <g key={kind}>
              <line className="rule" x1={gutter} x2={width} y1={tops[lane + 1]! - 4} y2={tops[lane + 1]! - 4} />
              {gutter > 0 ? (
                <text className="lane" x={0} y={tops[lane]! + ROW / 2 + 4}>
                  {label}
                </text>
              ) : null}
            </g>
          ))}
          {shown.map((fact) => (
            <Mark
              key={fact.entry.id}
              fact={fact}
              x={x}
              y={tops[fact.lane]! + (rows.get(fact) ?? 0) * ROW + ROW / 2}
              state={fact.index === at ? 'now' : fact.index < at ? 'past' : 'future'}
              onPick={onPick}
            />
          ))}
        </svg>
      </div>
    </figure>
  );
}

function Mark({
  fact,
  x,
  y,
  state,
  onPick,
}: {
  fact: Placed;
  x: (time: number) => number;
  y: number;
  state: 'past' | 'now' | 'future';
  onPick: (index: number) => void;
}) {
  const { entry, from, to, index } = fact;
  const left = x(from);
  const wide = Math.max(0, x(to) - left);
  const undated = entry.placed?.by === 'publication';
  const classes = ['mark', state, entry.disputed ? 'disputed' : '', undated ? 'undated' : ''].filter(Boolean).join(' ');
  return (
    <g className={classes} onClick={() => onPick(index)}>
      <title>{`${entry.occurred?.text ?? ''} ${entry.subject.name ?? ''} : ${entry.sentence}`}</title>
      <rect className="hit" x={left - 6} y={y - 8} width={Math.max(14, wide + 12)} height={16} />
      {wide > 9 && !undated ? (
        <rect className="span" x={left} y={y - 3.5} width={wide} height={7} rx={3.5} fill="url(#soft)" />
      ) : undated ? (
        <path className="dot" d={`M${left} ${y - 5} l5 5 l-5 5 l-5 -5 z`} />
      ) : (
        <circle className="dot" cx={left} cy={y} r={4.5} />
      )}
      {entry.disputed ? <path className="flag" d={`M${left - 4} ${y - 7.5} h8`} /> : null}
    </g>
  );
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(960);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(280, Math.floor(element.clientWidth))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}
