import { wordsIn } from '@app/timeline';
import { samples } from '../../../../../libs/timeline/words/samples.fixture.js';
import { figuresIn } from './figures.js';

describe('the figures of a fact', () => {
  it.each(['fr', 'en'] as const)('are all named in words (%s), whatever the fact', (language) => {
    const told = Object.values(samples).flatMap(([, most]) => figuresIn(most as Readonly<Record<string, unknown>>, wordsIn(language)));
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter(({ key, label }) => label === key || !/^\p{Lu}/u.test(label))).toEqual([]);
  });

  it('are those of the payload alone, not of what it holds beside', () => {
    const outOf = { value: 864, of: 'salariés laissés sans emploi' };
    expect(figuresIn({ onSameSite: { value: 0.5, unit: 'share', outOf }, months: 12, of: { value: 3 } }, wordsIn('fr'))).toEqual([
      {
        key: 'on-same-site',
        label: 'Sur le même site',
        text: '50\u00a0% des 864 salariés laissés sans emploi',
        value: 0.5,
        unit: 'share',
        outOf,
      },
    ]);
  });
});
