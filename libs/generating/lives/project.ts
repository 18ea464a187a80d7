import type { Visibility } from '@app/kernel';
import { promised } from '../calendar.js';
import type { Chance } from '../chance.js';
import { subject, type Life, type Manner } from '../subjects.js';
import { ACTIVITIES, company, PROJECT_KINDS, THEMES } from '../words.js';
import type { World } from '../world.js';
import { aidLife, kindOf } from './aid.js';
import { announced, euros, hectares, lag, people } from './figures.js';
import { secondThoughts } from './second-thoughts.js';
import { siteLife } from './site.js';
import { trainingLife } from './training.js';

const UNTIL_ANNOUNCED: Visibility = { level: 'confidential', until: { event: 'ProjectAnnounced' } };
/** How many of the projects that juries may label are remembered. */
const REMEMBERED = 64;

/** A project of a firm: followed in secret at times, announced, aided, authorised, built, opened or given up, counted for years. */
export function* projectLife(world: World, chance: Chance): Life {
  const commune = world.places.any(chance);
  const activity = chance.of(ACTIVITIES);
  const firm = company(chance);
  const jobs = Math.min(6_000, Math.max(1, Math.round(chance.around(13, 1.35))));
  const investment = Math.round((jobs * activity.intensity * chance.around(0.8, 0.7)) / 1000) * 1000 + 1000;
  const isSecret = chance.happens(0.055);
  const project = subject('project', isSecret ? chance.uuid() : `projet-${chance.stream.toString(36)}`);
  const name = `${chance.of(PROJECT_KINDS)} ${firm} à ${commune.name}`.slice(0, 200);
  const described = {
    naf: activity.naf,
    ...(chance.happens(0.5) && { sector: activity.sector }),
  };
  const fate = { abandoned: false };
  let on = world.today - chance.between(0, 25);
  const manner = (fresh = 0.08): Manner => ({ on, sources: [world.document(commune, chance, fresh)] });

  if (isSecret) {
    const hidden = { ...manner(), visibility: UNTIL_ANNOUNCED };
    world.tell(project, 'ProjectProspected', { name, communeCode: commune.code, company: firm, ...described }, hidden, chance);
    if (chance.happens(0.7)) world.tell(project, 'JobsPledged', { jobs: people(jobs) }, hidden, chance);
    if (chance.happens(0.5)) world.tell(project, 'ApplicationSubmitted', { applicationId: 'premiere', applicant: firm }, hidden, chance);
    on += chance.between(60, 700);
    yield on + lag(chance);
    if (chance.happens(0.3)) return;
  }

  const goesUntold = !isSecret && chance.happens(0.01);
  if (!goesUntold) {
    const plan = {
      name,
      communeCode: commune.code,
      company: firm,
      theme: chance.of(THEMES),
      investment: announced(euros(investment), chance),
      jobsPledged: announced(people(jobs), chance),
      expectedOpening: promised(on + chance.between(200, 900), chance),
      ...described,
    };
    const told = world.tell(project, 'ProjectAnnounced', plan, manner(0.2), chance);
    secondThoughts(world, chance, { about: project, commune, told, field: 'investment', claims: 'investment', isFounding: true });
    if (chance.happens(0.42)) {
      const share = 0.03 + 0.15 * chance.next();
      const amount = Math.max(2_000, Math.round((investment * share) / 100) * 100);
      const aided = { commune, activity, beneficiary: firm, kind: kindOf(jobs, chance), amount, projectId: project.id, fate };
      world.begin(
        aidLife(world, world.chance(), { ...aided, family: chance.of(['industrie', 'industrie', 'innovation', 'foncier'] as const) }),
      );
    }
    if (!isSecret && chance.happens(0.1)) {
      on += chance.between(10, 120);
      yield on + lag(chance);
      world.tell(
        project,
        'ApplicationSubmitted',
        { applicationId: 'appel', applicant: firm, call: 'Appel à projets régional' },
        manner(),
        chance,
      );
      on += chance.between(60, 200);
      yield on + lag(chance);
      world.tell(
        project,
        'ApplicationDecided',
        { applicationId: 'appel', outcome: chance.happens(0.6) ? 'accepted' : 'rejected' },
        manner(),
        chance,
      );
    }
    if (chance.happens(0.1)) {
      on += chance.between(60, 300);
      yield on + lag(chance);
      world.tell(
        project,
        'ProjectRevised',
        { investment: euros(investment * (0.7 + chance.next())), expectedOpening: promised(on + 500, chance) },
        manner(),
        chance,
      );
    }
    if (chance.happens(0.62)) {
      on += Math.round(chance.around(200, 0.6));
      yield on + lag(chance);
      world.tell(
        project,
        'ProjectAuthorised',
        { permit: `PC ${commune.code} ${chance.between(10, 25)} ${chance.between(1, 99_999)}` },
        manner(),
        chance,
      );
    }
    if (chance.happens(0.15)) {
      world.tell(project, 'JobsCommitted', { jobs: people(jobs * 0.9) }, manner(), chance);
      world.tell(project, 'InvestmentCommitted', { investment: euros(investment) }, manner(), chance);
    }
    if (chance.happens(0.14)) {
      on += Math.round(chance.around(300, 0.8));
      yield on + lag(chance);
      fate.abandoned = true;
      world.tell(project, 'ProjectAbandoned', {}, manner(0.6), chance);
      return;
    }
    if (chance.happens(0.55)) {
      on += Math.round(chance.around(150, 0.7));
      yield on + lag(chance);
      world.tell(project, 'WorksStarted', {}, manner(), chance);
      if (chance.happens(0.12)) {
        const area = Math.max(0.05, chance.around(jobs / 40, 0.6));
        world.landAccounts.enter(world, chance, commune, hectares(area).value!, { projectId: project.id }, manner());
      }
    }
    if (chance.happens(0.03)) {
      on += chance.between(30, 300);
      yield on + lag(chance);
      world.tell(project, 'ProjectSuspended', {}, manner(), chance);
      on += chance.between(60, 600);
      yield on + lag(chance);
      world.tell(project, 'ProjectResumed', {}, manner(), chance);
    }
  }

  on += Math.round(chance.around(330, 0.7));
  yield on + lag(chance);
  if (goesUntold) {
    const exception = { rule: 'OPENING_NOT_ANNOUNCED', reason: 'Aucune annonce retrouvée dans la presse' };
    world.tell(project, 'ProjectOpened', { name, communeCode: commune.code, ...described }, { ...manner(), exception }, chance);
  } else world.tell(project, 'ProjectOpened', {}, manner(), chance);
  if (world.opened.push({ projectId: project.id, name, commune }) > REMEMBERED) world.opened.shift();
  if (chance.happens(0.25)) world.begin(siteLife(world, world.chance(), { commune, activity, firm, jobs, projectId: project.id }));
  if (chance.happens(0.04)) world.begin(trainingLife(world, world.chance(), { commune, activity, projectId: project.id }));

  const created = Math.round(jobs * Math.min(1.4, chance.around(0.72, 0.4)));
  if (chance.happens(0.7)) {
    on += chance.between(90, 400);
    yield on + lag(chance);
    world.tell(project, 'JobsRealised', { jobs: people(created) }, manner(), chance);
    const spent = chance.happens(0.45) ? investment * (0.8 + 0.5 * chance.next()) : undefined;
    if (spent !== undefined) world.tell(project, 'InvestmentRealised', { investment: euros(spent) }, manner(), chance);
    let left = created;
    for (const share of [0.5, 0.5]) {
      if (!chance.happens(share)) return;
      on += chance.between(900, 1_200);
      yield on + lag(chance);
      left = Math.round(left * (0.6 + 0.4 * chance.next()));
      world.tell(project, 'JobsSurviving', { jobs: people(left) }, manner(), chance);
      if (spent !== undefined && chance.happens(0.2))
        world.tell(project, 'InvestmentSurviving', { investment: euros(spent * 0.9) }, manner(), chance);
    }
  }
}
