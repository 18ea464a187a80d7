import { KeptAnswers, type KeptAnswer } from './kept-answers.js';

const state = (now: string, past = 'g1') => ({ now, past });
const answer = (given: Partial<KeptAnswer> & { readonly bytes?: number }): KeptAnswer => ({
  answer: { tag: '"t"', contentType: 'application/json', body: Buffer.alloc(given.bytes ?? 100) },
  headers: {},
  route: undefined,
  keeping: given.keeping ?? 'until-told',
  state: given.state ?? state('1'),
});

describe('kept answers', () => {
  it('are right in the state they are of, and are forgotten in another', () => {
    const kept = new KeptAnswers(1_000_000);
    kept.keep('a', answer({}));
    expect(kept.find('a', state('1'))).toBeDefined();
    expect(kept.find('b', state('1'))).toBeUndefined();
    expect(kept.find('a', state('2'))).toBeUndefined();
    expect(kept.size).toEqual({ answers: 0, bytes: 0 });
  });

  it('that are for good stay right until the read models are made anew', () => {
    const kept = new KeptAnswers(1_000_000);
    kept.keep('a', answer({ keeping: 'for-good' }));
    expect(kept.find('a', state('2'))).toBeDefined();
    expect(kept.find('a', state('2', 'g2'))).toBeUndefined();
  });

  it('give way to others when there is no room, those that were longest not asked for first', () => {
    const kept = new KeptAnswers(200_000);
    for (let index = 0; index < 150; index++) {
      kept.keep(`k${index}`, answer({ bytes: 500 }));
      kept.find('k0', state('1'));
    }
    expect(kept.size.bytes).toBeLessThanOrEqual(200_000);
    expect(kept.find('k0', state('1'))).toBeDefined();
    expect(kept.find('k1', state('1'))).toBeUndefined();
    expect(kept.find('k149', state('1'))).toBeDefined();
  });

  it('are not kept when they would take the place of many', () => {
    const kept = new KeptAnswers(200_000);
    kept.keep('large', answer({ bytes: 20_000 }));
    expect(kept.size.answers).toBe(0);
  });

  it('count once, however often they are kept', () => {
    const kept = new KeptAnswers(1_000_000);
    kept.keep('a', answer({ bytes: 100 }));
    const { bytes } = kept.size;
    kept.keep('a', answer({ bytes: 100 }));
    expect(kept.size).toEqual({ answers: 1, bytes });
  });
});
