import { element } from './xml.js';

describe('An XML element', () => {
  it('holds a text, or elements, or nothing', () => {
    expect(element('link', { rel: 'next', href: '/a?b=1&c="2"', type: undefined })).toBe(
      '<link rel="next" href="/a?b=1&amp;c=&quot;2&quot;"/>',
    );
    expect(element('title', {}, 'a < b & c > d')).toBe('<title>a &lt; b &amp; c &gt; d</title>');
    expect(element('author', {}, [element('name', {}, 'P')])).toBe('<author>\n<name>P</name>\n</author>');
  });

  it('leaves out what XML cannot write, and half characters', () => {
    expect(element('title', {}, 'a\u0000\u000b\u001f\ufffeb\tc\nd')).toBe('<title>ab\tc\nd</title>');
    expect(element('title', {}, 'a\ud800b')).toBe('<title>a\ufffdb</title>');
    expect(element('title', {}, '🏭')).toBe('<title>🏭</title>');
  });
});
