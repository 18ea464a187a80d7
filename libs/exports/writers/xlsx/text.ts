/** What a cell of Excel holds. */
const MOST_CHARACTERS = 32_767;
const CUT = ' […]';

const SPECIAL =
  // eslint-disable-next-line no-control-regex
  /[&<>"]|[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const MAYBE_SPECIAL = /[&<>"_\u0000-\u001f\ud800-\udfff\ufffe\uffff]/; // eslint-disable-line no-control-regex

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * A text in SpreadsheetML. What XML has no right to hold is written `_x0001_` (ECMA-376, ST_Xstring), and so is a text that merely looks so.
 * A text longer than a cell ends in `[…]`.
 */
export function inXml(text: string): string {
  const held = text.length > MOST_CHARACTERS ? cut(text) : text;
  return MAYBE_SPECIAL.test(held) ? held.replace(SPECIAL, (character) => NAMED[character] ?? coded(character)) : held;
}

const coded = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

function cut(text: string): string {
  const kept = text.slice(0, MOST_CHARACTERS - CUT.length);
  // Not in the middle of a character.
  return (/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept) + CUT;
}
