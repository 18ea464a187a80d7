import { observatories } from '@app/observatories';
import { VOCABULARIES } from '@app/measuring';
import { categoriesOf } from './words.js';

const indicators = observatories.flatMap((observatory) => observatory.indicators);

describe('Words of categories', () => {
  it.each(VOCABULARIES)('of the vocabulary %s are in both languages', (vocabulary) => {
    const [french, english] = [categoriesOf('fr')[vocabulary], categoriesOf('en')[vocabulary]];
    expect(Object.keys(french).length).toBeGreaterThan(1);
    expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort());
  });

  it('are missing of no indicator but those whose categories are series or years', () => {
    const wordless = indicators.filter(({ by, categories }) => by.includes('category') && categories === undefined);
    expect(wordless.filter(({ reading }) => reading.kind !== 'observed').map(({ key }) => key)).toEqual(['pipeline']);
  });

  it('are of every category that an indicator asks for', () => {
    for (const { reading, categories } of indicators)
      if (categories && 'facts' in reading)
        for (const category of reading.facts.category ?? []) expect(categoriesOf('fr')[categories]).toHaveProperty(category);
  });
});
