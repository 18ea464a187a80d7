import { historyLines, NATIONAL_EVENTS, NATIONAL_YEARS, type HistoryOptions } from '@app/generating';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson, progressBar } from '../output.js';

interface Options {
  readonly out: string;
  readonly events?: string;
  readonly scale?: string;
  readonly years?: string;
  readonly from?: string;
  readonly seed?: string;
  readonly communes?: string;
  readonly departments?: string;
  readonly json?: boolean;
}

/** Characters handed over at once: a line at a time costs more than the lines. */
const CHUNK = 262_144;

/** Writes an invented history as an exported file; no database is opened. The file appears whole or not at all. */
export async function run({ out, json, ...given }: Options): Promise<void> {
  const options = understood(given);
  const total = options.events;
  const bar = progressBar('Invention');
  let count = 0;
  const chunks = function* () {
    const lines = historyLines(options, (done) => bar.update(done, total));
    let chunk = '';
    for (let line = lines.next(); ; line = lines.next()) {
      if (line.done) {
        count = line.value;
        break;
      }
      chunk += line.value;
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  };
  try {
    if (out === '-') return await writeAll(chunks(), process.stdout, false);
    const file = createWriteStream(`${out}.part`);
    await writeAll(chunks(), file, out.endsWith('.gz'));
    file.end();
    await finished(file);
    await rename(`${out}.part`, out);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Exit(EXIT.usage, `--departments « ${given.departments} » : aucune commune. → Donnez des codes : 59,62.`);
  } finally {
    bar.stop();
  }
  if (json) printJson({ events: count, file: out });
  else print(`${count} événements inventés dans ${out} : « palimpseste load ${out} » les enregistre.`);
}

/** As much as the country has in so many years, or that at a scale, or so many events. */
function understood(given: Omit<Options, 'out' | 'json'>): HistoryOptions & { readonly events: number } {
  if (given.events !== undefined && given.scale !== undefined)
    throw new Exit(EXIT.usage, '--events et --scale disent la même chose : donnez l’un des deux.');
  const years = whole('years', given.years, 1, 60) ?? NATIONAL_YEARS;
  const national = (NATIONAL_EVENTS * years) / NATIONAL_YEARS;
  return {
    years,
    events: whole('events', given.events, 1, 1e9) ?? Math.max(1, Math.round(national * scaleOf(given.scale))),
    seed: whole('seed', given.seed, 0, 2 ** 31),
    from: whole('from', given.from, 1950, 2200),
    communes: whole('communes', given.communes, 1, 1e6),
    departments: given.departments?.split(','),
  };
}

const writeAll = (chunks: Iterable<string>, to: Writable, compressed: boolean): Promise<void> => {
  const from = Readable.from(chunks);
  return compressed ? pipeline(from, createGzip({ level: 4 }), to, { end: false }) : pipeline(from, to, { end: false });
};

function whole(option: string, given: string | undefined, least: number, most: number): number | undefined {
  if (given === undefined) return undefined;
  const value = /^\d+$/.test(given) ? Number(given) : NaN;
  if (value >= least && value <= most) return value;
  throw new Exit(EXIT.usage, `--${option} « ${given} » : écrivez un nombre entier, de ${least} à ${most}.`);
}

function scaleOf(given = '1'): number {
  const scale = /^\d*\.?\d+$/.test(given) ? Number(given) : NaN;
  if (scale > 0 && scale <= 100) return scale;
  throw new Exit(EXIT.usage, `--scale « ${given} » : écrivez un nombre de 0,000001 à 100 avec un point (0.1 : un dixième du pays).`);
}
