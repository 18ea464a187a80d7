import { Sealer } from './sealer.js';

const sealer = new Sealer('a secret of the tests, of 32 characters and more');

describe('What the server seals', () => {
  it('opens for the purpose and context it was sealed for', () => {
    expect(sealer.open('cursor', 'timeline?kind=site', sealer.seal('cursor', 'timeline?kind=site', '["2020-09-16","é"]'))).toBe(
      '["2020-09-16","é"]',
    );
  });

  it.each([
    ['another purpose', 'position', 'timeline'],
    ['another query', 'cursor', 'sites'],
  ])('does not open for %s', (_, purpose, context) => {
    expect(sealer.open(purpose, context, sealer.seal('cursor', 'timeline', '42'))).toBeUndefined();
  });

  it('does not open when any one character was changed', () => {
    const sealed = sealer.seal('cursor', 'timeline', '42');
    const changed = [...sealed].map(
      (character, index) => sealed.slice(0, index) + (character === 'A' ? 'B' : 'A') + sealed.slice(index + 1),
    );
    expect(changed.map((text) => sealer.open('cursor', 'timeline', text)).filter((content) => content !== undefined)).toEqual([]);
  });

  it('does not open with the secret of another installation', () => {
    expect(new Sealer('another secret of the tests, also long enough').open('cursor', '', sealer.seal('cursor', '', '42'))).toBeUndefined();
  });

  it('gives the same text for the same content, and one length for small and large positions', () => {
    expect(sealer.seal('position', '', '7')).toBe(sealer.seal('position', '', '7'));
    expect(sealer.seal('position', '', '7')).toHaveLength(sealer.seal('position', '', '123456789').length);
    expect(sealer.seal('position', '', '7').slice(0, 16)).not.toBe(sealer.seal('position', '', '8').slice(0, 16));
  });

  it('wants a secret of 32 characters', () => {
    expect(() => new Sealer('short')).toThrow('32 characters');
  });
});
