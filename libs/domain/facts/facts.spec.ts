import { MemoryEventStore, CommandRunner, loadStream } from '@app/event-store';
import { effectiveFacts, newEventId, parseOccurred, PUBLIC, Refusal, type Command, type RecordedFact, type Visibility } from '@app/kernel';
import { plainToInstance } from 'class-transformer';
import { CorrectFact, DisputeFact, RecordClaim, RetractFact, SettleDispute } from './facts.commands.js';
import { labelOfClaimEn } from './facts.en.js';
import { labelOfClaimFr } from './facts.fr.js';
import { correctionSentences } from './facts.texts.js';
import { InvalidReplacement, recordFact } from './facts.handlers.js';
import { plants, RegisterPlant, AnnounceClosure, ClosePlant } from './plants.fixture.js';

describe('a claim', () => {
  it('is kept beside the facts of its subject, with its source', async () => {
    const plant = await closedPlant();
    await plant.says(RecordClaim, { about: 'jobs-lost', figure: people(863), said: '2020-11-13', status: 'realised' });
    const claim = (await plant.facts()).at(-1)!;
    expect(claim).toMatchObject({
      type: 'ClaimRecorded',
      data: { about: 'jobs-lost', figure: { value: 863, unit: 'people' }, said: { edtf: '2020-11-13' }, status: 'realised' },
    });
    expect(claim.meta.sources).toEqual([{ documentId: 'gazette-2024' }]);
  });

  it('may be a date or words, as well as a figure', async () => {
    const plant = await closedPlant();
    await plant.says(RecordClaim, { about: 'closed-on', date: '2020-09-16' });
    await plant.says(RecordClaim, { about: 'buyer', text: 'Log’s' });
    expect((await plant.facts()).slice(-2).map(({ data }) => data)).toEqual([
      { about: 'closed-on', date: { edtf: '2020-09-16', earliest: '2020-09-16', latest: '2020-09-16' } },
      { about: 'buyer', text: 'Log’s' },
    ]);
  });

  it('says one thing', async () => {
    const plant = await closedPlant();
    await expectRefused(plant.says(RecordClaim, { about: 'buyer' }), 'CLAIM_SAYS_ONE_THING');
    await expectRefused(plant.says(RecordClaim, { about: 'buyer', text: 'Log’s', date: '2021-04' }), 'CLAIM_SAYS_ONE_THING');
  });

  it('needs a subject that is known', async () => {
    const plant = thePlant();
    await expectRefused(plant.says(RecordClaim, { about: 'buyer', text: 'Log’s' }), 'UNKNOWN_SUBJECT');
    await expectRefused(
      plant.says(RecordClaim, { about: 'buyer', text: 'Log’s', subject: { kind: 'ship', id: 'titanic' } }),
      'UNKNOWN_SUBJECT',
    );
  });

  it('stays as secret as its subject, until that is announced', async () => {
    const secret: Visibility = { level: 'confidential', until: { event: 'ClosureAnnounced' } };
    const plant = thePlant();
    await plant.records(RegisterPlant, { name: 'Usine', visibility: secret });
    await plant.says(RecordClaim, { about: 'employees', figure: people(863), visibility: PUBLIC });
    await plant.records(AnnounceClosure, {});
    await plant.says(RecordClaim, { about: 'employees', figure: people(835) });
    const claims = (await plant.facts()).filter(({ type }) => type === 'ClaimRecorded');
    expect(claims.map(({ meta }) => meta.visibility)).toEqual([secret, PUBLIC]);
  });
});

