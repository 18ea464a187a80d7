import { ZipFile } from 'yazl';

export type FixtureCell = string | number | Date | null;

const DAY = 86_400_000;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * A workbook as LibreOffice wrote those of the State: dates counted from 1904, names of sheets longer than Excel allows, a declared range of a
 * million rows.
 */
export async function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly FixtureCell[])[]>>,
  modified?: string,
): Promise<Uint8Array> {
  const zip = new ZipFile();
  const add = (path: string, xml: string) => zip.addBuffer(Buffer.from(`${HEAD}${xml}`), path);
  const names = Object.keys(sheets);
  const numbered = names.map((name, index) => ({ name, id: index + 1 }));
  const parts = numbered.map(
    ({ id }) =>
      `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  add(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${parts.join('')}</Types>`,
  );
  add(
    '_rels/.rels',
    relationships([
      ['officeDocument', 'xl/workbook.xml', OFFICE],
      ['metadata/core-properties', 'docProps/core.xml', `${PACKAGE}/relationships`],
    ]),
  );
  add(
    'docProps/core.xml',
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${modified ? `<dcterms:modified xsi:type="dcterms:W3CDTF">${modified}</dcterms:modified>` : ''}</cp:coreProperties>`,
  );
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="true"/><sheets>${numbered.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    relationships([
      ...numbered.map(({ id }) => ['worksheet', `worksheets/sheet${id}.xml`, OFFICE] as const),
      ['styles', 'styles.xml', OFFICE],
    ]),
  );
  add(
    'xl/styles.xml',
    `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  );
  for (const { name, id } of numbered) {
    const rows = sheets[name]!.map(
      (cells, index) =>
        `<row r="${index + 1}">${cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${index + 1}`)).join('')}</row>`,
    );
    add(
      `xl/worksheets/sheet${id}.xml`,
      `<worksheet xmlns="${MAIN}"><dimension ref="A1:N1048576"/><sheetData>${rows.join('')}</sheetData></worksheet>`,
    );
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const relationships = (targets: readonly (readonly [type: string, target: string, base: string])[]) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets.map(([type, target, base], index) => `<Relationship Id="rId${index + 1}" Type="${base}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

function cellXml(cell: FixtureCell, reference: string): string {
  if (cell === null) return '';
  if (cell instanceof Date) return `<c r="${reference}" s="1"><v>${(cell.getTime() - Date.UTC(1904, 0, 1)) / DAY}</v></c>`;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${cell.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></is></c>`;
}
