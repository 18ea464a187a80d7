import { divisionAt } from '@app/reference';
import type { Register, Registered, Statement } from './register.js';
import { whereabouts } from './whereabouts.js';
import { Territories, type Composition } from './territories.js';

describe('a territory of the official code alone', () => {
  const territories = register();

  it.each([
    ['epci-200093201', 95, 1_200_000],
    ['epci-200072460', 100, 277_000],
    ['epci-246200364', 36, 242_000],
    ['epci-246200299', 14, 126_000],
  ])('%s has %i municipalities', (id, count, people) => {
    const composition = composed(territories, id);
    expect(composition.members).toHaveLength(count);
    expect(composition.members[0]).toMatchObject({ from: null, to: null });
    expect(Math.abs(composition.population / people - 1)).toBeLessThan(0.02);
    expect(composition.territory.isRegistered).toBe(false);
  });

  it('says which edition drew it, and that other times are assumed', () => {
    expect(composed(territories, 'epci-200093201').used.labelFr).toBe('limites d’aujourd’hui (code officiel géographique 2026)');
    expect(composed(territories, 'epci-200093201', 'then').used).toMatchObject({
      drawnBy: 'official-code',
      assumedBefore: '2026-01-01',
      labelEn: 'boundaries of the time (official geographic code 2026), assumed unchanged before 1 January 2026',
    });
  });

  it('is made of smaller ones, cut where they reach beyond', () => {
    const france = territories.find('france')!;
    const regions = territories.children(france, 'region', 'today');
    expect(regions.find(({ territory }) => territory.id === 'region-32')?.composition.members).toHaveLength(3782);
    const somme = territories.children(territories.find('departement-80')!, 'intercommunality', 'today');
    const cut = somme.filter(({ isPartial }) => isPartial);
    expect(cut.length).toBeGreaterThan(0);
    expect(somme.flatMap(({ composition }) => composition.members)).toHaveLength(divisionAt('departement-80')!.communeCodes.length);
    // What is said of an intercommunality that reaches beyond is not said of this department.
    for (const { composition, isPartial } of somme) expect(composition.territories.length > 0).toBe(!isPartial);
    expect(territories.children(territories.find('commune-62119')!, 'municipality', 'today')).toEqual([]);
  });

  it('lies in larger ones', () => {
    expect(territories.parents(territories.find('commune-62119')!).map(({ id }) => id)).toEqual([
      'epci-200072460',
      'departement-62',
      'region-32',
      'france',
    ]);
  });

  it('may carry former codes', () => {
    const composition = composed(territories, 'commune-62295');
    expect(whereabouts(composition)).toMatchObject({
      members: [
        { communeCode: '62295', from: null, to: null },
        { communeCode: '62294', from: null, to: null },
      ],
      self: ['commune-62295'],
      population: 1594,
    });
  });
});

