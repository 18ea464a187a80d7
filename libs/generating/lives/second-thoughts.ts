import type { Figure } from '@app/kernel';
import type { Commune } from '@app/reference';
import type { Chance } from '../chance.js';
import type { Life, Subject, Told } from '../subjects.js';
import type { World } from '../world.js';
import { lag } from './figures.js';

/** What share of correctable facts meets with each. */
const CORRECTED = 0.13;
const RETRACTED = 0.02;
const DISPUTED = 0.025;

interface Doubtful {
  readonly about: Subject;
  readonly commune: Commune;
  /** A fact whose figure no rule reads: told otherwise, nothing else falls with it. */
  readonly told: Told;
  /** The figure of the payload that may have been wrong. */
  readonly field: string;
  /** Key of the claims about that figure. */
  readonly claims: string;
  /** Others rest on it: it may have been told wrongly, but it happened. */
  readonly isFounding?: boolean;
}

/** Some facts are told again otherwise, some taken back, some contradicted by another source. Much later, at times. */
export function secondThoughts(world: World, chance: Chance, doubtful: Doubtful): void {
  const fate = chance.next();
  if (fate < CORRECTED) world.begin(correction(world, chance, doubtful));
  else if (fate < CORRECTED + RETRACTED) {
    if (!doubtful.isFounding) world.begin(retraction(world, chance, doubtful));
  } else if (fate < CORRECTED + RETRACTED + DISPUTED) world.begin(dispute(world, chance, doubtful));
}

function* correction(world: World, chance: Chance, { about, commune, told, field }: Doubtful): Life {
  yield world.today + 10 + 3 * lag(chance);
  const source = world.document(commune, chance);
  const fact = {
    type: told.type,
    schemaVersion: 1,
    data: { ...told.data, [field]: otherwise(told, field) },
    occurred: told.occurred,
    sources: [{ documentId: source }],
  };
  const manner = { occurred: told.occurred, sources: [source], visibility: told.visibility, reason: chance.of(REASONS) };
  world.tellOf(about, 'FactCorrected', { corrects: told.eventId, fact }, manner, chance);
}

function* retraction(world: World, chance: Chance, { about, told }: Doubtful): Life {
  yield world.today + 5 + 2 * lag(chance);
  const manner = { occurred: told.occurred, sources: [], visibility: told.visibility, reason: 'Enregistré deux fois par erreur' };
  world.tellOf(about, 'FactRetracted', { retracts: told.eventId }, manner, chance);
}

function* dispute(world: World, chance: Chance, { about, commune, told, field, claims }: Doubtful): Life {
  yield world.today + 5 + lag(chance);
  const source = world.document(commune, chance, 1);
  const { occurred, visibility } = told;
  const claim = world.tellOf(
    about,
    'ClaimRecorded',
    { about: claims, figure: otherwise(told, field) },
    { occurred, sources: [source], visibility },
    chance,
  );
  yield world.today + lag(chance);
  const disputed = { disputes: told.eventId, with: [claim.eventId], about: claims };
  const opened = world.tellOf(
    about,
    'FactDisputed',
    disputed,
    { occurred: null, sources: [], visibility, reason: 'Deux sources ne s’accordent pas' },
    chance,
  );
  if (chance.happens(0.4)) return;
  yield world.today + 30 + lag(chance);
  const preferred = chance.happens(0.7) ? { preferred: chance.of([told, claim]).eventId } : {};
  const manner = { occurred: null, sources: [source], visibility, reason: 'Relevé vérifié auprès de l’exploitant' };
  world.tellOf(about, 'DisputeSettled', { dispute: opened.eventId, ...preferred, decidedBy: 'Comité de l’observatoire' }, manner, chance);
}

/** Another figure, of the same kind. */
function otherwise({ data }: Told, field: string): Figure {
  const { value, low = 0, high = 0, ...rest } = (data as Record<string, Figure>)[field]!;
  const moved = (number: number) => number + Math.max(1, Math.round(number / 9));
  return value === undefined ? { ...rest, low: moved(low), high: moved(high) } : { ...rest, value: moved(value) };
}

const REASONS = ['Faute de frappe', 'L’article a été rectifié', 'Chiffre d’un autre site', 'Total confondu avec une partie'];
