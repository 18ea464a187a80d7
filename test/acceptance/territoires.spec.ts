import { divisionAt, populationOf } from '@app/reference';
import { Outlines, outlinesIn, storeOutlines } from '@app/territories';
import { TestApi } from '../support/api.js';

let api: TestApi;
const geo = '/api/v1/geo/territories';
const accord = { sources: [{ documentId: 'accord-2023' }] };

beforeAll(async () => {
  api = await TestApi.start();
  const post = async (path: string, body: object) => expect((await api.post(`/api/v1/${path}`, body)).status).toBe(201);
  await post('sources/accord-2023/registration', { title: 'Accord de méthode', occurred: '2023-12~' });
  for (const [id, name, code] of [
    ['ca-bethune-bruay', 'CA de Béthune-Bruay', '200072460'],
    ['ca-lens-lievin', 'CA de Lens-Liévin', '246200364'],
    ['ca-henin-carvin', 'CA d’Hénin-Carvin', '246200299'],
  ]) {
    await post(`territories/${id}/registration`, { ...accord, name, code, territoryKind: 'intercommunality' });
  }
  await post('territories/pole-metropolitain-artois/registration', {
    ...accord,
    name: 'Pôle Métropolitain de l’Artois',
    territoryKind: 'metropolitan-pole',
  });
  await post('territories/pole-metropolitain-artois/members', {
    ...accord,
    memberIds: ['ca-bethune-bruay', 'ca-lens-lievin', 'ca-henin-carvin'],
  });
  const communeCodes = ['62119', '62178'];
  await post('territories/ca-bethune-bruay/members', { ...accord, communeCodes, occurred: '2017-01-01' });
  await api.settled();
});
afterAll(() => api?.close());

describe('Un territoire', () => {
  it('se nomme par son identifiant au registre ou par son code officiel', async () => {
    const [registered, official] = await Promise.all(['ca-lens-lievin', 'epci-246200364'].map((id) => api.get(`${geo}/${id}`)));
    expect(official!.text).toBe(registered!.text);
    expect(registered!.json).toMatchObject({
      territory: {
        id: 'ca-lens-lievin',
        kind: { code: 'intercommunality', label: 'intercommunalité' },
        code: '246200364',
        isRegistered: true,
        href: `${geo}/ca-lens-lievin`,
      },
      memberCount: 36,
      population: {
        value: populationOf(divisionAt('epci-246200364')!.communeCodes),
        year: 2023,
        inForce: '2026-01-01',
        source: expect.stringContaining('Insee'),
      },
      boundaries: { asked: 'today', label: 'limites d’aujourd’hui (code officiel géographique 2026)' },
    });
    expect(registered!.json.parents.map(({ id }: { id: string }) => id)).toEqual([
      'pole-metropolitain-artois',
      'departement-62',
      'region-32',
      'france',
    ]);
  });

  it('dit ses communes, les jours où elles en sont, et les territoires qu’il contient', async () => {
    const today = (await api.get(`${geo}/pole-metropolitain-artois`)).json;
    expect(today.memberCount).toBe(52);
    expect(today.members.find(({ code }: { code: string }) => code === '62119')).toEqual({
      code: '62119',
      name: 'Béthune',
      from: null,
      to: null,
    });
    expect(today.inside.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['pole-metropolitain-artois', 'ca-henin-carvin', 'epci-246200299']),
    );
    const then = (await api.get(`${geo}/pole-metropolitain-artois?boundaries=then&lang=en`)).json;
    expect(then.boundaries).toMatchObject({ asked: 'then', drawnBy: 'both', edition: 2026, hasUndated: true });
    expect(then.boundaries.label).toMatch(/^boundaries of the time/);
  });

  it('se lit tel qu’on le connaissait', async () => {
    const { json } = await api.get(`${geo}/epci-200072460?asOf=2020-01-01T00:00:00Z&at=2020-01-01`);
    expect(json).toMatchObject({ territory: { id: 'epci-200072460', isRegistered: false }, memberCount: 100 });
    expect((await api.get(`${geo}/epci-200072460`)).json).toMatchObject({ territory: { id: 'ca-bethune-bruay' }, memberCount: 2 });
  });

  it('se trouve par son nom, sans accents, ou par son code', async () => {
    const ids = async (query: string) => (await api.get(`${geo}?${query}`)).json.items.map(({ id }: { id: string }) => id);
    expect((await ids('q=bethune'))[0]).toBe('commune-62119');
    expect(await ids('q=bethune&kind=intercommunality')).toEqual(['ca-bethune-bruay']);
    expect((await ids('q=200093201'))[0]).toBe('epci-200093201');
    expect(await ids('q=artois&kind=metropolitan-pole')).toEqual(['pole-metropolitain-artois']);
    expect(await ids('q=introuvable')).toEqual([]);
    expect(await ids('kind=region&limit=1')).toEqual(['region-11']);
  });

  it('ne se renvoie pas à qui l’a déjà', async () => {
    const { headers } = await api.get(`${geo}/departement-62`);
    const again = await api.get(`${geo}/departement-62`, { headers: { 'if-none-match': headers.get('etag')! } });
    expect(again.status).toBe(304);
  });

  it.each([
    ['ca-bethunes-bruay', '« ca-bethune-bruay »'],
    ['commune-62294', '« commune-62295 » (Enquin-lez-Guinegatte)'],
    ['62119', '« commune-62119 » (Béthune)'],
    ['metropole-europeenne-de-lille', '« epci-200093201 »'],
    ['xyzzyxyzzy', 'un code officiel'],
  ])('inconnu (%s) : la réponse dit lequel existe', async (id, remedy) => {
    const { status, json } = await api.get(`${geo}/${id}`);
    expect(status).toBe(404);
    expect(json.errors[0]).toMatchObject({ field: 'id', value: id });
    expect(json.errors[0].remedy).toContain(remedy);
  });

  it('tenu secret, n’existe pas pour le public, ni dans les propositions', async () => {
    const recorded = await api.post('/api/v1/territories/fusion-douaisis/registration', {
      ...accord,
      name: 'Fusion du Douaisis',
      territoryKind: 'intercommunality',
      visibility: { level: 'confidential' },
    });
    expect(recorded.status).toBe(201);
    await api.settled();
    const unknown = await api.get(`${geo}/fusion-douaisi`);
    expect(unknown.text).not.toContain('fusion-douaisis');
    expect((await api.get(`${geo}/fusion-douaisis`)).status).toBe(404);
    expect((await api.get(`${geo}?q=fusion`)).text).not.toContain('fusion-douaisis');
    expect((await api.get(`${geo}/fusion-douaisis`, { as: 'officer' })).status).toBe(200);
  });
});