describe('a correction', () => {
  it('says what the fact should have said, with its own date and source', async () => {
    const plant = await closedPlant();
    await plant.says(CorrectFact, {
      corrects: plant.id('PlantClosed'),
      command: { name: 'ClosePlant', jobsLost: 863, occurred: '2021-04-30', sources: [{ documentId: 'tendances-2021-04' }] },
    });
    const [corrected] = (await plant.standing()).filter(({ type }) => type === 'PlantClosed');
    expect(corrected).toMatchObject({
      eventId: plant.id('PlantClosed'),
      data: { jobsLost: people(863) },
      meta: { occurred: { edtf: '2021-04-30' }, sources: [{ documentId: 'tendances-2021-04' }] },
    });
    expect(corrected!.correctedBy!.meta.reason).toBe('the article was misread');
  });

  it('cites what the corrected fact now cites when its command cites nothing', async () => {
    const plant = await closedPlant();
    await plant.correctsClosing({ jobsLost: 863 });
    expect((await plant.standing()).at(-1)!.meta.sources).toEqual([{ documentId: 'gazette-2024' }]);
  });

  it('may itself be corrected', async () => {
    const plant = await closedPlant();
    await plant.correctsClosing({ jobsLost: 863 });
    await plant.says(CorrectFact, { corrects: plant.id('FactCorrected'), command: { name: 'ClosePlant', jobsLost: 830 } });
    expect((await plant.standing()).at(-1)!.data).toEqual({ jobsLost: people(830) });
  });

  it('is decided as things stood before the corrected fact, not as they stand now', async () => {
    const plant = await closedPlant();
    // Decided now, a second closing would change nothing: the plant is closed.
    expect((await plant.correctsClosing({ jobsLost: 863, occurred: '2021' })).status).toBe('recorded');
    await expectRefused(plant.correctsClosing({ jobsLost: 863, occurred: '2020-01' }), 'CLOSED_BEFORE_ANNOUNCEMENT');
  });

  it('counts with the corrections of what came before', async () => {
    const plant = await closedPlant();
    await plant.says(CorrectFact, { corrects: plant.id('ClosureAnnounced'), command: { name: 'AnnounceClosure', occurred: '2020-01-02' } });
    expect((await plant.correctsClosing({ jobsLost: 864, occurred: '2020-02' })).status).toBe('recorded');
  });

  it('may break a rule when the source does, and says so in its envelope', async () => {
    const plant = await closedPlant();
    const exception = { rule: 'CLOSED_BEFORE_ANNOUNCEMENT', reason: 'the article gives the day before' };
    await plant.correctsClosing({ jobsLost: 864, occurred: '2020-09-15', exception });
    expect((await plant.facts()).at(-1)!.meta.exception).toEqual(exception);
  });

  it('is checked as the command it holds, field by field', async () => {
    const plant = await closedPlant();
    const wrong = await plant.correctsClosing({ jobsLost: 'many', jobs: 3 }).catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(InvalidReplacement);
    expect((wrong as InvalidReplacement).errors.map(({ property }) => property).sort()).toEqual(['jobs', 'jobsLost']);
  });

  it('that changes nothing is not recorded', async () => {
    const plant = await closedPlant();
    const same = { jobsLost: 864, occurred: '2020-12~', sources: [{ documentId: 'accord-2023' }] };
    expect((await plant.correctsClosing(same)).status).toBe('unchanged');
  });

  it('is recorded once, however often it is sent', async () => {
    const plant = await closedPlant();
    const commandId = newEventId();
    await plant.correctsClosing({ jobsLost: 863 }, commandId);
    expect((await plant.correctsClosing({ jobsLost: 863 }, commandId)).status).toBe('repeated');
    expect((await plant.facts()).filter(({ type }) => type === 'FactCorrected')).toHaveLength(1);
  });

  it.each([
    ['a fact of another kind', { name: 'AnnounceClosure' }, 'CORRECTION_SAYS_NOTHING'],
    ['a claim', { name: 'RecordClaim', about: 'jobs-lost', text: 'many' }, 'CORRECTION_SAYS_NOTHING'],
    ['a command nobody knows', { name: 'SinkShip' }, 'CORRECTION_OF_ANOTHER_KIND'],
    ['a name that only JavaScript knows', { name: 'constructor' }, 'CORRECTION_OF_ANOTHER_KIND'],
    ['another plant', { name: 'ClosePlant', plantId: 'elsewhere' }, 'CORRECTION_OF_ANOTHER_SUBJECT'],
    ['another visibility', { name: 'ClosePlant', visibility: { level: 'internal' } }, 'VISIBILITY_FOLLOWS_FACT'],
  ])('does not replace a fact with %s', async (_, command, code) => {
    const plant = await closedPlant();
    await expectRefused(plant.says(CorrectFact, { corrects: plant.id('PlantClosed'), command }), code);
  });

  it('of a claim is a claim', async () => {
    const plant = await closedPlant();
    await plant.says(RecordClaim, { about: 'employees', figure: people(835) });
    const corrects = plant.id('ClaimRecorded');
    await expectRefused(plant.says(CorrectFact, { corrects, command: { name: 'ClosePlant' } }), 'CORRECTION_SAYS_NOTHING');
    await plant.says(CorrectFact, { corrects, command: { name: 'RecordClaim', about: 'employees', figure: people(863) } });
    expect((await plant.standing()).at(-1)!.data).toMatchObject({ about: 'employees', figure: { value: 863 } });
  });

  it('needs a fact of this subject that was not withdrawn', async () => {
    const plant = await closedPlant();
    const command = { name: 'ClosePlant', jobsLost: 863 };
    await expectRefused(plant.says(CorrectFact, { corrects: newEventId(), command }), 'FACT_UNKNOWN');
    await plant.correctsClosing({ jobsLost: 863 });
    await plant.says(RetractFact, { retracts: plant.id('FactCorrected') });
    await expectRefused(plant.says(CorrectFact, { corrects: plant.id('FactCorrected'), command }), 'FACT_RETRACTED');
    await expectRefused(plant.says(CorrectFact, { corrects: plant.id('FactRetracted'), command }), 'NOT_A_FACT');
    await plant.says(RetractFact, { retracts: plant.id('PlantClosed') });
    await expectRefused(plant.correctsClosing({ jobsLost: 830 }), 'FACT_RETRACTED');
  });

  it('names its command as data files do, so that the command may have a name of its own', async () => {
    const plant = await closedPlant();
    const command = { record: 'RegisterPlant', name: 'Bridgestone Béthune (pneumatiques)' };
    await plant.says(CorrectFact, { corrects: plant.id('PlantRegistered'), command });
    expect((await plant.standing())[0]!.data).toEqual({ name: 'Bridgestone Béthune (pneumatiques)' });
  });

  it('is seen by those who see the corrected fact', async () => {
    const plant = thePlant();
    await plant.records(RegisterPlant, { name: 'Usine', visibility: { level: 'internal' } });
    await plant.says(CorrectFact, { corrects: plant.id('PlantRegistered'), command: { record: 'RegisterPlant', name: 'Atelier' } });
    await plant.says(RetractFact, { retracts: plant.id('PlantRegistered') });
    const visibilities = (await plant.facts()).map(({ meta }) => meta.visibility.level);
    expect(visibilities).toEqual(['internal', 'internal', 'internal']);
  });
});

