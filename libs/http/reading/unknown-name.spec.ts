import { unknownName } from './unknown-name.js';

const asked = { field: 'layer', message: { fr: 'Aucune couche ne porte le nom', en: 'No layer has the name' }, list: '/layers' };

describe('A name that is not known', () => {
  it('is told with the nearest known one, and where they are listed', () => {
    expect(unknownName({ ...asked, value: 'site', known: ['sites', 'projects'] })).toEqual({
      field: 'layer',
      value: 'site',
      says: {
        fr: { message: 'Aucune couche ne porte le nom « site ».', remedy: 'Vouliez-vous dire « sites » ? La liste est à /layers.' },
        en: { message: 'No layer has the name "site".', remedy: 'Did you mean "sites"? The list is at /layers.' },
      },
    });
  });

  it('that is near to none is told with all, where they are few', () => {
    const few = unknownName({ ...asked, value: 'zzz', known: ['sites', 'projects'] });
    expect(few.says.fr.remedy).toBe('Noms connus : sites, projects. La liste est à /layers.');
    const many = unknownName({ ...asked, value: 'zzz', known: Array.from({ length: 13 }, (_, index) => `layer-${index}`) });
    expect(many.says.en.remedy).toBe('The list is at /layers.');
  });

  it('is not repeated at length', () => {
    const { message } = unknownName({ ...asked, value: 'x'.repeat(5_000), known: [] }).says.fr;
    expect(message.length).toBeLessThan(200);
  });
});
