// How figures look in a terminal, in French.

const whole = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 });
/** Narrow spaces are as wide as others in a terminal, and cut by some. */
export const count = (value: number): string => whole.format(value).replace(/\s/g, ' ');

/** 12 s, 3 min, 1 h 20, 2 j. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 3_570) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) {
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
  }
  return `${Math.round(seconds / 86_400)} j`;
}

const BAR = 20;

/** ████████░░░░  42 %; a share that cannot be known is no bar. */
export function bar(share: number | null): string {
  if (share === null) return ' '.repeat(BAR + 6);
  const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}

export const agoOf = (from: Date, now: Date): string => duration(Math.max(0, (now.getTime() - from.getTime()) / 1_000));

/** Day and time, in the terminal's own zone. */
export const momentOf = (date: Date): string => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }).format(date);

const WORKS: Readonly<Record<string, string>> = {
  'audit journal': 'journal d’audit',
  'access trail': 'journal des accès',
  'link watch': 'liens cités',
};

/** What a worker does beside projections: a process has its own name (`site-parts`). */
export const workOf = (name: string): string => WORKS[name] ?? name.replace(/^process /, '');

/** A worker's identifier, long enough to tell it from the others. */
export const shortOf = (id: string): string => id.slice(0, 8);
