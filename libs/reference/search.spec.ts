import { findDivisions } from './index.js';

const found = (query: string, ...kinds: string[]) =>
  findDivisions(query, ({ kind }) => kinds.length === 0 || kinds.includes(kind), 3).map(({ name }) => name);

describe('looking for an official territory', () => {
  it.each([
    ['bethune', 'Béthune'],
    ['BÉTHUNE', 'Béthune'],
    ['62119', 'Béthune'],
    ['200093201', 'Métropole Européenne de Lille'],
    ['metropole lille', 'Métropole Européenne de Lille'],
    ['lille metr', 'Métropole Européenne de Lille'],
    ['st omer', 'Saint-Omer'],
    ['l’abergement clemenciat', "L'Abergement-Clémenciat"],
    ['pas de calais', 'Pas-de-Calais'],
    ['hauts de france', 'Hauts-de-France'],
    // Part of Bruay-la-Buissière since 1987.
    ['labuissiere', 'Bruay-la-Buissière'],
  ])('finds %s: %s', (query, name) => expect(found(query)[0]).toBe(name));

  it('tells the most populous first among equals', () => {
    const codes = findDivisions('saint denis', ({ kind }) => kind === 'municipality', 2).map(({ code }) => code);
    expect(codes).toEqual(['97411', '93066']);
  });

  it('keeps to a kind', () => {
    expect(found('bethune', 'intercommunality', 'metropole')).toEqual(['CA de Béthune-Bruay, Artois-Lys Romane']);
    expect(found('lille', 'department')).toEqual([]);
  });

  it('finds nothing for what is no name', () => expect(found('xyzzy')).toEqual([]));
});
