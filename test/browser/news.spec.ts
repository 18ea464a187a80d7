/// <reference lib="dom" />
import type { Page, Request } from 'playwright-core';
import { until } from '../support/until.js';
import { visit, type Visit } from './support.js';

// Chromium unpacks itself at the first start on a new machine.
const LONG = 180_000;
const STORY = '/sites/bridgestone-bethune';

describe('une page ouverte', () => {
  let there: Visit;
  beforeAll(async () => {
    there = await visit();
  }, LONG);
  afterAll(() => there?.close());
  afterEach(() => expect(there.errors()).toEqual([]));

  it.each([
    ['la frise du territoire', '/?step=5', 'De nouveaux faits sont enregistrés — actualiser', 'actualiser'],
    ['un site', `${STORY}?step=5`, 'De nouveaux faits sont enregistrés — actualiser', 'actualiser'],
    ['a site in English', `${STORY}?step=5&lang=en`, 'New facts have been recorded — refresh', 'refresh'],
  ])('dit ce qui est nouveau, et ne relit que si on le demande : %s', async (_, path, words, action) => {
    const page = await there.open('/sites');
    expect(await follow(page, path)).toHaveLength(1);
    const before = await factsOf(page);
    await record();
    await page.locator('.news p').waitFor();
    expect(await page.locator('.news').innerText()).toBe(words);
    expect([await factsOf(page), await stepOf(page)]).toEqual([before, 5]);
    expect(await there.violations(page)).toEqual([]);
    await page.locator('.news').getByRole('button', { name: action }).click();
    await page.waitForFunction(
      (count) => Number(/sur (\d+)|of (\d+)/.exec(document.querySelector('.step-of')!.textContent!)!.slice(1).find(Boolean)) === count,
      before + 1,
    );
    expect([await stepOf(page), await page.locator('.news p').count()]).toEqual([5, 0]);
    await page.context().close();
  });

  it('n’écoute que tant qu’on la voit, par un seul flux, et dit à son retour ce qui est venu entre-temps', async () => {
    const page = await there.open('/sites');
    await page.addInitScript(noteClosed);
    const opened = await follow(page, STORY);
    expect(opened).toHaveLength(1);
    await seen(page, 'hidden');
    expect(await page.evaluate('closedStreams')).toHaveLength(1);
    await record();
    expect(opened).toHaveLength(1);
    await seen(page, 'visible');
    await page.locator('.news p').waitFor();
    expect(opened).toHaveLength(2);
    expect(await page.evaluate('closedStreams')).toHaveLength(2);
    await page.context().close();
  });

  it('se passe du flux qu’on lui refuse, et ne l’ouvre pas pour ce qui était connu un jour passé', async () => {
    const page = await there.open('/sites');
    const opened = streams(page);
    await page.goto(`${there.api.base}${STORY}?asOf=2999-01-01`);
    await page.locator('.claims').waitFor();
    expect(opened).toEqual([]);
    await page.route('**/events/stream*', (route) => route.fulfill({ status: 503, body: '{}' }));
    await page.goto(`${there.api.base}${STORY}`);
    await page.locator('.claims').waitFor();
    await until(() => there.errors().some((message) => message.includes('503')));
    await seen(page, 'hidden');
    await seen(page, 'visible');
    expect(opened).toHaveLength(1);
    expect(await page.locator('.news').innerText()).toBe('');
    await page.context().close();
  });

  let employees = 10;
  async function record(): Promise<void> {
    const { status } = await there.api.post(`/api/v1${STORY}/headcounts`, {
      sources: [{ documentId: 'accord-2023' }],
      employees: (employees += 1),
      occurred: '2024',
    });
    expect(status).toBe(201);
  }
});

/** Goes to a page and waits until it follows the feed: what is recorded from then on is news to it. Gives the streams it opens. */
async function follow(page: Page, path: string): Promise<Request[]> {
  const opened = streams(page);
  const followed = page.waitForResponse(/events\/stream/);
  await page.goto(new URL(path, page.url()).href);
  await followed;
  return opened;
}

/** Notes in the page which streams of the feed it closes. */
function noteClosed(): void {
  const closed: string[] = [];
  Object.assign(globalThis, { closedStreams: closed });
  const { close } = EventSource.prototype;
  EventSource.prototype.close = function (this: EventSource) {
    if (this.url.includes('/events/stream')) closed.push(this.url);
    close.call(this);
  };
}

const factsOf = async (page: Page): Promise<number> => {
  await page.locator('.step-of').waitFor();
  return Number((await page.locator('.step-of').textContent())!.match(/\d+/g)!.at(-1));
};
const stepOf = async (page: Page) => Number.parseInt((await page.locator('.step-of').textContent())!, 10);

function streams(page: Page): Request[] {
  const some: Request[] = [];
  page.on('request', (request) => void (request.url().includes('/events/stream') && some.push(request)));
  return some;
}

const seen = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
