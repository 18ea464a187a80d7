/** What `EVENT_STORE_URL` says of an EventStoreDB: how to reach it, and what of it is ours. */
export interface Address {
  /** As the client reads it: our own options are taken out. Holds the password: never to be shown. */
  readonly connectionString: string;
  /** Put before every stream name, so that several installations, or tests, can share a server. Empty: every stream is ours. */
  readonly streamPrefix: string;
  /** Reads and appends go to the leader; false only where the address asks for followers or read-only replicas. */
  readonly requiresLeader: boolean;
}

const PREFIX = /^([a-z][A-Za-z0-9._]{0,40}-)?$/;
/** Options of the client, 6.2.1; it ignores what it does not know. */
const OPTIONS = [
  'streamPrefix tls tlsCAFile userCertFile userKeyFile nodePreference maxDiscoverAttempts discoveryInterval gossipTimeout',
  'throwOnAppendFailure keepAliveInterval keepAliveTimeout defaultDeadline connectionName',
].flatMap((names) => names.split(' '));

/**
 * Reads `esdb://…` or `esdb+discover://…`.
 * @throws {Error} saying what to change; the message never repeats the address, which may hold a password
 */
export function parseAddress(url: string): Address {
  const mark = url.indexOf('?');
  const options = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const option = (name: string) => [...options].find(([key]) => key.toLowerCase() === name)?.[1];
  const known = new Set(OPTIONS.map((name) => name.toLowerCase()));
  const streamPrefix = option('streamprefix') ?? '';
  if (!PREFIX.test(streamPrefix))
    throw new Error('EVENT_STORE_URL: streamPrefix must be up to 40 letters, digits, "." or "_" from a small letter on, and end with "-"');
  if (option('tls') === 'false' && /^[a-z+]+:\/\/[^/?]*@/.test(url))
    throw new Error('EVENT_STORE_URL gives a user and tls=false: the client would not send them. Use TLS, or leave the user out');
  if (option('tlsverifycert') !== undefined)
    throw new Error('EVENT_STORE_URL: tlsVerifyCert has no effect in this client; name your authority with tlsCAFile');
  for (const name of options.keys())
    if (!known.has(name.toLowerCase())) throw new Error(`EVENT_STORE_URL has no option "${name}"; there are ${OPTIONS.join(', ')}`);
  const kept = new URLSearchParams([...options].filter(([key]) => key.toLowerCase() !== 'streamprefix'));
  const base = mark < 0 ? url : url.slice(0, mark);
  const query = kept.toString().replaceAll('+', '%20');
  return {
    connectionString: query ? `${base}?${query}` : base,
    streamPrefix,
    requiresLeader: (option('nodepreference') ?? 'leader') === 'leader',
  };
}
