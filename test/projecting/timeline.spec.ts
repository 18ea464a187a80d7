import { newSecretId } from '@app/kernel';
import { NOW, PUBLIC_READER } from '@app/timeline';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

const OFFICER = { seesAll: true };

describe('the timeline', () => {
  let system: RecordingSystem;
  beforeAll(async () => {
    system = await recordingSystem();
    const { record } = system;
    await record('RegisterSource', { sourceId: 'accord-2023', title: 'Accord', occurred: '2023-12~', sources: undefined });
    await record('RegisterSource', { sourceId: 'gazette-2024', title: 'La Gazette', occurred: '2024~', sources: undefined });
    await record('RegisterTerritory', {
      territoryId: 'ca-bethune-bruay',
      name: 'CA de Béthune-Bruay',
      territoryKind: 'intercommunality',
      code: '200072460',
    });
    await record('AdmitMembers', { territoryId: 'ca-bethune-bruay', communeCodes: ['62119'] });
    await record('RegisterSite', { siteId, name: 'Bridgestone Béthune', communeCode: '62119', siteKind: 'plant', operator: 'Bridgestone' });
    await record('AnnounceSiteClosure', { siteId, occurred: '2020-09-16' });
  });
  afterAll(() => system?.close());

  it('tells what happened in the order it happened, undated facts where their source was published', async () => {
    await system.settled();
    const { entries } = await system.timeline.page({ subjectId: siteId }, NOW, PUBLIC_READER, {});
    expect(entries.map(({ type, placed, placedBy }) => [type, placed, placedBy])).toEqual([
      ['SiteClosureAnnounced', '2020-09-16', 'occurred'],
      ['SiteRegistered', '2023-12-01', 'publication'],
    ]);
    expect(entries[0]).toMatchObject({
      subjectName: 'Bridgestone Béthune',
      occurred: { edtf: '2020-09-16' },
      citations: [{ documentId: 'accord-2023' }],
    });
  });

  it('is the timeline of the territory its place belongs to', async () => {
    await system.settled();
    const inside = await system.timeline.page({ territory: 'ca-bethune-bruay', kind: ['site'] }, NOW, PUBLIC_READER, {});
    expect(inside.entries.map(({ type }) => type)).toEqual(['SiteClosureAnnounced', 'SiteRegistered']);
    expect((await system.timeline.page({ territory: 'nowhere' }, NOW, PUBLIC_READER, {})).entries).toEqual([]);
  });

  it('pages both ways without losing or repeating a fact', async () => {
    await system.settled();
    const all = (await system.timeline.page({}, NOW, PUBLIC_READER, { limit: 1_000 })).entries.map(({ eventId }) => eventId);
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = [];
      let after: Parameters<typeof system.timeline.page>[3]['after'];
      do {
        const page = await system.timeline.page({}, NOW, PUBLIC_READER, { limit: 2, order, after });
        seen.push(...page.entries.map(({ eventId }) => eventId));
        after = page.next;
      } while (after);
      expect(seen).toEqual(order === 'asc' ? all : [...all].reverse());
    }
  });

  it('shows a correction from the moment it was recorded, and the earlier word before', async () => {
    const closed = await system.record('CloseSite', { siteId, occurred: '2020-12~', jobsLost: 863 });
    const [wrong] = closed.eventIds;
    const corrected = await system.record('CorrectFact', {
      subject: { kind: 'site', id: siteId },
      corrects: wrong,
      reason: 'La source dit 864.',
      command: { name: 'CloseSite', occurred: '2020-12~', jobsLost: 864, sources: [{ documentId: 'accord-2023' }] },
    });
    await system.settled();
    const [before, after] = await Promise.all([recordTime(closed.position!), recordTime(corrected.position!)]);
    expect(await jobsLost(before)).toEqual(863);
    expect(await jobsLost(after)).toEqual(864);
    expect(await jobsLost(null)).toEqual(864);
    const { versions } = await system.history.page('site', siteId, {}, NOW, PUBLIC_READER, { limit: 10 });
    expect(versions.map(({ type }) => type)).toEqual([
      'SiteRegistered',
      'SiteClosureAnnounced',
      'SiteClosed',
      'SiteClosed',
      'FactCorrected',
    ]);
  });

  it('tells who contradicts whom', async () => {
    const said = await system.record('RecordClaim', {
      subject: { kind: 'site', id: siteId },
      about: 'jobs-lost',
      figure: { value: 830, unit: 'people' },
      status: 'realised',
      sources: [{ documentId: 'gazette-2024' }],
    });
    await system.settled();
    const { groups } = await system.claims.ofSubject('site', siteId, NOW, PUBLIC_READER);
    const group = groups.find(({ about }) => about === 'jobs-lost')!;
    expect(group.diverging).toBe(true);
    expect(group.claims.map(({ claim }) => claim.figure?.value)).toEqual([864, 830]);
    expect(group.claims[0]!.contradicts).toEqual(said.eventIds);
  });

  it('knows, on the basis of publication, only what was published by then', async () => {
    await system.settled();
    const moment = { at: null, asOf: '2023-12-31T23:59:59Z', basis: 'publication' as const };
    const { groups } = await system.claims.ofSubject('site', siteId, moment, PUBLIC_READER);
    expect(groups.find(({ about }) => about === 'jobs-lost')!.claims.map(({ claim }) => claim.figure?.value)).toEqual([864]);
    const early = await system.timeline.page({ subjectId: siteId }, { ...moment, asOf: '2022-06-01T00:00:00Z' }, PUBLIC_READER, {});
    expect(early.entries).toEqual([]);
  });

  it('leaves no trace of a confidential project, and shows all of it once announced', async () => {
    const projectId = newSecretId();
    await system.record('ProspectProject', { projectId, name: 'Projet Iris', communeCode: '62119', occurred: '2020-09~' });
    await system.settled();
    const find = async (reader: { seesAll: boolean }) =>
      (await system.timeline.facts('project', projectId, NOW, reader)).map(({ type }) => type);
    expect(await find(PUBLIC_READER)).toEqual([]);
    expect(await find(OFFICER)).toEqual(['ProjectProspected']);
    const hidden = new Date().toISOString();
    await system.record('AnnounceProject', { projectId, name: 'Usine Iris', communeCode: '62119', occurred: '2021-03' });
    await system.settled();
    expect(await find(PUBLIC_READER)).toEqual(['ProjectProspected', 'ProjectAnnounced']);
    expect(await system.timeline.facts('project', projectId, { ...NOW, asOf: hidden }, PUBLIC_READER)).toEqual([]);
  });

  it('lists subjects with the name and status they have at the moment', async () => {
    await system.settled();
    const { subjects } = await system.subjects.page({ kind: 'site' }, NOW, PUBLIC_READER, {});
    expect(subjects).toMatchObject([{ id: siteId, name: 'Bridgestone Béthune', communeName: 'Béthune' }]);
    expect((await system.subjects.page({ kind: 'site' }, { ...NOW, at: '2020-10-01' }, PUBLIC_READER, {})).subjects).toMatchObject([
      { status: 'closing' },
    ]);
  });

  it('tells in the story of a project what others grant it, without taking it for its own state', async () => {
    await system.record('AnnounceProject', {
      projectId: 'gigafactory-acc',
      name: 'Gigafactory ACC',
      communeCode: '62132',
      occurred: '2020-09',
    });
    const aid = { name: 'Aide régionale', amount: 121_000_000, projectId: 'gigafactory-acc', occurred: '2021' };
    await system.record('GrantDirectAid', { aidId: 'aide-acc', ...aid });
    await system.record('GrantDirectAid', { aidId: 'aide-fantome', ...aid, projectId: 'projet-fantome' });
    await system.settled();
    const steps = await system.stories.steps('project', 'gigafactory-acc', NOW, PUBLIC_READER);
    expect(steps.map(({ entry, state }) => [entry.type, state.status])).toEqual([
      ['ProjectAnnounced', 'announced'],
      ['DirectAidGranted', 'announced'],
    ]);
    expect(await system.stories.story('project', 'projet-fantome', NOW, PUBLIC_READER)).toBeUndefined();
  });

  it('tells the story step by step', async () => {
    await system.settled();
    const steps = await system.stories.steps('site', siteId, NOW, PUBLIC_READER);
    expect(steps.map(({ entry, state }) => [entry.type, state.status])).toEqual([
      ['SiteRegistered', 'operating'],
      ['SiteClosureAnnounced', 'closing'],
      ['SiteClosed', 'closed'],
      ['ClaimRecorded', 'closed'],
    ]);
  });

  const jobsLost = async (asOf: string | null) =>
    (await system.timeline.facts('site', siteId, { ...NOW, asOf }, PUBLIC_READER)).flatMap(({ type, data }) =>
      type === 'SiteClosed' ? [(data.jobsLost as { value: number }).value] : [],
    )[0];

  async function recordTime(position: string): Promise<string> {
    for await (const event of system.store.readAll()) if (event.position === position) return event.recordedAt;
    throw new Error(`no event at ${position}`);
  }
});

const siteId = 'bridgestone-bethune';
