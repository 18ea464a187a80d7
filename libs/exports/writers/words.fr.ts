import type { ColumnType } from '../table/table.js';

export const sheetNames: readonly [data: string, source: string] = ['Données', 'Source'];

export const labels = {
  title: 'Titre',
  notice: 'À savoir',
  publisher: 'Producteur',
  source: 'Source',
  licence: 'Licence',
  licenceAddress: 'Texte de la licence',
  at: 'Vrai au',
  asOf: 'Connu au',
  asOfBasis: 'Sens de « connu »',
  address: 'Adresse',
  column: 'Colonne',
  label: 'Libellé',
  type: 'Type',
};

export const noLimit = 'sans limite, au moment de la lecture';

export const types: Readonly<Record<ColumnType, string>> = {
  text: 'texte',
  identifier: 'identifiant (texte)',
  integer: 'nombre entier',
  decimal: 'nombre décimal',
  boolean: 'vrai ou faux',
  date: 'date',
  instant: 'date et heure (UTC)',
  json: 'JSON',
};
