/** How cited addresses are asked whether they still answer. */
export interface LinksConfiguration {
  /** Also addresses of private networks and of this machine: for a network without any other. */
  readonly privateToo: boolean;
  /** Milliseconds between two requests to one host. */
  readonly pause: number;
  /** Whom a site's keeper may write to; said with every request. */
  readonly contact?: string;
}

const PAUSE_SECONDS = 2;

/** Nothing is asked of anybody unless LINK_WATCH=on. */
export function readLinks(
  given: (name: string) => string | undefined,
  wrong: (variable: string, message: string, value?: string) => void,
): LinksConfiguration | undefined {
  const watch = given('LINK_WATCH') ?? 'off';
  if (watch !== 'on' && watch !== 'off') wrong('LINK_WATCH', 'on ou off est attendu (off par défaut).', watch);
  const pause = Number(given('LINK_WATCH_PAUSE') ?? PAUSE_SECONDS);
  if (!(pause >= 0 && pause <= 3_600))
    wrong('LINK_WATCH_PAUSE', 'un nombre de secondes, de 0 à 3600, est attendu (2 par défaut).', given('LINK_WATCH_PAUSE'));
  const hosts = given('LINK_WATCH_PRIVATE') ?? 'off';
  if (hosts !== 'on' && hosts !== 'off') wrong('LINK_WATCH_PRIVATE', 'on ou off est attendu (off par défaut).', hosts);
  const contact = given('LINK_WATCH_CONTACT');
  if (contact !== undefined && !/^[\x21-\x27\x2a-\x7e]{3,200}$/.test(contact))
    wrong('LINK_WATCH_CONTACT', 'une adresse web ou électronique, sans espace ni parenthèse, est attendue.', contact);
  return watch === 'on' ? { privateToo: hosts === 'on', pause: pause * 1_000, contact } : undefined;
}
