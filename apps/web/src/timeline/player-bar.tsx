import { useEffect } from 'react';
import { useLanguage } from '../app/language';
import { SPEEDS, type Player } from './use-player';

/** Play, pause, step, scrub, speed, both ways; by hand or by keyboard. */
export function PlayerBar({ player, count, label, onTable }: { player: Player; count: number; label: string; onTable?: () => void }) {
  const { words } = useLanguage();
  const { at, playing, speed, seek, play, pause, setSpeed } = player;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
      // A focused button answers the space bar itself.
      if (event.key === ' ' && /^(BUTTON|A|SUMMARY)$/.test(target.tagName)) return;
      const does: Record<string, () => void> = {
        ' ': () => (playing ? pause() : play('forwards')),
        ArrowRight: () => seek(at + 1),
        ArrowLeft: () => seek(at - 1),
        Home: () => seek(0),
        End: () => seek(count - 1),
        t: () => onTable?.(),
        T: () => onTable?.(),
      };
      const action = does[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [at, count, onTable, pause, play, playing, seek]);

  return (
    <section className="player" aria-label={words.replay}>
      <div className="player-buttons">
        <Button label={words.first} sign="first" onClick={() => seek(0)} disabled={at === 0} />
        <Button label={words.previous} sign="previous" onClick={() => seek(at - 1)} disabled={at === 0} />
        {playing ? (
          <Button label={words.pause} sign="pause" onClick={pause} strong />
        ) : (
          <>
            <Button label={words.playBackwards} sign="backwards" onClick={() => play('backwards')} />
            <Button label={words.play} sign="play" onClick={() => play('forwards')} strong />
          </>
        )}
        <Button label={words.next} sign="next" onClick={() => seek(at + 1)} disabled={at >= count - 1} />
        <Button label={words.last} sign="last" onClick={() => seek(count - 1)} disabled={at >= count - 1} />
      </div>
      <label className="scrub">
        <span className="visually-hidden">{words.scrub}</span>
        <input
          type="range"
          min={1}
          max={Math.max(1, count)}
          value={at + 1}
          aria-valuetext={`${words.stepOf(at + 1, count)} : ${label}`}
          onChange={({ target }) => seek(Number(target.value) - 1)}
        />
      </label>
      <span className="step-of">{words.stepOf(at + 1, count)}</span>
      <label className="speed">
        {words.speed}
        <select value={speed} onChange={({ target }) => setSpeed(Number(target.value))}>
          {SPEEDS.map((value) => (
            <option key={value} value={value}>
              {words.perSecond(value)}
            </option>
          ))}
        </select>
      </label>
      <p className="keys">{words.keys}</p>
    </section>
  );
}

function Button({
  label,
  sign,
  onClick,
  disabled,
  strong,
}: {
  label: string;
  sign: keyof typeof SIGNS;
  onClick: () => void;
  disabled?: boolean;
  strong?: boolean;
}) {
  return (
    <button type="button" className={strong ? 'strong' : undefined} aria-label={label} title={label} onClick={onClick} disabled={disabled}>
      <Sign name={sign} />
    </button>
  );
}

const SIGNS = {
  first: 'M5 4v12M16 4 8 10l8 6z',
  previous: 'M14 4 6 10l8 6z',
  backwards: 'M17 4 9 10l8 6zM10 4 2 10l8 6z',
  pause: 'M6 4v12M14 4v12',
  play: 'M5 3l12 7-12 7z',
  next: 'M6 4l8 6-8 6z',
  last: 'M15 4v12M4 4l8 6-8 6z',
};

function Sign({ name }: { name: keyof typeof SIGNS }) {
  return (
    <svg
      aria-hidden="true"
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinejoin="round"
    >
      <path d={SIGNS[name]} />
    </svg>
  );
}
