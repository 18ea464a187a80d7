import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Finding } from './finding.js';

/** Elements that bring another page or program in. */
const FRAMES = new Set(['iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'portal', 'fencedframe']);
/** Attributes that hold an address. */
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'background', 'srcdoc', 'to', 'values']);

/** What in a page could act, as a browser reads it. A page without any of it is text, pictures and links. */
export function inHtml(text: string): ReadonlySet<Finding> {
  const findings = new Set<Finding>();
  // Without recursion: a page may be nested as deep as it likes.
  const waiting: DefaultTreeAdapterTypes.Node[] = [parse(text)];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('childNodes' in node) for (const child of node.childNodes) waiting.push(child);
    if ('content' in node) waiting.push(node.content);
    if ('tagName' in node) for (const finding of inElement(node)) findings.add(finding);
  }
  return findings;
}

function* inElement({ tagName, attrs }: DefaultTreeAdapterTypes.Element): Generator<Finding> {
  const name = tagName.toLowerCase();
  // A block of data (JSON-LD) is a script that no browser runs; but nobody who looks for scripts should have to know that.
  if (name === 'script') yield 'script';
  if (FRAMES.has(name)) yield 'frame';
  if (name === 'form') yield 'form';
  if (name === 'base') yield 'external-content';
  if (name === 'meta' && attrs.some(({ name, value }) => name === 'http-equiv' && value.trim().toLowerCase() === 'refresh'))
    yield 'refresh';
  for (const { name: attribute, prefix, value } of attrs) {
    if (/^on/i.test(attribute)) yield 'event-handler';
    const full = prefix ? `${prefix}:${attribute}` : attribute;
    // Browsers skip what cannot be seen, in front and inside of the name.
    // eslint-disable-next-line no-control-regex
    const address = value.replace(/[\u0000-\u0020]/g, '').toLowerCase();
    if (ADDRESSES.has(full) && /^(javascript|vbscript|data:text\/html|data:image\/svg)/.test(address)) yield 'script-address';
    if (attribute === 'srcdoc') yield 'frame';
  }
}