describe('a retraction', () => {
  it('withdraws a fact, and the fact returns when the retraction is withdrawn', async () => {
    const plant = await closedPlant();
    await plant.says(RetractFact, { retracts: plant.id('PlantClosed') });
    expect((await plant.standing()).map(({ type }) => type)).toEqual(['PlantRegistered', 'ClosureAnnounced']);
    await plant.says(RetractFact, { retracts: plant.id('FactRetracted') });
    expect((await plant.standing()).map(({ type }) => type)).toEqual(['PlantRegistered', 'ClosureAnnounced', 'PlantClosed']);
  });

  it('happens once', async () => {
    const plant = await closedPlant();
    await plant.says(RetractFact, { retracts: plant.id('PlantClosed') });
    await expectRefused(plant.says(RetractFact, { retracts: plant.id('PlantClosed') }), 'FACT_RETRACTED');
    await expectRefused(plant.says(RetractFact, { retracts: newEventId() }), 'FACT_UNKNOWN');
  });
});

describe('a dispute', () => {
  it('sets facts and claims side by side and leaves them readable', async () => {
    const plant = await disputedPlant();
    const [closed, claim, dispute] = (await plant.standing()).slice(-3);
    expect(dispute!.data).toEqual({ disputes: closed!.eventId, with: [claim!.eventId], about: 'jobs-lost' });
  });

  it('is opened once between the same', async () => {
    const plant = await disputedPlant();
    const again = { disputes: plant.id('PlantClosed'), with: [plant.id('ClaimRecorded')], about: 'jobs-lost' };
    expect((await plant.says(DisputeFact, again)).status).toBe('unchanged');
  });

  it('is between facts of this subject, and not of one with itself', async () => {
    const plant = await closedPlant();
    const disputes = plant.id('PlantClosed');
    await expectRefused(plant.says(DisputeFact, { disputes, with: [disputes], about: 'jobs-lost' }), 'DISPUTED_WITH_ITSELF');
    await expectRefused(plant.says(DisputeFact, { disputes, with: [newEventId()], about: 'jobs-lost' }), 'FACT_UNKNOWN');
    await expectRefused(plant.says(DisputeFact, { disputes: newEventId(), about: 'jobs-lost' }), 'FACT_UNKNOWN');
  });

  it('is about the fact, when it names one of its corrections', async () => {
    const plant = await closedPlant();
    await plant.correctsClosing({ jobsLost: 830 });
    await plant.says(RecordClaim, { about: 'jobs-lost', figure: people(863) });
    await plant.says(DisputeFact, { disputes: plant.id('ClaimRecorded'), with: [plant.id('FactCorrected')], about: 'jobs-lost' });
    expect((await plant.facts()).at(-1)!.data).toMatchObject({ with: [plant.id('PlantClosed')] });
    const both = [plant.id('PlantClosed'), plant.id('FactCorrected')];
    await expectRefused(plant.says(DisputeFact, { disputes: both[0], with: both.slice(1), about: 'jobs-lost' }), 'DISPUTED_WITH_ITSELF');
  });

  it('is as secret as the most secret of what it sets side by side', async () => {
    const plant = await closedPlant();
    await plant.says(RecordClaim, { about: 'jobs-lost', figure: people(863), visibility: { level: 'internal' } });
    await plant.says(DisputeFact, { disputes: plant.id('PlantClosed'), with: [plant.id('ClaimRecorded')], about: 'jobs-lost' });
    expect((await plant.facts()).at(-1)!.meta.visibility).toEqual({ level: 'internal' });
  });
});

