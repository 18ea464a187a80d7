import { languageOf } from './language.js';

describe('The language of an answer', () => {
  it.each([
    ['French by default', undefined, '/', 'fr'],
    ['English when it comes first', 'en-GB,en;q=0.9,fr;q=0.5', '/', 'en'],
    ['French when it weighs more', 'en;q=0.3,fr;q=0.8', '/', 'fr'],
    ['French when anything will do', '*', '/', 'fr'],
    ['French for a language we do not have', 'de', '/', 'fr'],
    ['English before one we do not have', 'de,en;q=0.5', '/', 'en'],
    ['not English when it is refused', 'en;q=0', '/', 'fr'],
    ['that of the address first', 'fr', '/api/v1/timeline?kind=site&lang=en', 'en'],
  ])('is %s', (_, accepted, url, language) => {
    expect(languageOf({ url, headers: { 'accept-language': accepted } })).toBe(language);
  });
});
