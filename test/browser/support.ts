/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { TestApi } from '../support/api.js';
import { openBrowser } from '../support/browser.js';
import { demonstration } from '../support/demonstration.js';

export interface Visit {
  readonly api: TestApi;
  readonly browser: Browser;
  /** Opens an address of the product and waits until its heading and facts are there. Any error of the page fails the test. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Accessibility rules of WCAG 2.2 A and AA that the page breaks (axe-core). */
  violations(page: Page): Promise<string[]>;
  /** Errors that pages reported since the last look. */
  errors(): string[];
  close(): Promise<void>;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function visit(): Promise<Visit> {
  const [api, browser] = await Promise.all([demonstration(), openBrowser()]);
  let errors: string[] = [];
  return {
    api,
    browser,
    async open(path, options) {
      const context = await browser.newContext({
        locale: 'fr-FR',
        timezoneId: 'Europe/Paris',
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${api.base}${path}`);
      await page.waitForFunction(() => document.querySelector('h1')?.textContent?.trim());
      return page;
    },
    async violations(page) {
      await page.evaluate(axe);
      return page.evaluate(async () => {
        const run = (
          globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
        ).axe;
        const { violations } = await run.run({
          runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
        });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
      });
    },
    errors() {
      const seen = errors;
      errors = [];
      return seen;
    },
    async close() {
      await browser.close();
      await api.close();
    },
  };
}