describe('a settlement', () => {
  it('prefers one of the disputed, by decision of a body', async () => {
    const plant = await disputedPlant();
    const settlement = { dispute: plant.id('FactDisputed'), preferred: plant.id('ClaimRecorded'), decidedBy: 'Région' };
    await plant.says(SettleDispute, settlement);
    expect((await plant.facts()).at(-1)).toMatchObject({ type: 'DisputeSettled', data: settlement });
    expect((await plant.says(SettleDispute, settlement)).status).toBe('unchanged');
  });

  it('may prefer none: they count different things', async () => {
    const plant = await disputedPlant();
    await plant.says(SettleDispute, { dispute: plant.id('FactDisputed'), decidedBy: 'Région' });
    expect((await plant.facts()).at(-1)!.data).toEqual({ dispute: plant.id('FactDisputed'), decidedBy: 'Région' });
  });

  it('needs a dispute that stands, and a preference inside it', async () => {
    const plant = await disputedPlant();
    const [dispute, decidedBy] = [plant.id('FactDisputed'), 'Région'];
    await expectRefused(plant.says(SettleDispute, { dispute: newEventId(), decidedBy }), 'FACT_UNKNOWN');
    await expectRefused(plant.says(SettleDispute, { dispute: plant.id('PlantClosed'), decidedBy }), 'NOT_A_DISPUTE');
    await expectRefused(
      plant.says(SettleDispute, { dispute, preferred: plant.id('ClosureAnnounced'), decidedBy }),
      'PREFERRED_NOT_IN_DISPUTE',
    );
    await plant.says(RetractFact, { retracts: plant.id('ClaimRecorded') });
    await expectRefused(plant.says(SettleDispute, { dispute, preferred: plant.id('ClaimRecorded'), decidedBy }), 'FACT_RETRACTED');
    await plant.says(RetractFact, { retracts: dispute });
    await expectRefused(plant.says(SettleDispute, { dispute, decidedBy }), 'FACT_RETRACTED');
  });
});

const people = (value: number) => ({ value, unit: 'people' as const });
const subject = { kind: 'plant', id: 'bridgestone-bethune' };

async function closedPlant() {
  const plant = thePlant();
  await plant.records(RegisterPlant, { name: 'Bridgestone Béthune' });
  await plant.records(AnnounceClosure, { occurred: '2020-09-16' });
  await plant.records(ClosePlant, { occurred: '2020-12~', jobsLost: people(864), sources: [{ documentId: 'accord-2023' }] });
  return plant;
}

async function disputedPlant() {
  const plant = await closedPlant();
  await plant.says(RecordClaim, { about: 'jobs-lost', figure: people(863) });
  await plant.says(DisputeFact, { disputes: plant.id('PlantClosed'), with: [plant.id('ClaimRecorded')], about: 'jobs-lost' });
  return plant;
}