describe('a territory of the register', () => {
  const artois = inArtois();

  it('is the one with its official code, under either name', () => {
    const territories = register(
      epci('ca-bethune-bruay', '200072460'),
      { id: 'mel', kind: 'metropole', code: '200093201' },
      {
        id: 'france',
        kind: 'country',
      },
    );
    for (const id of ['ca-bethune-bruay', 'epci-200072460']) {
      expect(territories.find(id)).toMatchObject({ id: 'ca-bethune-bruay', code: '200072460', isRegistered: true });
    }
    expect(territories.find('epci-200093201')?.id).toBe('mel');
    expect(territories.find('france')).toMatchObject({ id: 'france', isRegistered: true });
    expect(composed(territories, 'mel').members).toHaveLength(95);
    expect(composed(territories, 'mel').territories.map(({ territoryId }) => territoryId)).toEqual(['epci-200093201', 'mel']);
    expect(territories.find('ca-bethune')).toBeUndefined();
  });

  it('has the names of all that the register calls it, be it a municipality', () => {
    const named = { kind: 'municipality', code: '62119' } as const;
    const territories = register({ id: 'bethune', ...named }, { id: 'bethune-ville', ...named });
    expect(composed(territories, 'commune-62119').names).toEqual(['bethune', 'commune-62119', 'bethune-ville']);
  });

  it('has the names of all that the register calls it', () => {
    const { self, territoryIds } = whereabouts(composed(register(epci('mel', '200093201'), epci('lille-metropole', '200093201')), 'mel'));
    expect([...self].sort()).toEqual(['epci-200093201', 'lille-metropole', 'mel']);
    expect(territoryIds).toEqual([...self].sort());
  });

  it('is not France because it is a country', () => {
    const territories = register({ id: 'belgique', kind: 'country', code: '99131' });
    expect(composed(territories, 'belgique').members).toEqual([]);
    expect(territories.find('france')?.isRegistered).toBe(false);
  });

  it('is the union of its members, partners that are larger left out', () => {
    const pole = composed(artois, 'pole-metropolitain-artois');
    expect(pole.members).toHaveLength(150);
    expect(pole.territories.map(({ territoryId }) => territoryId)).not.toContain('pas-de-calais');
    expect(pole.population).toBe(
      ['epci-200072460', 'epci-246200364', 'epci-246200299'].reduce((sum, id) => sum + composed(register(), id).population, 0),
    );
    const children = artois.children(pole.territory, 'intercommunality', 'today');
    expect(children.map(({ territory, composition }) => [territory.id, composition.members.length])).toEqual([
      ['ca-bethune-bruay', 100],
      ['ca-henin-carvin', 14],
      ['ca-lens-lievin', 36],
    ]);
    expect(children.map(({ isPartial }) => isPartial)).toEqual([false, false, false]);
  });

  it('is found by its name or code, once', () => {
    const ids = (query: string, ...options: Parameters<Territories['search']>[1][]) => artois.search(query, ...options).map(({ id }) => id);
    expect(ids('62')[0]).toBe('pas-de-calais');
    expect(ids('Pôle', { kind: 'metropolitan-pole' })).toEqual(['pole-metropolitain-artois']);
    expect(ids('bethune', { kind: 'intercommunality' })).toEqual(['ca-bethune-bruay']);
    expect(ids('béthune', { limit: 1 })).toEqual(['commune-62119']);
    expect(ids('lens lievin')[0]).toBe('ca-lens-lievin');
  });

  it('lies in a department whose every fact it may carry', () => {
    const inside = composed(artois, 'pas-de-calais').territories.map(({ territoryId }) => territoryId);
    expect(inside).toEqual(expect.arrayContaining(['pas-de-calais', 'departement-62', 'ca-lens-lievin', 'pole-metropolitain-artois']));
    expect(composed(artois, 'departement-62').members).toHaveLength(887);
    expect(artois.parents(artois.find('commune-62119')!).map(({ id }) => id)).toEqual([
      'ca-bethune-bruay',
      'pole-metropolitain-artois',
      'pas-de-calais',
      'region-32',
      'france',
    ]);
  });
});

describe('a municipality that went to another intercommunality in 2017', () => {
  const old = epci('old', null, admitted('2014-01-01', ['62119', '62498']));
  const joining = epci('new', null, admitted('2014-01-01', ['62041']), admitted('2017-01-01', ['62119']));
  const moved = register(old, joining);
  const withdrawn = register(
    epci('old', null, admitted('2014-01-01', ['62119', '62498']), left('2017-01-01', ['62119'])),
    epci('new', null, admitted('2020-01-01', ['62119', '62041'])),
  );

  it.each([
    ['told by its admission', moved],
    ['told by its withdrawal, the other seen in 2020', withdrawn],
  ])('was in the old one before, and is in the new one for good today: %s', (_, territories) => {
    expect(spellsIn(territories, 'old', 'then')).toEqual([{ communeCode: '62119', from: null, to: '2017-01-01' }]);
    expect(spellsIn(territories, 'new', 'then')).toEqual([{ communeCode: '62119', from: '2017-01-01', to: null }]);
    expect(spellsIn(territories, 'old', 'today')).toEqual([]);
    expect(spellsIn(territories, 'new', 'today')).toEqual([{ communeCode: '62119', from: null, to: null }]);
  });

  it('is for the official code in nobody else’s, in the days the register gives it to somebody', () => {
    const official = register(epci('old', null, admitted('2014-01-01', ['62119']), left('2017-01-01', ['62119'])));
    expect(spellsIn(official, 'epci-200072460', 'then')).toEqual([{ communeCode: '62119', from: '2017-01-01', to: null }]);
    expect(composed(official, 'epci-200072460').members).toHaveLength(100);
  });

  it('is in a pole in the days that its own is', () => {
    const pole: Told = { id: 'pole', kind: 'metropolitan-pole', said: [joined('2018-06-01', ['new'])], founded: '2016-05-01' };
    const territories = register(old, joining, pole);
    expect(spellsIn(territories, 'pole', 'then')).toEqual([{ communeCode: '62119', from: '2017-01-01', to: null }]);
    expect(composed(territories, 'pole', 'then').members.map(({ from }) => from)).toEqual(['2016-05-01', '2017-01-01']);
    const { used, population } = composed(territories, 'pole', 'then');
    expect(population).toBe(territories.populationOn('2020-01-01', composed(territories, 'pole', 'then')));
    expect(territories.populationOn('2016-06-01', composed(territories, 'pole', 'then'))).toBeLessThan(population);
    expect(used.labelFr).toBe('limites de l’époque (au registre), supposées inchangées avant le 1er juin 2018');
  });
});

