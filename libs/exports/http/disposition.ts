/**
 * Content-Disposition (RFC 6266): a plain name for every client, and the title as those that know RFC 8187 show it.
 * @param name ASCII letters, digits and hyphens, without a suffix
 */
export function disposition(kind: 'attachment' | 'inline', name: string, title: string, suffix: string): string {
  return `${kind}; filename="${name}.${suffix}"; filename*=UTF-8''${encoded(`${fileName(title)}.${suffix}`)}`;
}

/** Without what Windows refuses in the name of a file. */
const fileName = (title: string): string =>
  title
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ')
    .trim()
    .replace(/ +/g, ' ');

const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
