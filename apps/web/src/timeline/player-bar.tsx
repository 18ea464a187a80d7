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
        <Button label={words.first} sign="⏮" onClick={() => seek(0)} disabled={at === 0} />
        <Button label={words.previous} sign="◀" onClick={() => seek(at - 1)} disabled={at === 0} />
        {playing ? (
          <Button label={words.pause} sign="❚❚" onClick={pause} strong />
        ) : (
          <>
            <Button label={words.playBackwards} sign="↺" onClick={() => play('backwards')} />
            <Button label={words.play} sign="▶" onClick={() => play('forwards')} strong />
          </>
        )}
        <Button label={words.next} sign="▶" onClick={() => seek(at + 1)} disabled={at >= count - 1} small />
        <Button label={words.last} sign="⏭" onClick={() => seek(count - 1)} disabled={at >= count - 1} />
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
  small,
}: {
  label: string;
  sign: string;
  onClick: () => void;
  disabled?: boolean;
  strong?: boolean;
  small?: boolean;
}) {
  return (
    <button
      type="button"
      className={strong ? 'strong' : small ? 'small' : undefined}
      aria-label={label}
      title={label}
      onClick={onClick}
      disabled={disabled}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
