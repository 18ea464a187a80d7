import type { Entry, Problem, Step, Timeline } from './types';

/** An answer that is no success, with the problem's own words (RFC 9457). */
export class ApiProblem extends Error {
  constructor(readonly problem: Pick<Problem, 'status' | 'title' | 'detail'>) {
    super(problem.title);
  }
}

type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export function address(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    parameters.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = parameters.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

/** @throws {ApiProblem} when the API says no, or does not answer */
export async function read<Answer>(path: string, query: Query, signal?: AbortSignal): Promise<Answer> {
  return fetchJson(address(path, query), signal);
}

/** A page that an answer leads to by its `next`. @throws {ApiProblem} */
export const readNext = <Answer>(next: string, signal?: AbortSignal): Promise<Answer> => fetchJson(next, signal);

async function fetchJson<Answer>(url: string, signal?: AbortSignal): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem({ status: 0, title: 'Le serveur ne répond pas.', detail: 'Vérifiez la connexion, puis rechargez la page.' });
  }
  if (response.ok) return (await response.json()) as Answer;
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new ApiProblem({ status: response.status, title: problem.title ?? response.statusText, detail: problem.detail ?? '' });
}

/** Most facts that the page draws at once. */
const MOST = 2_000;

/** A whole timeline, page after page, as far as a screen can show. */
export async function readTimeline(
  path: string,
  query: Query,
  signal?: AbortSignal,
): Promise<{ entries: Entry[]; answer: Timeline; more: boolean }> {
  const answer = await read<Timeline>(path, { ...query, limit: 500 }, signal);
  const entries = [...answer.items];
  let next = answer.next;
  while (next && entries.length < MOST) {
    const page: Timeline = await fetchJson<Timeline>(next, signal);
    entries.push(...page.items);
    next = page.next;
  }
  return { entries, answer, more: next !== null };
}

/**
 * The steps of a story, from the replay's event stream at full speed: playing, scrubbing and stepping back all need them at hand,
 * so the page asks once and moves through them by itself.
 */
export function readSteps(path: string, query: Query, signal?: AbortSignal): Promise<Step[]> {
  return new Promise((resolve, reject) => {
    const steps: Step[] = [];
    const stream = new EventSource(address(path, { ...query, speed: 1_000 }));
    const end = (error?: unknown) => {
      stream.close();
      if (error) reject(error as Error);
      else resolve(steps);
    };
    stream.addEventListener('step', ({ data }) => steps.push(JSON.parse(String(data)) as Step));
    stream.addEventListener('end', () => end());
    stream.onerror = () => {
      stream.close();
      // The stream cannot tell why it was refused: the plain answer can.
      read(path.replace(/\/replay$/, ''), query, signal).then(
        () => end(new ApiProblem({ status: 503, title: 'La relecture a été interrompue.', detail: 'Rechargez la page.' })),
        end,
      );
    };
    signal?.addEventListener('abort', () => end(signal.reason));
  });
}
