import { randomBytes } from 'node:crypto';
import { disguiseText, isSealedFor, openText, sealText } from './seal.js';

const person = '3f0c9c52-6c1f-4a7e-9d3b-0d8f0f1f2a11';
const other = '9a1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d';
const place = { eventId: '0190a6f4-0000-7000-8000-000000000000', path: '/data/contact' };
const key = randomBytes(32);

describe('a sealed text', () => {
  it.each(['Jeanne Lefebvre', '06 12 34 56 78', 'é'.repeat(300), 'x'])('opens with the key of its person: %s', (text) =>
    expect(openText(key, person, sealText(key, person, place, text))).toBe(text),
  );

  it('opens with no other key, for no other person, and not once it was touched', () => {
    const sealed = sealText(key, person, place, 'Jeanne Lefebvre');
    expect(openText(randomBytes(32), person, sealed)).toBeUndefined();
    expect(openText(key, other, sealed)).toBeUndefined();
    for (let at = 0; at < sealed.length - 2; at += 7) {
      const touched = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(openText(key, person, touched)).toBeUndefined();
    }
    expect(openText(key, person, sealed.slice(0, 40))).toBeUndefined();
    expect(openText(key, person, '')).toBeUndefined();
  });

  it('knows its event and its field', () => {
    const sealed = sealText(key, person, place, 'Jeanne Lefebvre');
    expect(isSealedFor(sealed, place)).toBe(true);
    expect(isSealedFor(sealed, { ...place, path: '/meta/reason' })).toBe(false);
    expect(isSealedFor(sealed, { ...place, eventId: '0190a6f4-0000-7000-8000-000000000001' })).toBe(false);
  });

  it('is another each time, and as long for short names as for long ones', () => {
    const [a, b] = [sealText(key, person, place, 'Li'), sealText(key, person, place, 'Jeanne Lefebvre-Delacroix')];
    expect(a).not.toBe(sealText(key, person, place, 'Li'));
    expect(a).toHaveLength(b.length);
  });
});

it('a disguised text is the same for the same words of the same person, and for nothing else', () => {
  expect(disguiseText(key, 'Jeanne')).toBe(disguiseText(key, 'Jeanne'));
  expect(disguiseText(key, 'Jeanne')).not.toBe(disguiseText(key, 'Jean'));
  expect(disguiseText(key, 'Jeanne')).not.toBe(disguiseText(randomBytes(32), 'Jeanne'));
});
