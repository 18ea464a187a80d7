/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { visit, type Visit } from './support.js';

// Chromium unpacks itself at the first start on a new machine.
const LONG = 180_000;

describe('la page', () => {
  let there: Visit;
  beforeAll(async () => {
    there = await visit();
  }, LONG);
  afterAll(() => there?.close());
  afterEach(() => expect(there.errors()).toEqual([]));

  describe('du territoire', () => {
    it('montre la frise, et le tableau qui dit la même chose', async () => {
      const page = await there.open('/');
      expect(await page.locator('h1').textContent()).toBe("Pôle Métropolitain de l'Artois");
      await page.locator('.mark').first().waitFor();
      const count = Number.parseInt((await page.locator('.count-line p').textContent())!, 10);
      expect(count).toBeGreaterThan(60);
      await page.keyboard.press('t');
      await page.locator('table').waitFor();
      expect(await page.locator('tbody tr').count()).toBe(count);
      expect(new URL(page.url()).searchParams.get('view')).toBe('table');
      await page.context().close();
    });

    it('se resserre par sorte, par mots et par désaccord, dans son adresse', async () => {
      const page = await there.open('/?view=table');
      await page.getByRole('button', { name: 'labels', exact: true }).click();
      await page.waitForFunction(
        () => [...document.querySelectorAll('tbody tr')].length > 0 && new URLSearchParams(location.search).has('kind'),
      );
      await page.getByRole('searchbox').fill('terril');
      await page.getByRole('searchbox').press('Enter');
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
      expect(await page.locator('tbody tr').textContent()).toContain('Terril viticole');
      await page.reload();
      await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
      await page.context().close();
    });

    it('dit qu’aucun fait ne correspond', async () => {
      const page = await there.open('/?q=introuvable-partout');
      await page.getByText('Aucun fait ne correspond à ces choix.').waitFor();
      await page.context().close();
    });
  });

  describe('de Bridgestone Béthune', () => {
    const STORY = '/sites/bridgestone-bethune';

    it('montre chaque déclaration avec sa source, et qui contredit qui', async () => {
      const page = await there.open(STORY);
      const claims = await page.locator('.claims').innerText();
      for (const figure of ['863', '864', '835', '830', '772', '786', '335 à 485', '225 à 485', '56'])
        expect(plain(claims)).toContain(figure);
      const published = ['20 Minutes', 'France Bleu', 'Tendances & Co', 'RTL info', 'BFM Grand Lille', 'La Gazette France'];
      for (const publisher of published) expect(claims).toContain(publisher);
      const headcount = page.locator('.dispute-card').filter({ hasText: '863' }).first();
      expect(plain(await headcount.innerText())).toMatch(/864[\s\S]*835[\s\S]*830/);
      await page.context().close();
    });

    it('se rejoue au clavier, dans les deux sens, avec l’état du site à chaque pas', async () => {
      const page = await there.open(`${STORY}?step=1`);
      await page.locator('.player').waitFor();
      expect(await situation(page)).toBe('en activité');
      const seen = new Set<string>();
      for (let step = 2; step <= 12; step++) {
        await page.keyboard.press('ArrowRight');
        await atStep(page, step);
        seen.add(await situation(page));
      }
      expect(seen).toEqual(new Set(['en activité', 'fermeture annoncée', 'fermé']));
      await page.keyboard.press('Home');
      await atStep(page, 1);
      expect(await situation(page)).toBe('en activité');
      await page.keyboard.press('End');
      await page.waitForFunction(() => /^(\d+) sur \1$/.test(document.querySelector('.step-of')!.textContent!));
      await page.keyboard.press('ArrowLeft');
      await page.waitForFunction(() => !/^(\d+) sur \1$/.test(document.querySelector('.step-of')!.textContent!));
      await page.context().close();
    });

    it('se rejoue d’elle-même, en avant puis à rebours, et s’arrête', async () => {
      const page = await there.open(`${STORY}?step=3`);
      await page.getByLabel('Vitesse').selectOption('8');
      await page.getByRole('button', { name: 'Lecture', exact: true }).click();
      await page.waitForFunction(() => Number.parseInt(document.querySelector('.step-of')!.textContent!, 10) >= 6);
      await page.getByRole('button', { name: 'Pause' }).click();
      const paused = await stepOf(page);
      await page.getByRole('button', { name: 'Lecture à rebours' }).click();
      await page.waitForFunction((from) => Number.parseInt(document.querySelector('.step-of')!.textContent!, 10) < from - 1, paused);
      await page.keyboard.press(' ');
      await page.getByRole('button', { name: 'Lecture', exact: true }).waitFor();
      await page.context().close();
    });

    it('se parcourt à la souris, et son adresse redit ce qu’on voyait', async () => {
      const page = await there.open(STORY);
      await page.getByRole('slider').fill('7');
      await atStep(page, 7);
      const sentence = await page.locator('.now .fact-what').textContent();
      const again = await there.open(page.url().replace(there.api.base, ''));
      await atStep(again, 7);
      expect(await again.locator('.now .fact-what').textContent()).toBe(sentence);
      await page.context().close();
      await again.context().close();
    });

    it('ne montre, connu au 1er juin 2022 d’après les publications, que ce qui était publié, et le dit', async () => {
      const page = await there.open(`${STORY}?asOf=2022-06-01&asOfBasis=publication`);
      await page.locator('.claims').waitFor();
      const told = plain(await page.locator('main').innerText());
      expect(told).toContain('863');
      expect(told).toContain('Mode reconstitué');
      for (const later of ['772', '786', '830', 'La Gazette France']) expect(told).not.toContain(later);
      await page.context().close();
    });

    it('ouvre l’historique des décisions, le donne en PDF, et dit ce qui a changé depuis un jour', async () => {
      const page = await there.open(STORY);
      await page.getByText('Historique des décisions').click();
      const pdf = await page.getByRole('link', { name: 'Historique en PDF' }).getAttribute('href');
      const document = await page.request.get(`${there.api.base}${pdf}`);
      expect([document.status(), document.headers()['content-type']]).toEqual([200, 'application/pdf']);
      await page.getByLabel('Ce qui a changé depuis le').fill('2020-01-01');
      await page.locator('.history-changes li').first().waitFor();
      expect(await page.locator('.history-changes li').first().innerText()).toMatch(/^Ajouté/);
      expect(await page.locator('.history-changes li').count()).toBe(
        (await (await page.request.get(`${there.api.base}/api/v1${STORY}/history/changes?since=2020-01-01&limit=500`)).json()).items.length,
      );
      expect(await there.violations(page)).toEqual([]);
      await page.context().close();
    });

    it('se lit en anglais d’un geste', async () => {
      const page = await there.open(STORY);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'What the sources say' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(plain(await page.locator('.claims').innerText())).toContain('863 people');
      await page.context().close();
    });
  });

  it('d’une source montre ses copies, leur empreinte, et donne celle que chacun peut avoir', async () => {
    const { api } = there;
    const document = '%PDF-1.7\n1 0 obj (accord) endobj\n%%EOF';
    const put = (query: string, body: string) =>
      api.post(`/api/v1/sources/accord-2023/captures?${query}`, body, { headers: { 'content-type': 'application/octet-stream' } });
    expect((await put('occurred=2024-03-01&licence=CC%20BY%204.0&redistribution=allowed', document)).status).toBe(201);
    expect((await put('', 'Tous droits réservés.')).status).toBe(201);
    await api.settled();
    const page = await there.open('/sources/accord-2023');
    const rows = page.locator('.copies tbody tr');
    await rows.nth(1).waitFor();
    const [first, second] = await rows.allInnerTexts();
    expect(first).toMatch(/1er mars 2024\s+application\/pdf\s+\d+ octets\s+CC BY 4.0\s+[0-9a-f]{64}\s+Télécharger/);
    expect(second).toMatch(/text\/plain[\s\S]*réservé aux agents et aux auditeurs/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^Télécharger la copie/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('accord-2023.pdf');
    expect(await there.violations(page)).toEqual([]);
    await page
      .getByRole('link', { name: 'English' })
      .or(page.getByRole('button', { name: 'English' }))
      .click();
    await page.getByRole('heading', { name: 'Copies in the locker' }).waitFor();
    await page.context().close();
  });

  it('range ce qui fut su tard par retard, avec les indicateurs déplacés, et le donne pour Excel', async () => {
    const page = await there.open('/retards');
    const lines = page.getByRole('region', { name: 'Du plus grand retard au plus petit' }).locator('tbody tr');
    await lines.first().waitFor();
    expect(await lines.count()).toBe(20);
    expect(await lines.first().textContent()).toMatch(/jours enregistré tard, /);
    expect(await lines.locator('.moved li').first().textContent()).toMatch(/ : .+ → /);
    await page.getByRole('button', { name: 'Montrer les suivants' }).click();
    await lines.nth(20).waitFor();
    const lags = (await lines.locator('td:first-child').allTextContents()).map((text) =>
      parseInt(text.replace(/[\s\u202f\u00a0]/g, ''), 10),
    );
    expect(lags).toEqual([...lags].sort((a, b) => b - a));
    expect(await page.getByRole('link', { name: 'Le relevé pour Excel' }).getAttribute('href')).toBe('/api/v1/restatements.xlsx?lang=fr');
    expect(await page.getByRole('link', { name: 'Le même, avec les indicateurs déplacés' }).getAttribute('href')).toBe(
      '/api/v1/restatements.xlsx?lang=fr&indicators=true',
    );
    expect(await there.violations(page)).toEqual([]);
    expect(there.errors()).toEqual([]);
    await page.close();
  });

  it('dit ce qui n’existe pas, en français', async () => {
    const page = await there.open('/sites/nulle-part');
    expect(await page.locator('h1').textContent()).toBe('Cette page n’existe pas.');
    expect(there.errors().every((error) => error.includes('404'))).toBe(true);
    await page.context().close();
  });

  it('montre un balisage reçu comme du texte, sans l’exécuter', async () => {
    const { api } = there;
    const name = `<img src=x onerror="document.title='pris'"> & <b>gras</b>`;
    const sources = [{ documentId: 'accord-2023' }];
    const recorded = await api.post('/api/v1/sites/site-balise/registration', {
      name,
      communeCode: '62119',
      siteKind: 'building',
      sources,
    });
    expect(recorded.status).toBe(201);
    await api.settled();
    const page = await there.open('/sites/site-balise');
    expect(await page.locator('h1').textContent()).toBe(name);
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(await page.title()).not.toBe('pris');
    await page.context().close();
  });

  it.each([
    ['le territoire', '/'],
    ['le tableau', '/?view=table'],
    ['Bridgestone', '/sites/bridgestone-bethune'],
    ['les sites', '/sites'],
    ['les projets', '/projets'],
    ['un projet', '/projets/gigafactory-acc'],
    ['une source', '/sources/accord-2023'],
    ['le relevé des retards', '/retards'],
  ])('respecte les WCAG 2.2 AA : %s, clair et sombre, étroit et large', async (_, path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1280]) {
        const page = await there.open(path, { colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' });
        // A page that follows the change feed is never idle.
        await page.waitForFunction(() => !document.querySelector('.loading'));
        expect(await there.violations(page)).toEqual([]);
        // Nothing sticks out sideways.
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(
          0,
        );
        await page.context().close();
      }
    }
  });
});

/** Text with its narrow and non-breaking spaces as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const situation = async (page: Page) => (await page.locator('.state-status').textContent())!;
const stepOf = async (page: Page) => Number.parseInt((await page.locator('.step-of').textContent())!, 10);
const atStep = (page: Page, step: number) =>
  page.waitForFunction((wanted) => document.querySelector('.step-of')?.textContent?.startsWith(`${wanted} `), step);
