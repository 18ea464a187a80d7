export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

interface Asked {
  readonly url?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** French unless the caller asks for English: `lang=en` in the address, else Accept-Language (RFC 9110). */
export function languageOf({ url = '', headers }: Asked): Language {
  const inAddress = /[?&]lang=(fr|en)(?:&|$)/.exec(url)?.[1];
  if (inAddress) return inAddress as Language;
  const given = headers['accept-language'];
  if (given === undefined) return 'fr';
  const accepted = String(given).split(',').map(weighted);
  const english = Math.max(0, ...accepted.filter(({ tag }) => tag === 'en').map(({ weight }) => weight));
  const french = Math.max(0, ...accepted.filter(({ tag }) => tag === 'fr' || tag === '*').map(({ weight }) => weight));
  return english > french ? 'en' : 'fr';
}

function weighted(item: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = item.trim().toLowerCase().split(';');
  const quality = parameters.map((parameter) => /^\s*q=(\d(?:\.\d+)?)\s*$/.exec(parameter)?.[1]).find(Boolean);
  return { tag: tag.split('-')[0]!, weight: quality === undefined ? 1 : Number(quality) };
}