/** A plant's stream in a store of its own, written through the same runner as everywhere. */
function thePlant() {
  const store = new MemoryEventStore();
  const runner = new CommandRunner(store);
  let known: RecordedFact[] = [];
  const read = async () => (known = await loadStream(store, 'plant-bridgestone-bethune', plants.decider));
  const issued = (commandId = newEventId()) => ({ commandId, actor: { id: 'officer', role: 'officer' as const }, correlationId: 'test' });
  const said = { reason: 'the article was misread', sources: [{ documentId: 'gazette-2024' }] };

  async function says<C extends Command>(type: new () => C, body: object, commandId?: string) {
    const command = plainToInstance(type, { subject, ...said, ...body });
    command.issued = issued(commandId);
    const result = await recordFact(runner, (kind) => (kind === 'plant' ? plants : undefined), command as never);
    await read();
    return result;
  }
  return {
    says,
    correctsClosing: (body: object, commandId?: string) =>
      says(
        CorrectFact,
        { corrects: known.find(({ type }) => type === 'PlantClosed')!.eventId, command: { name: 'ClosePlant', ...body } },
        commandId,
      ),
    async records<C extends Command>(type: new () => C, body: object) {
      const command = plainToInstance(type, { plantId: subject.id, ...said, ...body });
      command.issued = issued();
      await runner.run(plants.decider, command);
      await read();
    },
    facts: read,
    standing: async () => effectiveFacts(await read()),
    /** Identifier of the first event of a type. */
    id: (type: string) => known.find((fact) => fact.type === type)!.eventId,
  };
}

async function expectRefused(saying: Promise<unknown>, code: string) {
  const refused = await saying.catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refusal);
  expect((refused as Refusal).code).toBe(code);
}

describe('what the timeline says of it', () => {
  const { fr, en } = correctionSentences;

  it.each([
    ['area-land-brownfield', 'Terrains en friche', 'Brownfield land'],
    ['people-solved-at-12-months', 'Salariés avec une solution, à 12 mois', 'Employees with a solution, after 12 months'],
    ['laureates-2022', 'Lauréats (2022)', 'Laureates (2022)'],
    ['chimney-height', undefined, undefined],
  ])('calls %s by its name', (about, french, english) => expect([labelOfClaimFr(about), labelOfClaimEn(about)]).toEqual([french, english]));

  it('names what a claim is about, what it says and how firmly', () => {
    const claim = {
      about: 'people-solved',
      figure: people(772),
      status: 'realised',
      shares: [{ value: 0.98, outOf: 786, of: 'salariés accompagnés' }],
      breakdown: [{ kind: 'retraite', value: 89 }],
    } as const;
    expect(plain(fr.ClaimRecorded(claim))).toBe(
      'Salariés avec une solution : 772 (constat ; 98 % des 786 salariés accompagnés ; retraite : 89)',
    );
    expect(plain(en.ClaimRecorded(claim))).toBe('Employees with a solution: 772 (realised; 98% of 786 salariés accompagnés; retraite: 89)');
  });

  it('tells dates and words as well', () => {
    expect(plain(fr.ClaimRecorded({ about: 'closed-on', date: parseOccurred('2020-09-16') }))).toBe(
      'Date de fermeture : 16 septembre 2020',
    );
    expect(plain(fr.ClaimRecorded({ about: 'buyer', text: 'Log’s', note: 'pas encore signé' }))).toBe(
      'Acquéreur désigné : Log’s (pas encore signé)',
    );
  });

  it('quotes a key that has no French name, and knows those of a round or a target', () => {
    expect(plain(fr.FactDisputed({ disputes: '', with: [], about: 'tyres-a-day' }))).toBe('Déclarations en désaccord : « tyres-a-day »');
    expect(plain(fr.FactDisputed({ disputes: '', with: [], about: 'laureates-2022' }))).toBe('Déclarations en désaccord : lauréats (2022)');
    expect(plain(fr.FactDisputed({ disputes: '', with: [], about: 'constructor' }))).toBe('Déclarations en désaccord : « constructor »');
  });

  it('tells a settlement that prefers one from one that explains', () => {
    expect(fr.DisputeSettled({ dispute: '', preferred: 'x', decidedBy: 'le conseil' })).toBe('Désaccord tranché par le conseil');
    expect(fr.DisputeSettled({ dispute: '', decidedBy: 'le conseil' })).toBe('Désaccord expliqué, sans préférence, par le conseil');
  });
});

/** With ordinary spaces, to be readable here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
