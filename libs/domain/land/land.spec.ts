import { given } from '@app/testing';
import { landDecider } from './land.decider.js';
import { landAccounts } from './land.subject.js';

describe('the land account of a territory', () => {
  it('is opened once', () => {
    given(landDecider).when('OpenLandAccount', { territoryId, name: opened.data.name }).then(opened);
    given(landDecider, opened).when('OpenLandAccount', { territoryId, name: opened.data.name }).thenNothing();
  });

  it.each([
    ['DebitLand', 'LandDebited'],
    ['CreditLand', 'LandCredited'],
  ] as const)('%s enters hectares once it is open, each entry once', (name, type) => {
    const entry = { entryId: 'parc-2024', area: hectares(12.5), siteId: 'parc-artois-flandres' };
    given(landDecider)
      .when(name, { territoryId, ...entry })
      .thenRefused('LAND_ACCOUNT_UNKNOWN');
    given(landDecider, opened)
      .when(name, { territoryId, ...entry })
      .then({ type, data: entry });
    given(landDecider, opened, { type, data: entry })
      .when(name, { territoryId, ...entry, area: hectares(3) })
      .thenRefused('LAND_ENTRY_EXISTS');
  });

  it('takes an entry for a debit or for a credit, not for both', () =>
    given(landDecider, opened, { type: 'LandDebited', data: { entryId: 'parc-2024', area: hectares(3) } })
      .when('CreditLand', { territoryId, entryId: 'parc-2024', area: hectares(3) })
      .thenRefused('LAND_ENTRY_EXISTS'));

  it('is told in hectares', () => {
    expect(french('LandDebited', { area: hectares(12.5) })).toBe('Sols consommés : 12,5 ha');
    expect(french('LandCredited', { area: { ...hectares(3), bound: 'about' } })).toBe('Sols rendus à la nature : environ 3 ha');
  });
});

const territoryId = 'ca-bethune-bruay';
const hectares = (value: number) => ({ value, unit: 'ha' as const });
const opened = { type: 'LandAccountOpened', data: { name: 'Compte foncier de Béthune-Bruay', territoryId } } as const;
const french = (type: string, data: object) =>
  (landAccounts.sentences.fr[type] as (data: object) => string)(data).replace(/[\u00a0\u202f]/g, ' ');
