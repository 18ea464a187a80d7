import { newSecretId } from '@app/kernel';
import { PUBLIC_READER, FeedPlaceLost, FeedQueries, type FeedFilter, type FeedPlace } from '@app/timeline';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

const AUDITOR = { seesAll: true };

describe('The change feed', () => {
  let system: RecordingSystem;
  let feed: FeedQueries;
  beforeEach(async () => {
    system = await recordingSystem();
    feed = new FeedQueries(system.source);
    await system.record('RegisterSource', { sourceId: 'accord-2023', title: 'Accord', occurred: '2023-12~', sources: undefined });
  });
  afterEach(() => system?.close());

  it('tells what was a secret just before the event that lifts it, after what was public meanwhile', async () => {
    const projectId = newSecretId();
    await system.record('ProspectProject', { projectId, name: 'Projet Iris', communeCode: '62119' });
    await registered('un');
    await system.record('AbandonProject', { projectId: await announced('autre') });
    const before = await told();
    await system.record('AnnounceProject', { projectId, name: 'Usine Iris', communeCode: '62119', occurred: '2021-03' });
    await registered('deux');
    expect(await told()).toEqual([...before, 'ProjectProspected', 'ProjectAnnounced', 'SiteRegistered']);
    expect(await told(AUDITOR)).toEqual([
      ...['SourceRegistered', 'ProjectProspected', 'SiteRegistered', 'ProjectAnnounced', 'ProjectAbandoned'],
      ...['ProjectAnnounced', 'SiteRegistered'],
    ]);
  });

  it('goes on after any event, wherever the reader stopped', async () => {
    const projectId = newSecretId();
    await system.record('ProspectProject', { projectId, name: 'Projet Iris' });
    await system.record('ReviseProject', { projectId, name: 'Projet Iris 2' });
    await registered('un');
    await system.record('AnnounceProject', { projectId, name: 'Usine Iris', communeCode: '62119', occurred: '2021-03' });
    await registered('deux');
    await system.settled();
    for (const reader of [PUBLIC_READER, AUDITOR]) {
      const { entries } = await feed.page({}, reader, null, 100, null);
      expect(entries).toHaveLength(6);
      for (const [index, { at }] of entries.entries()) {
        const rest = await feed.page({}, reader, at, 100, null);
        expect(rest.entries.map((entry) => entry.at)).toEqual(entries.slice(index + 1).map((entry) => entry.at));
        expect(await feed.find(at, reader)).toEqual(at);
      }
    }
  });

  it('tells a fact that was corrected as it was recorded, then the correction', async () => {
    const siteId = await registered('un');
    await system.record('AnnounceSiteClosure', { siteId, occurred: '2020-09-16' });
    const closed = await system.record('CloseSite', { siteId, occurred: '2020-12~', jobsLost: 863 });
    await system.record('CorrectFact', {
      subject: { kind: 'site', id: 'un' },
      corrects: closed.eventIds[0],
      reason: 'La source dit 864.',
      command: { name: 'CloseSite', occurred: '2020-12~', jobsLost: 864, sources: [{ documentId: 'accord-2023' }] },
    });
    await system.settled();
    const { entries } = await feed.page({ streamId: 'site-un' }, PUBLIC_READER, null, 100, null);
    expect(entries.map(({ entry }) => entry.type)).toEqual(['SiteRegistered', 'SiteClosureAnnounced', 'SiteClosed', 'FactCorrected']);
    expect(entries[2]!.entry.data).toMatchObject({ jobsLost: { value: 863 } });
    const correction = entries[3];
    // A correction that is withdrawn gives the fact its first words again, and the feed no second event.
    await system.record('RetractFact', { subject: { kind: 'site', id: 'un' }, retracts: correction!.entry.eventId, reason: 'Erreur' });
    expect(await told(PUBLIC_READER, { streamId: 'site-un' })).toEqual([
      ...['SiteRegistered', 'SiteClosureAnnounced', 'SiteClosed', 'FactCorrected'],
      'FactRetracted',
    ]);
  });

  it('tells what a day reveals once nothing of before that day can still come, and in its place', async () => {
    await registered('un');
    await registered('deux', { visibility: { level: 'confidential', until: { date: '2199-01-01' } } });
    await system.settled();
    // As if the day had just begun.
    const [[revealed]]: [{ day: string }[]] = await system.source.query(
      `UPDATE rm.timeline SET visible_from = now() WHERE stream_id = 'site-deux' RETURNING to_char(visible_from, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS day`,
    );
    const { day } = revealed!;
    const subjects = async (settled: string | null) =>
      (await feed.page({ types: ['SiteRegistered'] }, PUBLIC_READER, null, 100, settled)).entries.map(({ entry }) => entry.subjectId);
    expect(await subjects(null)).toEqual(['un']);
    expect(await subjects(earlier(day))).toEqual(['un']);
    expect(await subjects(day)).toEqual(['un', 'deux']);
    // What is recorded after the day says as much as the clock.
    await registered('trois');
    await system.settled();
    expect(await subjects(null)).toEqual(['un', 'deux', 'trois']);
  });

  it('is that of a territory as its events were known to belong to it when they came', async () => {
    await system.record('RegisterSite', { siteId: 'un', name: 'Un', siteKind: 'plant', communeCode: '62119' });
    await system.record('AnnounceSiteClosure', { siteId: 'un', occurred: '2020-09-16' });
    await system.record('AnnounceProject', { projectId: 'ailleurs', name: 'Ailleurs', occurred: '2020' });
    const inBethune = { territory: 'epci-200072460' };
    expect(await told(PUBLIC_READER, inBethune)).toEqual(['SiteRegistered', 'SiteClosureAnnounced']);
    await system.record('ReviseProject', { projectId: 'ailleurs', communeCode: '62119' });
    await system.record('OpenProject', { projectId: 'ailleurs', occurred: '2021' });
    expect(await told(PUBLIC_READER, inBethune)).toEqual(['SiteRegistered', 'SiteClosureAnnounced', 'ProjectRevised', 'ProjectOpened']);
    expect(await told(PUBLIC_READER, { territory: 'nulle-part' })).toEqual([]);
  });

  it('stops before an event that could not be taken in, and goes on once it was', async () => {
    await registered('un');
    await system.settled();
    const [{ generation }] = await system.source.query(`SELECT generation FROM rm.projection WHERE name = 'timeline'`);
    const parked = await system.record('RegisterSite', { siteId: 'deux', name: 'Deux', siteKind: 'plant', communeCode: '62119' });
    await registered('trois');
    await system.settled();
    const park = `INSERT INTO rm.parked (projection, generation, event_id, stream_id, revision, type, position) VALUES ('timeline', $1, $2, 'site-deux', 0, 'X', $3)`;
    await system.source.query(park, [generation, parked.eventIds[0], parked.position]);
    for (const reader of [PUBLIC_READER, AUDITOR]) expect(await told(reader)).toEqual(['SourceRegistered', 'SiteRegistered']);
    await system.source.query('DELETE FROM rm.parked');
    expect(await told()).toHaveLength(4);
  });

  it('finds its place again where positions are others, and says when the event is gone', async () => {
    await registered('un');
    await registered('deux');
    await system.settled();
    const { entries } = await feed.page({}, PUBLIC_READER, null, 100, null);
    const [, { at }] = entries as [unknown, { at: FeedPlace }];
    const elsewhere = { ...at, place: '9'.repeat(38), entered: '9'.repeat(38) };
    expect(await feed.find(elsewhere, PUBLIC_READER)).toEqual(at);
    await expect(feed.find({ ...at, eventId: newSecretId() }, PUBLIC_READER)).rejects.toThrow(FeedPlaceLost);
  });

  async function registered(siteId: string, more: object = {}): Promise<string> {
    await system.record('RegisterSite', { siteId, name: siteId, siteKind: 'plant', communeCode: '62119', ...more });
    return siteId;
  }

  async function announced(projectId: string): Promise<string> {
    await system.record('AnnounceProject', { projectId, name: projectId, communeCode: '62119', occurred: '2020' });
    return projectId;
  }

  async function told(reader = PUBLIC_READER, filter: FeedFilter = {}): Promise<string[]> {
    await system.settled();
    return (await feed.page(filter, reader, null, 100, null)).entries.map(({ entry }) => entry.type);
  }
});

const earlier = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();