describe('what the register says of a member', () => {
  const members = (...said: Statement[]) =>
    composed(register(epci('ca', null, ...said)), 'ca', 'then').members.map(({ from, to }) => [from, to]);

  it('holds from the day it says, again after it left', () => {
    const start = admitted('2010-01-01', ['62041']);
    const own = (...said: Statement[]) => members(start, ...said).filter(([from]) => from !== null);
    expect(own(admitted('2014-01-01', ['62119']), left('2016-01-01', ['62119']), admitted('2020-01-01', ['62119']))).toEqual([
      ['2014-01-01', '2016-01-01'],
      ['2020-01-01', null],
    ]);
    expect(own(admitted('2014-01-01', ['62119']), left('2014-01-01', ['62119']))).toEqual([]);
  });

  it('is taken to have been so before the first word, and is always so without a date', () => {
    expect(members(admitted('2014-01-01', ['62119']))).toEqual([[null, null]]);
    expect(members(admitted(null, ['62119']))).toEqual([[null, null]]);
    expect(members(admitted(null, ['62119']), left('2016-01-01', ['62119']))).toEqual([[null, '2016-01-01']]);
    expect(members(left('2016-01-01', ['62119']))).toEqual([[null, '2016-01-01']]);
    expect(members(admitted(null, ['62119']), left(null, ['62119']))).toEqual([]);
  });

  it('is of today’s municipality, whatever it was called', () => {
    const composition = composed(register(epci('ca', null, admitted('2014', ['62294', '62295']))), 'ca');
    expect(composition.members.map(({ communeCode }) => communeCode)).toEqual(['62295']);
  });
});

interface Told extends Partial<Registered> {
  readonly id: string;
  readonly said?: readonly Statement[];
}

function register(...told: readonly Told[]): Territories {
  const territories = told.map(({ id, name = id, kind = 'intercommunality', code = null, founded = null }): Registered => ({
    id,
    name,
    kind,
    code,
    founded,
  }));
  const content: Register = {
    territories: new Map(territories.map((territory) => [territory.id, territory])),
    statements: new Map(told.flatMap(({ id, said }) => (said ? [[id, said] as const] : []))),
  };
  return new Territories(content, '2026-11-26');
}

function epci(id: string, code: string | null, ...said: readonly Statement[]): Told {
  return { id, code, ...(said.length > 0 && { said }) };
}

function admitted(since: string | null, communeCodes: readonly string[]): Statement {
  return { admitted: true, since, communeCodes, memberIds: [] };
}

function joined(since: string | null, memberIds: readonly string[]): Statement {
  return { admitted: true, since, communeCodes: [], memberIds };
}

function left(since: string | null, communeCodes: readonly string[]): Statement {
  return { ...admitted(since, communeCodes), admitted: false };
}

function composed(territories: Territories, id: string, boundaries: 'today' | 'then' = 'today'): Composition {
  return territories.compositionOf(territories.find(id)!, boundaries);
}

function spellsIn(territories: Territories, id: string, boundaries: 'today' | 'then') {
  return composed(territories, id, boundaries).members.filter(({ communeCode }) => communeCode === '62119');
}

function inArtois(): Territories {
  const sighted = (id: string, code: string) => epci(id, code, admitted('2026-01-01', divisionAt(`epci-${code}`)!.communeCodes));
  return register(
    sighted('ca-lens-lievin', '246200364'),
    sighted('ca-henin-carvin', '246200299'),
    epci('ca-bethune-bruay', '200072460'),
    { id: 'pas-de-calais', kind: 'department', code: '62' },
    {
      id: 'pole-metropolitain-artois',
      kind: 'metropolitan-pole',
      said: [joined(null, ['ca-lens-lievin', 'ca-henin-carvin', 'ca-bethune-bruay', 'pas-de-calais'])],
    },
  );
}
