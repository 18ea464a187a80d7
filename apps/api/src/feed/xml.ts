/** Characters that XML 1.0 has no way to write. */
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNWRITABLE, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);

type Attributes = Readonly<Record<string, string | null | undefined>>;

/** An element that holds a text, or elements already written; attributes without a value are left out. */
export function element(name: string, attributes: Attributes, content?: string | readonly string[]): string {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value == null ? [] : [` ${key}="${escaped(value)}"`]));
  const start = `<${name}${given.join('')}`;
  if (content === undefined) return `${start}/>`;
  return `${start}>${typeof content === 'string' ? escaped(content) : `\n${content.join('\n')}\n`}</${name}>`;
}
