import { newSecretId } from '@app/kernel';
import { divisionAt } from '@app/reference';
import { territoriesAt, whereabouts, type Boundaries, type Territory } from '@app/territories';
import { NOW, PUBLIC_READER } from '@app/timeline';
import { recordingSystem, type RecordingSystem } from '../support/read-models.js';

const OFFICER = { seesAll: true };

describe('territories read from PostgreSQL', () => {
  let system: RecordingSystem;
  let beforeAgglomeration: string;
  beforeAll(async () => {
    system = await recordingSystem();
    const { record } = system;
    await record('RegisterSource', { sourceId: 'accord-2023', title: 'Accord', occurred: '2023-12~', sources: undefined });
    await record('RegisterTerritory', { territoryId: 'ca-artois-comm', name: 'CA de l’Artois', territoryKind: 'intercommunality' });
    await record('AdmitMembers', { territoryId: 'ca-artois-comm', communeCodes: ['62119', '62132'], occurred: '2002-01-01' });
    await record('WithdrawMembers', { territoryId: 'ca-artois-comm', communeCodes: ['62119'], occurred: '2017-01-01' });
    await system.settled();
    [{ now: beforeAgglomeration }] = await system.source.query('SELECT clock_timestamp()::text AS now');
    await record('RegisterTerritory', {
      territoryId: 'ca-bethune-bruay',
      name: 'CA de Béthune-Bruay',
      territoryKind: 'intercommunality',
      code: '200072460',
      occurred: '2017-01-01',
    });
    await record('AdmitMembers', { territoryId: 'ca-bethune-bruay', communeCodes: ['62119', '62178'], occurred: '2017-01-01' });
    await record('RegisterTerritory', { territoryId: 'pole', name: 'Pôle', territoryKind: 'metropolitan-pole' });
    await record('AdmitMembers', { territoryId: 'pole', memberIds: ['ca-bethune-bruay'] });
    await record('RegisterSite', { siteId, name: 'Usine', communeCode: '62119', siteKind: 'plant', operator: 'X', occurred: '2016-05-04' });
    await record('CountEmployees', { siteId, employees: 12, occurred: '2019-05-04' });
    await system.settled();
  });
  afterAll(() => system?.close());

  it('give a fact of 2016 to the intercommunality of its day, or to that of today, as is asked', async () => {
    expect(await factsOf('ca-artois-comm', 'then')).toEqual(['2016-05-04']);
    expect(await factsOf('ca-artois-comm', 'today')).toEqual([]);
    for (const id of ['ca-bethune-bruay', 'epci-200072460', 'pole']) {
      expect(await factsOf(id, 'then')).toEqual(['2019-05-04']);
      expect(await factsOf(id, 'today')).toEqual(['2016-05-04', '2019-05-04']);
    }
    expect(await factsOf('departement-62', 'then')).toEqual(['2016-05-04', '2019-05-04']);
    expect(await factsOf('departement-59', 'today')).toEqual([]);
  });

  it('are as they were known: before it was recorded, the official code speaks', async () => {
    const then = { ...NOW, asOf: new Date(beforeAgglomeration).toISOString() };
    const territories = await territoriesAt(system.source, then, PUBLIC_READER);
    expect(territories.find('ca-bethune-bruay')).toBeUndefined();
    const official = territories.find('epci-200072460')!;
    expect(official).toMatchObject<Partial<Territory>>({ id: 'epci-200072460', isRegistered: false });
    // The register had told that Béthune was elsewhere until 2017.
    expect(territories.compositionOf(official, 'then').members.find(({ communeCode }) => communeCode === '62119')).toMatchObject({
      from: '2017-01-01',
    });
    const now = await territoriesAt(system.source, NOW, PUBLIC_READER);
    expect(now.find('epci-200072460')).toMatchObject({ id: 'ca-bethune-bruay', isRegistered: true });
  });

  it('leave no trace of a confidential territory nor of a confidential admission', async () => {
    const visibility = { level: 'confidential' };
    const territoryId = `territoire-${newSecretId()}`;
    await system.record('RegisterTerritory', {
      territoryId,
      name: 'Fusion à l’étude',
      territoryKind: 'intercommunality',
      code: '246200364',
      visibility,
    });
    await system.record('AdmitMembers', { territoryId: 'ca-artois-comm', communeCodes: ['62498'], occurred: '2020-01-01', visibility });
    await system.settled();
    const [open, all] = await Promise.all([PUBLIC_READER, OFFICER].map((reader) => territoriesAt(system.source, NOW, reader)));
    expect(all!.find('epci-246200364')?.id).toBe(territoryId);
    expect(open!.find(territoryId)).toBeUndefined();
    expect([...open!.registeredIds]).not.toContain(territoryId);
    expect(open!.find('epci-246200364')?.isRegistered).toBe(false);
    const codes = (territories: typeof open, id: string) =>
      whereabouts(territories!.compositionOf(territories!.find(id)!, 'today')).members.map(({ communeCode }) => communeCode);
    expect(codes(open, 'ca-artois-comm')).toEqual(['62132']);
    expect(codes(all, 'ca-artois-comm')).toEqual(['62132', '62498']);
    expect(codes(open, 'epci-246200364')).toEqual(expect.arrayContaining(divisionAt('epci-246200364')!.communeCodes as string[]));
  });

  it('narrow the timeline, the official ones too', async () => {
    const count = async (territory: string) =>
      (await system.timeline.page({ territory, kind: ['site'] }, NOW, PUBLIC_READER, {})).entries.length;
    expect(await count('epci-200072460')).toBe(2);
    expect(await count('commune-62119')).toBe(2);
    expect(await count('region-32')).toBe(2);
    expect(await count('commune-59350')).toBe(0);
    expect(await count('france')).toBe(2);
    expect(await count('nowhere')).toBe(0);
  });

  /** Days of the facts of the site that are in the territory. */
  async function factsOf(id: string, boundaries: Boundaries): Promise<string[]> {
    const territories = await territoriesAt(system.source, NOW, PUBLIC_READER);
    const { members } = whereabouts(territories.compositionOf(territories.find(id)!, boundaries));
    const rows: { placed: string }[] = await system.source.query(
      `SELECT t.placed::text FROM rm.timeline t
       JOIN rm.timeline site ON site.stream_id = t.stream_id AND site.commune_code IS NOT NULL
       JOIN unnest($1::text[], $2::date[], $3::date[]) AS place(code, "from", "to") ON site.commune_code = place.code
         AND (place."from" IS NULL OR place."from" <= t.placed) AND (place."to" IS NULL OR t.placed < place."to")
       WHERE t.kind = 'site' ORDER BY t.placed`,
      [members.map(({ communeCode }) => communeCode), members.map(({ from }) => from), members.map(({ to }) => to)],
    );
    return rows.map(({ placed }) => placed);
  }
});

const siteId = 'usine-bethune';
