/// <reference lib="dom" />
import { fileSigningKey, formatVerifierKey, keepEndorsement } from '@app/audit';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Page } from 'playwright-core';
import { SECRET } from '../support/api.js';
import { ORIGIN, Sealing, signer } from '../support/audit.js';
import { visit, type Visit } from './support.js';

// Chromium unpacks itself at the first start on a new machine.
const LONG = 180_000;
/** As a line of events says it: JSON in JSON. */
const FIGURE = '\\"value\\":863';
const STORY = '/sites/bridgestone-bethune';

describe('la page', () => {
  let there: Visit;
  let sealing: Sealing;
  let folder: string;
  let file: string;
  let proof: string;
  beforeAll(async () => {
    there = await visit();
    folder = await mkdtemp(join(tmpdir(), 'palimpseste-verify-'));
    const { api } = there;
    sealing = await Sealing.start(api.readModels, api.eventStore);
    await sealing.reaches(Number(await api.eventStore.head()));
    await keepEndorsement(api.readModels, fileSigningKey(ORIGIN, SECRET).key, signer);
    file = await fetched(`/api/v1${STORY}/file`, 'dossier.zip');
    const { items } = (await api.get(`/api/v1${STORY}/timeline?limit=1`)).json as { items: { id: string }[] };
    proof = await fetched(`/api/v1/events/${items[0]!.id}/proof`, 'fait.tlog-proof');
  }, LONG);
  afterAll(async () => {
    await sealing?.close();
    await there?.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => expect(there.errors()).toEqual([]));

  describe('qui vérifie', () => {
    it('dit d’un dossier qu’il tient, sans rien envoyer', async () => {
      const page = await there.open('/verifier');
      await page.waitForFunction((key) => document.querySelector('textarea')!.value === key, formatVerifierKey(signer.key));
      const sent: string[] = [];
      page.on('request', (request) => sent.push(request.url()));
      await page.setInputFiles('input[type=file]', file);
      await page.locator('.verdict').waitFor();
      const told = plain(await page.locator('.verdict').innerText());
      expect(told).toMatch(/^✓? ?dossier\.zip : Vérifié : rien n’a été changé\./);
      expect(told).toMatch(/Bridgestone.*\(site\/bridgestone-bethune\)\. Dossier public\./);
      expect(told).toMatch(/\d+ événements, chacun à sa place parmi \d+ entrées signées/);
      expect(told).toContain('Non joint : ');
      expect(sent).toEqual([]);
      expect(await there.violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByText('Verified: nothing was changed.').waitFor();
      await page.context().close();
    });

    it('nomme la première chose qui ne tient pas dans un dossier modifié', async () => {
      const bytes = await readFile(file);
      const at = bytes.indexOf(FIGURE);
      expect(at).toBeGreaterThan(0);
      bytes.write('862', at + FIGURE.length - 3);
      const page = await there.open('/verifier');
      await drop(page, await written('faux.zip', refreshed(bytes, at)));
      await page.locator('.verdict.broken').waitFor();
      const told = plain(await page.locator('.verdict').innerText());
      expect(told).toContain('Ne tient pas.');
      expect(told).toMatch(/events\.jsonl, ligne \d+, événement [0-9a-f-]{36} : l’événement n’est pas celui qui fut scellé\./);
      expect(told).toContain('EVENT_DIFFERS');
      // A byte of the archive itself.
      const torn = await readFile(file);
      torn[torn.length - 30]! ^= 1;
      await drop(page, await written('abime.zip', torn));
      await page.getByText('ARCHIVE_MALFORMED').waitFor();
      expect(await there.violations(page)).toEqual([]);
      await page.context().close();
    });

    it('ne croit que la clé qu’on lui donne', async () => {
      const page = await there.open('/verifier');
      await page.waitForFunction(() => document.querySelector('textarea')!.value !== '');
      await drop(page, proof);
      await page.locator('.verdict.sound').waitFor();
      expect(plain(await page.locator('.verdict').innerText())).toMatch(new RegExp(`Entrée n° \\d+ parmi \\d+ du journal ${ORIGIN}\\.`));
      const other = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
      await page.getByLabel('Clé publique du journal d’audit').fill(other);
      await page.getByRole('button', { name: 'Vérifier avec cette clé' }).click();
      await page.getByText('ORIGIN_DIFFERS').waitFor();
      await drop(page, file);
      await page.getByText('KEY_DIFFERS').waitFor();
      await page.getByLabel('Clé publique du journal d’audit').fill('pas une clé');
      await page.getByRole('button', { name: 'Vérifier avec cette clé' }).click();
      await page.getByText('Cette clé n’est pas de la forme nom+identifiant+clé.').waitFor();
      await page.context().close();
    });

    it.each([360, 1280])('se lit à %s pixels de large, en clair et en sombre', async (width) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await there.open('/verifier', { viewport: { width, height: 800 }, colorScheme });
        await page.waitForFunction(() => document.querySelector('textarea')!.value !== '');
        await drop(page, file);
        await page.locator('.verdict').waitFor();
        await page.locator('.verdict summary').click();
        expect(await there.violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(
          0,
        );
        await page.context().close();
      }
    });
  });

  it('d’un site dit de chaque événement s’il est scellé, et le vérifie sur place', async () => {
    const page = await there.open(STORY);
    await page.getByText('Historique des décisions').click();
    await page.locator('.seal-state').first().waitFor();
    expect(new Set(await page.locator('.seal-state').allInnerTexts())).toEqual(new Set(['scellé']));
    await page
      .getByRole('button', { name: /^Vérifier ici/ })
      .first()
      .click();
    await page.locator('.seal .verdict.sound').waitFor();
    expect(await there.violations(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Dossier de décision/ }).click()]);
    expect(plain(download.suggestedFilename())).toMatch(/^Dossier de décision .*Bridgestone Béthune\.zip$/);
    await page.context().close();
  });

  it('d’un site ne prend pas la preuve d’un autre événement pour celle qui est demandée', async () => {
    const page = await there.open(STORY);
    const other = await readFile(proof, 'utf8');
    await page.route('**/api/v1/events/*/proof', (route) => route.fulfill({ contentType: 'text/plain', body: other }));
    // Qui n’attend pas que la clé soit là n’est pas dit en défaut pour autant.
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    let release = () => {};
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/v1/audit/key', async (route) => {
      asked();
      await isReleased;
      await route.continue();
    });
    await page.getByText('Historique des décisions').click();
    await page
      .getByRole('button', { name: /^Vérifier ici/ })
      .last()
      .click();
    await isAsked;
    release();
    await page.locator('.seal .verdict.broken').waitFor();
    await page.context().close();
  });

  async function fetched(path: string, name: string): Promise<string> {
    const answer = await fetch(`${there.api.base}${path}`);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return written(name, Buffer.from(await answer.arrayBuffer()));
  }

  async function written(name: string, bytes: Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }
});

/** As somebody drags it there. */
async function drop(page: Page, path: string): Promise<void> {
  const content = (await readFile(path)).toString('base64');
  const transfer = await page.evaluateHandle(
    ({ content: encoded, name }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))], name));
      return data;
    },
    { content, name: path.split('/').at(-1)! },
  );
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
}

/** The archive with the right CRC again for the part that holds this byte: a forger knows his ZIP. */
function refreshed(bytes: Buffer, at: number): Buffer {
  const head = bytes.lastIndexOf(Buffer.from('504b0304', 'hex'), at);
  const length = bytes.readUInt16LE(head + 26);
  const size = bytes.readUInt32LE(head + 18);
  const start = head + 30 + length;
  const crc = crc32(bytes.subarray(start, start + size));
  bytes.writeUInt32LE(crc, head + 14);
  const name = bytes.subarray(head + 30, start);
  const listed = bytes.lastIndexOf(name) - 46;
  bytes.writeUInt32LE(crc, listed + 16);
  return bytes;
}

/** Text with its narrow and non-breaking spaces as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