describe('Le contour d’un territoire', () => {
  const outlineOf = async (id: string, query = '') => {
    const { status, headers, json } = await api.get(`${geo}/${id}/outline${query}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/geo+json']);
    return json;
  };
  const codes = divisionAt('epci-246200299')!.communeCodes;

  it('est indicatif sans carte, et le dit', async () => {
    const pole = await outlineOf('pole-metropolitain-artois');
    expect(pole).toMatchObject({ type: 'Feature', id: 'pole-metropolitain-artois', geometry: { type: 'Polygon' } });
    expect(pole.properties).toMatchObject({ drawn: 'indicative', vintage: null, source: expect.stringContaining('GeoNames') });
    expect(await outlineOf('france')).toMatchObject({ geometry: null, properties: { drawn: null, longitude: null } });
  });

  it('est celui d’un fichier, ou de ses communes réunies, pour le public comme pour les agents', async () => {
    // Les quatorze communes en bande, d’ouest en est, comme un fichier de contours les donnerait.
    const features = codes.map((code, index) => ({
      type: 'Feature',
      properties: { code },
      geometry: { type: 'Polygon', coordinates: [strip(2.5 + index / 100, 2.51 + index / 100)] },
    }));
    await storeOutlines(api.readModels, outlinesIn({ type: 'FeatureCollection', features }).outlines, 'IGN Admin Express', 2026);
    const given = await outlineOf(`commune-${codes[0]}`);
    expect(given.properties).toMatchObject({
      drawn: 'given',
      source: 'IGN Admin Express',
      vintage: 2026,
      longitude: 2.505,
      latitude: 50.45,
    });
    expect(given.geometry.coordinates).toEqual([strip(2.5, 2.51)]);
    const together = await outlineOf('ca-henin-carvin', '?lang=en');
    expect(together.properties).toMatchObject({ drawn: 'dissolved', source: 'IGN Admin Express', vintage: 2026 });
    expect(together.geometry.type).toBe('Polygon');
    expect([...(await new Outlines(api.readModels).points(codes)).keys()].sort()).toEqual(codes);
    await storeOutlines(api.readModels, outlinesIn(features[0]).outlines, 'Cadastre', 2025);
    expect((await outlineOf(`commune-${codes[0]}`)).properties).toMatchObject({ source: 'Cadastre', vintage: 2025 });
    // De deux sources, les bords ne se rejoindraient pas.
    expect((await outlineOf('ca-henin-carvin')).properties.drawn).toBe('indicative');
  });

  const strip = (west: number, east: number) => {
    const [w, e] = [Number(west.toFixed(5)), Number(east.toFixed(5))];
    return [
      [w, 50.4],
      [e, 50.4],
      [e, 50.5],
      [w, 50.5],
      [w, 50.4],
    ];
  };
});
