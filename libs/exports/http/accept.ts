interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * The first of `offered` that the caller likes best (RFC 9110, 12.5.1), undefined when it takes none. Without an Accept, the first of all.
 * Of two that it likes alike, the one that it names rather than the one that a wildcard covers.
 * @param offered by name, with the media types that stand for it
 */
export function accepted<Name extends string>(
  accept: string | undefined,
  offered: readonly Name[],
  mediaTypes: (name: Name) => readonly string[],
): Name | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(rangeOf);
  let best: { name: Name; quality: number; precision: number } | undefined;
  for (const name of offered) {
    for (const type of mediaTypes(name)) {
      const { quality, precision } = judged(type, ranges);
      if (quality > (best?.quality ?? 0) || (best && quality === best.quality && precision > best.precision))
        best = { name, quality, precision };
    }
  }
  return best?.name;
}

/** What the most precise range that covers a type says of it. */
function judged(type: string, ranges: readonly Range[]): { quality: number; precision: number } {
  const coverings = [type, `${type.split('/')[0]}/*`, '*/*'];
  for (const [index, covering] of coverings.entries()) {
    const said = ranges.filter((range) => range.type === covering).map(({ quality }) => quality);
    if (said.length > 0) return { quality: Math.max(...said), precision: coverings.length - index };
  }
  return { quality: 0, precision: 0 };
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.map((parameter) => /^q=((?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?))$/.exec(parameter)?.[1]).find(Boolean);
  return { type, quality: quality === undefined ? 1 : Number(quality) };
}
