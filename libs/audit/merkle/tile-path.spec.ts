import fc from 'fast-check';
import { entriesPath, parseTilePath, tilePath } from './tile-path.js';

describe('the path of a tile', () => {
  it.each([
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 3, index: 999, width: 255 }, 'tile/3/999.p/255'],
    [{ level: 63, index: 1_000, width: 1 }, 'tile/63/x001/000.p/1'],
    [{ level: 1, index: 12_345, width: 256 }, 'tile/1/x012/345'],
  ])('of %p is %s', (address, path) => expect(tilePath(address)).toBe(path));

  it('of a bundle says entries instead of a level', () => {
    expect(entriesPath({ index: 1_234_067, width: 256 })).toBe('tile/entries/x001/x234/067');
    expect(entriesPath({ index: 5, width: 12 })).toBe('tile/entries/005.p/12');
  });

  it('leads back to what it was made of', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63 }), fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ kind: 'tile', level, index, width });
        expect(parseTilePath(entriesPath({ index, width }))).toEqual({ kind: 'entries', index, width });
      }),
    ));

  it('is read in one way only: whatever is read is written the same', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^tile\/(\d{1,2}|entries)\/(x\d{3}\/){0,2}\d{2,4}(\.p\/\d{1,3})?$/), (path) => {
        const read = parseTilePath(path);
        if (read) expect(read.kind === 'tile' ? tilePath(read) : entriesPath(read)).toBe(path);
      }),
      { numRuns: 2_000 },
    ));

  it.each([
    '',
    'checkpoint',
    'tile/0',
    'tile/0/',
    'tile/0/0',
    'tile/0/1234',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0x0/000',
    'tile/0/x000/000',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/x001/x000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000.p/1.p/1',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/../0/000',
    'tile/0/000\n',
    'tile/entries/x000/000',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/999',
  ])('is not %p', (path) => expect(parseTilePath(path)).toBeUndefined());
});
