import { TRAIL_ACTIONS, TrailQueries, type TrailAction } from '@app/trail';
import { EXIT, Exit } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { noteHere } from '../trailed.js';
import { withSystem } from '../with-system.js';

interface Options {
  readonly actor?: string;
  readonly action?: string;
  readonly about?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: string;
  readonly verify?: boolean;
  readonly head?: string;
  readonly json?: boolean;
}

const FINDINGS = {
  MISSING: 'manque',
  ALTERED: 'n’est plus ce qui fut écrit',
  CUT_OFF: 'et la suite ont été retirées',
  HEAD_DIFFERS: 'n’est pas celle dont l’empreinte fut gardée',
};

/** Who read what is not public, who took it away, who changed roles; or whether the trail still holds all that it held. */
export async function trail(options: Options): Promise<void> {
  if (options.verify) return verify(options);
  const { actor, action, about, json } = options;
  if (action !== undefined && !TRAIL_ACTIONS.includes(action as TrailAction))
    throw new Exit(EXIT.usage, `--action « ${action} » : l’un de ${TRAIL_ACTIONS.join(', ')}.`);
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new Exit(EXIT.usage, `--limit « ${options.limit} » : un nombre, de 1 à 10000.`);
  const [from, to] = [instant('from', options.from), instant('to', options.to)];
  const entries = await withSystem(async (system) => {
    await noteHere(system, { action: 'trail-read', route: 'palimpseste audit trail' });
    const filter = { actor, about, from, to, ...(action && { actions: [action as TrailAction] }) };
    return new TrailQueries(system.readModels).page(filter, undefined, limit);
  });
  if (json) return printJson(entries);
  for (const { position, recordedAt, actor: who, action: what, route, events = [], subjects = [] } of entries)
    print(
      [position, recordedAt, who, what, route, events.length > 0 && `${events.length} événement(s)`, ...subjects]
        .filter(Boolean)
        .join('  '),
    );
}

async function verify({ head, json }: Options): Promise<void> {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(head ?? '') ?? [];
  if (head !== undefined && hash === undefined)
    throw new Exit(EXIT.usage, `--head « ${head} » : numéro:empreinte, comme « audit trail --verify » les montre.`);
  const verified = await withSystem(async (system) => {
    await noteHere(system, { action: 'trail-read', route: 'palimpseste audit trail --verify' });
    return new TrailQueries(system.readModels).verify(hash === undefined ? undefined : { position: Number(position), hash });
  });
  if (json) printJson(verified);
  const [finding] = verified.findings;
  if (finding)
    throw new Exit(
      EXIT.tampered,
      `le journal des accès ne tient pas : l’entrée ${finding.position} ${FINDINGS[finding.code]} [${finding.code}].`,
    );
  if (!json) print(`${verified.entries} entrées tiennent. À garder ailleurs : ${verified.head.position}:${verified.head.hash}`);
}

function instant(option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(given) || Number.isNaN(Date.parse(given)))
    throw new Exit(EXIT.usage, `--${option} « ${given} » : un jour (2026-05-03) ou un instant (2026-05-03T08:00:00Z).`);
  return new Date(given).toISOString();
}
