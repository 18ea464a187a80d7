import 'reflect-metadata';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { job, JobRefused, type JobContext } from '@app/jobs';
import { addressesToAsk, installLinks, recordAnswer } from '../links/addresses.js';
import { probe } from '../links/probe.js';

export class LinkWatchPayload {
  /** Only addresses that were not asked for this many hours; absent: 20, so that a daily watch asks each once a day. */
  @IsOptional() @IsInt() @Min(0) @Max(8_760) hours?: number;
}

interface Watched {
  readonly asked: number;
  readonly failed: number;
}

const HOURS = 20;
/** Hosts that are asked in the same moment; each host is asked for one address after the other. */
const MOST_HOSTS = 8;

/** Asks every cited address whether there still is something. What was asked is known at once: a run that is interrupted goes on with the others. */
export const linkWatchJob = job<LinkWatchPayload, Watched>({
  name: 'link-watch',
  title: { fr: 'Veille des liens cités', en: 'Watch of cited links' },
  payload: LinkWatchPayload,
  key: () => 'all',
  queue: 'link-watch',
  phases: { asking: { fr: 'interrogation', en: 'asking' } },
  refusals: {
    LINK_WATCH_OFF: () => ({
      fr: 'La veille des liens n’est pas permise à ce worker : LINK_WATCH=on la permet.',
      en: 'This worker may not watch links: LINK_WATCH=on lets it.',
    }),
  },
  done: ({ asked, failed }) => ({
    fr: `${asked} adresses interrogées, ${failed} ne répondent pas.`,
    en: `${asked} addresses asked, ${failed} do not answer.`,
  }),
  run: async ({ hours = HOURS }, context) => {
    const { links, readModels } = context.tools;
    if (!links) throw new JobRefused('LINK_WATCH_OFF');
    await installLinks(readModels);
    const addresses = await addressesToAsk(readModels, new Date(Date.now() - hours * 3_600_000));
    const hosts = [...byHost(addresses).values()];
    const told = { asked: 0, failed: 0 };
    const hand = async () => {
      for (let host = hosts.shift(); host; host = hosts.shift()) await askHost(host, context, told, addresses.length);
    };
    await Promise.all(Array.from({ length: MOST_HOSTS }, hand));
    return told;
  },
});

async function askHost(
  addresses: readonly string[],
  context: JobContext,
  told: { asked: number; failed: number },
  total: number,
): Promise<void> {
  const { signal, tools } = context;
  const { pause, ...options } = tools.links!;
  for (const [index, url] of addresses.entries()) {
    if (index > 0) await waited(pause, signal);
    signal.throwIfAborted();
    const answer = await probe(url, { ...options, signal });
    await recordAnswer(tools.readModels, url, answer);
    told.asked += 1;
    if (answer.outcome === 'failed') told.failed += 1;
    context.progress(told.asked / total, 'asking');
  }
}

function byHost(addresses: readonly string[]): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const url of addresses) {
    const host = URL.canParse(url) ? new URL(url).host : '';
    hosts.set(host, [...(hosts.get(host) ?? []), url]);
  }
  return hosts;
}

const waited = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
