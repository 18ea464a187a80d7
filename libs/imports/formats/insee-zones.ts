import { dateFr } from '@app/kernel';
import { currentCommuneOf } from '@app/reference';
import { Entry } from '../entry.js';
import type { ForeignOptions, Tell } from './format.js';
import type { Remarks } from './remarks.js';
import { Table, type Row, type Sheet } from './workbook.js';

const COLUMNS = ['CODGEO', 'ZE2020', 'LIBZE2020'];
export const ZONE = /^\d{4}$/;

/** The municipalities of the employment zones, from the sheet of INSEE that lists them. */
export const isComposition = (sheet: Sheet): boolean =>
  sheet.headerRow('CODGEO') >= 0 && sheet.rows[sheet.headerRow('CODGEO')]!.includes('ZE2020');

interface Zone {
  readonly first: Row;
  readonly name: string;
  readonly communeCodes: Set<string>;
}

/** Zones as territories of the register, with their municipalities by today's codes. */
export async function compositionEntries(
  sheet: Sheet,
  dataset: string,
  { firstToTell }: ForeignOptions,
  tell: Tell,
  remarks: Remarks,
): Promise<Entry[]> {
  const table = Table.of(sheet, COLUMNS, tell);
  if (!table) return [];
  const zones = zonesOf([...table.rows()], remarks);
  const titles = sheet.titles().join(' ');
  const day = frenchDay(/Géographie au (\d{2}\/\d{2}\/\d{4})/i.exec(titles)?.[1]);
  const published = frenchDay(/Mise en ligne le (\d{2}\/\d{2}\/\d{4})/i.exec(titles)?.[1]);
  const documentId = `insee-zones-emploi${day ? `-${day.slice(0, 4)}` : ''}`;
  const start = () => sheet.place(0, 0);
  const entries = [
    Entry.ofEvent(
      dataset,
      {
        id: documentId,
        record: 'RegisterSource',
        sourceId: documentId,
        title: `Zones d’emploi 2020 : composition communale${day ? `, géographie au ${dateFr({ edtf: day })}` : ''}`,
        sourceKind: 'official-statistics',
        publisher: 'Insee',
        licence: 'Licence Ouverte 2.0',
        ...(published && { occurred: published }),
      },
      start,
    ),
  ];
  for (const [code, { first, name, communeCodes }] of zones) {
    entries.push(...(await zoneEntries(dataset, { code, name, documentId }, firstToTell, first)));
    const placeOf = (field: string) => first.place(field.startsWith('communeCodes') ? 'CODGEO' : 'ZE2020');
    const members = { territoryId: `ze-${code}`, communeCodes: [...communeCodes], ...(day && { occurred: day }) };
    entries.push(
      Entry.ofEvent(dataset, { id: `ze-${code}-members-${documentId}`, record: 'AdmitMembers', source: documentId, ...members }, placeOf),
    );
  }
  return entries;
}

/** A zone enters the register once, by the first file that names it. */
export async function zoneEntries(
  dataset: string,
  { code, name, documentId }: { code: string; name: string; documentId: string },
  firstToTell: ForeignOptions['firstToTell'],
  row: Row,
): Promise<Entry[]> {
  const territoryId = `ze-${code}`;
  if (!(await firstToTell(`territory-${territoryId}`))) return [];
  const command = { record: 'RegisterTerritory', territoryId, name, territoryKind: 'employment-zone', code, source: documentId };
  const placeOf = (field: string) => row.place(field === 'name' ? 'LIBZE2020' : 'ZE2020');
  return [Entry.ofEvent(dataset, { id: territoryId, ...command }, placeOf)];
}

function zonesOf(rows: readonly Row[], remarks: Remarks): ReadonlyMap<string, Zone> {
  const zones = new Map<string, Zone>();
  const told = new Map<string, string>();
  for (const row of rows) {
    const [commune, zone, name] = [row.text('CODGEO'), row.text('ZE2020'), row.text('LIBZE2020')];
    if (commune !== undefined && zone !== undefined) told.set(commune, zone);
    if (commune === undefined || zone === undefined || name === undefined) continue;
    if (!ZONE.test(zone)) row.tell('ZONE_INVALID', 'ZE2020', {});
    else if (!zones.has(zone)) zones.set(zone, { first: row, name, communeCodes: new Set() });
  }
  for (const row of rows) {
    const [code, zone] = [row.text('CODGEO'), row.text('ZE2020')];
    const members = zone === undefined ? undefined : zones.get(zone)?.communeCodes;
    if (code === undefined || !members) continue;
    const commune = currentCommuneOf(code)?.code;
    if (commune === undefined) row.tell('COMMUNE_UNKNOWN', 'CODGEO', {});
    // A municipality that merged lies where the one that took it over lies, even across the border of a zone.
    else if (commune !== code && told.has(commune) && told.get(commune) !== zone)
      remarks.add('COMMUNE_ELSEWHERE', row.place('CODGEO'), `${code} → ${commune}`);
    else {
      if (commune !== code) remarks.add('COMMUNE_REPLACED', row.place('CODGEO'), `${code} → ${commune}`);
      members.add(commune);
    }
  }
  return zones;
}

/** `17/03/2023` as `2023-03-17`. */
function frenchDay(text: string | undefined): string | undefined {
  return text?.split('/').reverse().join('-');
}
