import { useCallback, useEffect, useState } from 'react';

export interface Player {
  /** The step it stands at, from 0. */
  readonly at: number;
  readonly playing: 'forwards' | 'backwards' | null;
  readonly speed: number;
  readonly seek: (at: number) => void;
  readonly play: (direction: 'forwards' | 'backwards') => void;
  readonly pause: () => void;
  readonly setSpeed: (speed: number) => void;
}

export const SPEEDS = [0.5, 1, 2, 4, 8];

/** Moves through the steps of a story; the place is the caller's, so that it can be kept in the address. */
export function usePlayer(count: number, at: number, onSeek: (at: number) => void): Player {
  const [playing, setPlaying] = useState<'forwards' | 'backwards' | null>(null);
  const [speed, setSpeed] = useState(1);
  const last = Math.max(0, count - 1);
  const ended = playing === 'forwards' ? at >= last : at <= 0;

  useEffect(() => {
    if (!playing) return;
    if (ended) {
      setPlaying(null);
      return;
    }
    const timer = setTimeout(() => onSeek(at + (playing === 'forwards' ? 1 : -1)), 1_000 / speed);
    return () => clearTimeout(timer);
  }, [playing, ended, at, speed, onSeek]);

  const seek = useCallback(
    (to: number) => {
      setPlaying(null);
      onSeek(Math.min(last, Math.max(0, to)));
    },
    [last, onSeek],
  );
  const play = useCallback(
    (direction: 'forwards' | 'backwards') => {
      // Playing from the end begins again.
      if (direction === 'forwards' && at >= last) onSeek(0);
      if (direction === 'backwards' && at <= 0) onSeek(last);
      setPlaying(direction);
    },
    [at, last, onSeek],
  );
  return { at: Math.min(at, last), playing, speed, seek, play, pause: () => setPlaying(null), setSpeed };
}
