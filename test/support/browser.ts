import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

// Made for short-lived functions: one process for everything, which ends with the first closed window.
const NOT_HERE = ['--single-process', '--no-zygote'];

/** A real browser that comes with the packages: nothing else to install. */
export async function openBrowser(): Promise<Browser> {
  const args = chromium.args.filter((arg) => !NOT_HERE.includes(arg));
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, '--no-sandbox', '--no-first-run', '--disable-background-networking'],
    headless: true,
  });
}
