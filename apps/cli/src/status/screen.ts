import { setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { Line } from './view.js';

/** Milliseconds between two frames. */
const EVERY = 1_000;

const ESCAPE = '\u001b[';
const ENTER = `${ESCAPE}?1049h${ESCAPE}?25l`;
const LEAVE = `${ESCAPE}?25h${ESCAPE}?1049l`;

const STYLES = { title: 'bold', heading: 'bold', bad: 'red', dim: 'dim' } as const;

/** What a terminal is asked. */
export interface Terminal {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** One frame: no line wider than the terminal, none below it. */
export function frame(lines: readonly Line[], columns: number, rows: number, colours: boolean): string {
  const room = rows - 1;
  const shown: readonly Line[] =
    lines.length <= room ? lines : [...lines.slice(0, room - 1), { text: `… ${lines.length - room + 1} lignes de plus`, tone: 'dim' }];
  const drawn = shown.map(({ text, tone }) => {
    const cut = text.length > columns ? `${text.slice(0, columns - 1)}…` : text;
    return `${tone && colours ? styleText(STYLES[tone], cut, { validateStream: false }) : cut}${ESCAPE}K`;
  });
  return `${ESCAPE}H${drawn.join('\r\n')}${ESCAPE}J`;
}

/** Draws again and again, in place on a screen of its own, until the signal aborts; then the terminal is as it was. */
export async function refresh(terminal: Terminal, look: () => Promise<Line[]>, signal: AbortSignal): Promise<void> {
  let lines: Line[] = [];
  const draw = () => void terminal.write(frame(lines, terminal.columns ?? 80, terminal.rows ?? 24, process.env.NO_COLOR === undefined));
  terminal.write(ENTER);
  terminal.on('resize', draw);
  try {
    while (!signal.aborted) {
      lines = await look();
      if (signal.aborted) break;
      draw();
      await setTimeout(EVERY, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    terminal.off('resize', draw);
    terminal.write(LEAVE);
  }
}
