import { checkMarks, marksIn, personMark, personsIn, replaceMarks, sealedMark } from './personal.js';

const jeanne = '3f0c9c52-6c1f-4a7e-9d3b-0d8f0f1f2a11';
const paul = '9a1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d';

describe('a mark of personal data', () => {
  it('is found in whatever text of a value, open or sealed', () => {
    const value = {
      topic: `appeler ${personMark(jeanne, 'Jeanne Lefebvre')}`,
      answers: [{ note: `vu avec ${sealedMark(paul, 'A'.repeat(60))} et ${personMark(jeanne, '06 12 34 56 78')}` }],
    };
    expect(marksIn(value)).toEqual([
      { person: jeanne, text: 'Jeanne Lefebvre' },
      { person: paul, sealed: 'A'.repeat(60) },
      { person: jeanne, text: '06 12 34 56 78' },
    ]);
    expect(personsIn(value)).toEqual([jeanne, paul]);
  });

  it('gives its place to what is put there, and nothing else moves', () =>
    expect(replaceMarks(`a ${personMark(jeanne, 'x')} b {{autre}}`, ({ text }) => `<${text}>`)).toBe('a <x> b {{autre}}'));

  it.each([
    '{{person: Jeanne}}',
    '{{person:jeanne|Jeanne}}',
    `{{person:${jeanne}|Jeanne "Nanou"}}`,
    `{{person:${jeanne}|}}`,
    `{{Person:${jeanne}|Jeanne}}`,
    // Version 1 tells when and where it was made.
    '{{person:3f0c9c52-6c1f-1a7e-9d3b-0d8f0f1f2a11|Jeanne}}',
  ])('is refused when it was meant and is none: %s', (text) =>
    expect(() => checkMarks({ reason: { why: text } })).toThrow(
      expect.objectContaining({ code: 'PERSON_MARK_MALFORMED', facts: { field: 'reason/why' } }),
    ),
  );

  it('is refused when it comes sealed: it would speak with the words of another event', () =>
    expect(() => checkMarks({ topic: sealedMark(jeanne, 'A'.repeat(60)) })).toThrow(
      expect.objectContaining({ code: 'PERSON_MARK_SEALED' }),
    ));

  it('leaves other braces alone', () => expect(() => checkMarks({ topic: 'un {{gabarit}} et {une} accolade' })).not.toThrow());
});
