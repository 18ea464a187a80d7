import { PATIENCE, type Publishable, type Sink } from './sink.js';

/** Somebody's HTTPS address, which gets each checkpoint as the body of a POST; any answer of 2xx says that it was taken. */
export class WebhookSink implements Sink {
  readonly name: string;

  constructor(private readonly url: URL) {
    // Neither what may be a password nor what may be a token.
    this.name = `webhook ${url.host}`;
  }

  async publish({ note }: Publishable): Promise<readonly string[]> {
    const { origin, pathname, search, username, password } = this.url;
    const answer = await fetch(`${origin}${pathname}${search}`, {
      method: 'POST',
      body: note,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        ...(username && {
          authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`,
        }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`${this.name} answered ${answer.status}`);
    return [];
  }
}
