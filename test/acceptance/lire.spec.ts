import { POSITION, Sealer } from '@app/http';
import { SECRET, TestApi } from '../support/api.js';
import { eventually } from '../support/until.js';
import { tellBridgestone } from './stories.js';

let api: TestApi;
let events: Record<string, string>;
beforeAll(async () => {
  api = await TestApi.start();
  events = await tellBridgestone(api);
});
afterAll(() => api?.close());

const site = '/api/v1/sites/bridgestone-bethune';

describe('Lire la frise', () => {
  it('raconte les faits en français, dans l’ordre, avec leurs sources', async () => {
    const { status, json } = await api.get(`${site}/timeline`);
    expect(status).toBe(200);
    const told = json.items.map(({ type, sentence }: { type: string; sentence: string }) => `${type} : ${sentence}`);
    expect(told[1]).toMatch(/^SiteClosureAnnounced : Annonce de la fermeture/);
    expect(json.items[1]).toMatchObject({
      id: events.announced,
      subject: { kind: 'site', kindLabel: 'site', id: 'bridgestone-bethune', name: 'Bridgestone Béthune', href: site },
      occurred: { edtf: '2020-09-16', earliest: '2020-09-16', latest: '2020-09-16', text: '16 septembre 2020' },
      sources: [
        { id: 'voix-2020', title: 'Bridgestone ferme', publisher: 'La Voix du Nord', url: 'https://www.lavoixdunord.fr/', locator: 'p. 1' },
      ],
      figures: [{ key: 'jobs-at-risk', label: 'Emplois menacés', value: 863, unit: 'people' }],
      status: { code: 'closing', label: 'fermeture annoncée' },
    });
    expect(json).toMatchObject({
      at: null,
      asOf: null,
      asOfBasis: 'recorded',
      language: 'fr',
      licence: { name: expect.any(String) },
      next: null,
    });
  });

  it('la raconte en anglais à qui le demande', async () => {
    const { json, headers } = await api.get(`${site}/timeline?lang=en`);
    expect(headers.get('content-language')).toBe('en');
    expect(json.items[1]).toMatchObject({ occurred: { text: '16 September 2020' }, status: { label: 'closure announced' } });
  });

  it.each([
    ['kind=site&type=SiteClosed', ['SiteClosed']],
    ['source=voix-2020&kind=site', ['SiteClosureAnnounced']],
    ['from=2020-12&to=2020&kind=site', ['ClaimRecorded', 'SiteClosed']],
    ['at=2020-10&kind=site', ['SiteClosureAnnounced', 'SiteRegistered']],
    ['status=closed', ['SiteClosed']],
    ['commune=62119', ['SiteRegistered']],
    ['q=logistique', ['SiteReclassified']],
  ])('trouve les faits de %s', async (query, types) => {
    const { json } = await api.get(`/api/v1/timeline?${query}`);
    expect(json.items.map(({ type }: { type: string }) => type).sort()).toEqual(types);
  });

  it('donne les pages une à une, sans rien sauter ni répéter', async () => {
    const whole = (await api.get('/api/v1/timeline?limit=500')).json.items.map(({ id }: { id: string }) => id);
    expect(whole.length).toBeGreaterThan(6);
    for (const order of ['asc', 'desc']) {
      const read: string[] = [];
      let address: string | null = `/api/v1/timeline?limit=2&order=${order}`;
      while (address) {
        const { json, headers }: { json: { items: { id: string }[]; next: string | null }; headers: Headers } = await api.get(address);
        read.push(...json.items.map(({ id }) => id));
        expect(headers.get('link')).toBe(json.next === null ? null : `<${json.next}>; rel="next"`);
        address = json.next;
      }
      expect(read).toEqual(order === 'asc' ? whole : [...whole].reverse());
    }
  });

  it('n’accepte pas le curseur d’une autre recherche, ni un curseur retouché', async () => {
    const { next } = (await api.get('/api/v1/timeline?limit=2')).json;
    const cursor = new URL(next, api.base).searchParams.get('cursor')!;
    expect(await api.get(`/api/v1/timeline?limit=3&cursor=${cursor}`)).toMatchObject({ status: 200 });
    for (const address of [
      `/api/v1/timeline?kind=site&cursor=${cursor}`,
      `/api/v1/sites?cursor=${cursor}`,
      `/api/v1/timeline?cursor=${cursor.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      '/api/v1/timeline?cursor=eyJhZnRlciI6MX0',
    ]) {
      expect(await api.get(address)).toMatchObject({ status: 400, json: { code: 'CURSOR_INVALID' } });
    }
  });
});

describe('Lire un sujet', () => {
  it('dit où en est le site, ses occupants, et ce que disent les sources', async () => {
    const { json } = await api.get(site);
    expect(json).toMatchObject({
      subject: { name: 'Bridgestone Béthune' },
      state: { status: { code: 'reclassified' }, uses: ['Logistique'] },
      links: { timeline: `${site}/timeline`, history: `${site}/history`, claims: `${site}/claims`, replay: `${site}/replay` },
    });
    const lost = json.claims.groups.find(({ about }: { about: string }) => about === 'jobs-lost');
    expect(lost).toMatchObject({ label: 'Emplois supprimés', diverging: true });
    expect(lost.claims.map(({ text }: { text: string }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining('864'), expect.stringContaining('863')]),
    );
  });

  it('dit depuis quand et jusqu’à quand un site fut à quelqu’un, sans plus de précision que la source', async () => {
    const sources = [{ documentId: 'accord-2023' }];
    const factory = '/api/v1/sites/usine-vendue';
    await api.post(`${factory}/registration`, {
      sources,
      name: 'Usine vendue',
      communeCode: '62119',
      siteKind: 'plant',
      operator: 'Bridgestone',
    });
    await api.post(`${factory}/acquisitions`, { sources, buyer: 'Log’s', occurred: '2022~' });
    await api.settled();
    const held = async (query: string) =>
      (await api.get(`${factory}${query}`)).json.state.holders.map(({ name, period }: Record<string, string>) => [name, period]);
    expect(await held('')).toEqual([
      ['Bridgestone', 'jusqu’à 2022 environ'],
      ['Log’s', 'depuis 2022 environ'],
    ]);
    expect(await held('?lang=en')).toEqual([
      ['Bridgestone', 'until about 2022'],
      ['Log’s', 'since about 2022'],
    ]);
  });

  it('ne montre ni révision ni auteur à qui n’a pas de jeton', async () => {
    for (const path of [site, `${site}/timeline`, `${site}/history`]) {
      expect((await api.get(path)).text).not.toMatch(/"(revision|recordedBy|visibility|position)"/);
    }
    const officer = await api.get(site, { as: 'officer' });
    expect(officer.json.revision).toBeGreaterThan(4);
    expect((await api.get(`${site}/timeline`, { as: 'auditor' })).json.items[0]).toMatchObject({
      revision: 0,
      visibility: { code: 'public' },
    });
  });

  it('met les déclarations côte à côte, avec qui contredit qui', async () => {
    const { json } = await api.get(`${site}/claims`);
    expect(json.disputes).toMatchObject([{ open: true, about: 'jobs-lost', between: [events.closed, events.claim863] }]);
    const { claims } = json.groups.find(({ about }: { about: string }) => about === 'jobs-lost');
    expect(claims.find(({ eventId }: { eventId: string }) => eventId === events.closed).contradicts).toEqual([events.claim863]);
  });

  it('garde dans son histoire ce qui a été corrigé', async () => {
    const { json } = await api.get(`${site}/history`);
    const versions = json.items.filter(({ id }: { id: string }) => id === events.reclassified);
    expect(versions.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      expect.stringContaining('Entrepôt'),
      expect.stringContaining('Logistique'),
    ]);
    expect(versions[0].knownUntil).toEqual(versions[1].recordedAt);
    expect(versions[1]).toMatchObject({ knownUntil: null, corrected: { href: `${site}/history` } });
    expect(json.items.map(({ type }: { type: string }) => type)).toContain('FactCorrected');
  });

  it('liste les sujets avec leur situation', async () => {
    const { json } = await api.get('/api/v1/sites?status=reclassified');
    expect(json.items).toMatchObject([
      { id: 'bridgestone-bethune', status: { label: 'requalifié' }, commune: { code: '62119', name: 'Béthune' } },
    ]);
  });

  it('répond 404 pour un sujet inconnu, partout', async () => {
    for (const suffix of ['', '/timeline', '/history', '/claims', '/replay']) {
      expect(await api.get(`/api/v1/sites/inconnu${suffix}`)).toMatchObject({
        status: 404,
        json: { code: 'SUBJECT_UNKNOWN', errors: [{ field: 'id', value: 'inconnu', remedy: expect.stringContaining('/api/v1/sites ') }] },
      });
    }
  });

  it.each([
    ['/api/v1/site', 'site', '/api/v1/sites'],
    ['/api/v1/projets/gigafactory-acc', 'projets', '/api/v1/projects'],
    ['/api/v1/sites/inconnu/timelin', 'timelin', '/api/v1/sites/inconnu/timeline'],
    ['/api/v1/observatories/emploi-competences/indicator/jobs-lost', 'indicator', '/api/v1/observatories/emploi-competences/indicators'],
    ['/ogc/colections', 'colections', '/ogc/collections'],
  ])('dit la partie inconnue d’une adresse, et la plus proche qui soit : %s', async (path, value, meant) => {
    const { status, json } = await api.get(path);
    expect({ status, code: json.code }).toEqual({ status: 404, code: 'ROUTE_UNKNOWN' });
    expect(json.errors).toEqual([
      {
        field: 'path',
        value,
        message: `« ${value} » n’est pas connu à cet endroit de l’adresse.`,
        remedy: `Vouliez-vous dire « ${meant} » ? La liste des adresses est à /api/docs.`,
      },
    ]);
    const english = (await api.get(`${path}?lang=en`)).json.errors[0];
    expect(english.remedy).toBe(`Did you mean "${meant}"? The addresses are listed at /api/docs.`);
  });

  it('ne suggère rien d’une adresse qui ne ressemble à aucune', async () => {
    expect((await api.get('/api/v1/zzzzzz')).json.errors[0].remedy).toBe('La liste des adresses est à /api/docs.');
    expect((await api.get('/api/v1')).json).toMatchObject({ status: 404, code: 'ROUTE_UNKNOWN', errors: [] });
  });
});

describe('Les deux temps', () => {
  it('revient à ce qui était publié à une date, et le dit', async () => {
    const { json } = await api.get(`${site}?asOf=2020-12-31&asOfBasis=publication`);
    expect(json.asOfBasisLabel).toContain('publication');
    expect(json.state.status.code).toBe('closing');
  });

  it('ne connaît rien avant d’avoir enregistré', async () => {
    expect(await api.get(`${site}?asOf=2020-12-31`)).toMatchObject({ status: 404 });
  });

  it('ferme le site en décembre 2020, pas avant', async () => {
    expect((await api.get(`${site}?at=2020-11`)).json.state.status.code).toBe('closing');
    expect((await api.get(`${site}?at=2020-12`)).json.state.status.code).toBe('closed');
  });
});

describe('Le protocole', () => {
  it('reconnaît la copie que l’on a déjà', async () => {
    const { headers } = await api.get(site);
    const etag = headers.get('etag')!;
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    const again = await api.get(site, { headers: { 'if-none-match': etag } });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
  });

  it('laisse garder pour toujours ce qui est passé dans les deux temps, et rien d’autre', async () => {
    const past = new Date(Date.now() - 120_000).toISOString();
    // Whoever asks is not kept waiting until it is known that nothing is still to come.
    await eventually(
      async () => (await api.get(`/api/v1/timeline?at=2020&asOf=${past}`)).headers.get('cache-control'),
      (kept) => kept === 'public, max-age=31536000, immutable',
    );
    expect((await api.get(`/api/v1/timeline?at=2020&asOf=${past}`, { as: 'officer' })).headers.get('cache-control')).toBe(
      'private, no-cache',
    );
    for (const query of [
      '',
      '?at=2020',
      `?asOf=${past}`,
      `?at=2020&asOf=${new Date().toISOString()}`,
      `?at=2020&asOf=${past}&asOfBasis=publication`,
    ]) {
      expect((await api.get(`/api/v1/timeline${query}`)).headers.get('cache-control')).toBe('public, no-cache');
    }
  });

  it('voit ce que l’on vient d’écrire', async () => {
    const { position } = (
      await api.post('/api/v1/sites/lu-aussitot/registration', {
        sources: [{ documentId: 'voix-2020' }],
        name: 'Lu aussitôt',
        communeCode: '62119',
        siteKind: 'plant',
      })
    ).json;
    expect(await api.get(`/api/v1/sites/lu-aussitot?minPosition=${position}`)).toMatchObject({ status: 200 });
  });

  it('dit de revenir quand ce que l’on attend n’est pas encore lisible', async () => {
    const ahead = new Sealer(SECRET).seal(POSITION, '', (await api.eventStore.head())!.replaceAll(/^|\//g, '$&999999'));
    const answer = await api.get(`${site}?minPosition=${ahead}`);
    expect(answer).toMatchObject({ status: 503, json: { code: 'NOT_CAUGHT_UP' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  }, 15_000);

  it('refuse une position qui vient d’un autre magasin', async () => {
    const foreign = new Sealer(SECRET).seal(POSITION, '', '12:34');
    expect(await api.get(`${site}?minPosition=${foreign}`)).toMatchObject({ status: 400, json: { code: 'PARAMETER_INVALID' } });
  });

  it('répond à HEAD comme à GET, sans corps', async () => {
    const get = await api.get(site);
    const head = await api.ask(site, { method: 'HEAD' });
    expect({ status: head.status, etag: head.headers.get('etag'), text: head.text }).toEqual({
      status: 200,
      etag: get.headers.get('etag'),
      text: '',
    });
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(get.text)));
  });

  it.each([
    ['territoire=artois', 'PARAMETER_UNKNOWN', 'territoire', /« territory »/],
    ['asof=2020', 'PARAMETER_UNKNOWN', 'asof', /« asOf »/],
    ['$where=1', 'PARAMETER_UNKNOWN', '$where', /limit/],
    ['kind=usine', 'PARAMETER_INVALID', 'kind', /site/],
    ['at=hier', 'PARAMETER_INVALID', 'at', /2020-09/],
    ['asOf=2020-13-01', 'PARAMETER_INVALID', 'asOf', /2022-06-01/],
    ['limit=0', 'PARAMETER_INVALID', 'limit', /1 à 500/],
    ['limit=1e3', 'PARAMETER_INVALID', 'limit', /entier/],
    ['limit=10&limit=20', 'PARAMETER_INVALID', 'limit', /une fois/],
    ['order=sideways', 'PARAMETER_INVALID', 'order', /asc, desc/],
    ['disputed=oui', 'PARAMETER_INVALID', 'disputed', /true/],
    ["source=x'%20OR%201=1", 'PARAMETER_INVALID', 'source', /identifiant|tirets/],
    ['q=%00', 'PARAMETER_INVALID', 'q', /UTF-8/],
    ['q=%ff', 'PARAMETER_INVALID', 'q', /UTF-8/],
    [`q=${'a'.repeat(300)}`, 'PARAMETER_INVALID', 'q', /200/],
    ['minPosition=12', 'PARAMETER_INVALID', 'minPosition', /réponse/],
    ['lang=de', 'PARAMETER_INVALID', 'lang', /fr, en/],
    ['commune=Béthune', 'PARAMETER_INVALID', 'commune', /62119/],
  ])('refuse %s et dit pourquoi', async (query, code, field, remedy) => {
    const { status, json } = await api.get(`/api/v1/timeline?${query}`);
    expect({ status, code: json.code }).toEqual({ status: 400, code });
    expect(json.errors).toEqual([expect.objectContaining({ field, remedy: expect.stringMatching(remedy) })]);
  });
});
