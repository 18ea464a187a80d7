import { subjects } from '@app/domain';
import { MemoryEventStore } from '@app/event-store';
import { described, loadFiles, parseDataFile, readDataFiles, type NamedFile } from '@app/imports';
import { communeOf } from '@app/reference';
import { COMMUNES, TOLD } from './artois.told.js';

describe('the story of the Artois', () => {
  let files: NamedFile[];
  let told: ReturnType<typeof entriesOf>;
  beforeAll(async () => {
    files = await readDataFiles(['data/artois']);
    told = entriesOf(files);
  });

  it('loads without a refusal, and says nothing twice', async () => {
    const store = new MemoryEventStore();
    const first = await loadFiles(files, { store, subjects });
    expect(first.refused.map((found) => described(found))).toEqual([]);
    expect(first).toMatchObject({ recorded: told.size, repeated: 0, unchanged: 0, interrupted: false });
    const head = await store.head();
    expect(await loadFiles(files, { store, subjects })).toMatchObject({ recorded: 0, repeated: told.size, unchanged: 0, refused: [] });
    expect(await store.head()).toBe(head);
  });

  it.each(TOLD)('tells %s', (id, record, content) => {
    const entry = told.get(id);
    expect(entry?.record).toBe(record);
    expect(entry?.fields).toMatchObject(content);
  });

  it('tells nothing that is not on the list', () => {
    expect([...told.keys()].filter((id) => !TOLD.some(([listed]) => listed === id))).toEqual([]);
  });

  it('cites a registered document for everything but the documents', () => {
    const registered = new Set([...told.values()].filter(({ record }) => record === 'RegisterSource').map(({ fields }) => fields.sourceId));
    for (const [id, { record, fields }] of told) {
      if (record === 'RegisterSource') continue;
      const cited = (fields.sources ?? []) as { documentId: string }[];
      expect([id, cited.length > 0, cited.every(({ documentId }) => registered.has(documentId))]).toEqual([id, true, true]);
    }
  });

  it('places every fact on the municipality that its source names', () => {
    const placed = [...told].filter(([, { fields }]) => fields.communeCode !== undefined);
    expect(Object.fromEntries(placed.map(([id, { fields }]) => [id, nameAndDepartment(fields.communeCode as string)]))).toEqual(COMMUNES);
  });

  it('refers only to territories, projects and bodies that it registers', () => {
    const known = new Set([...told.values()].flatMap(({ fields }) => [fields.territoryId, fields.projectId, fields.bodyId]));
    const referred = [...told.values()].flatMap(({ fields }) => [
      fields.territoryIds,
      fields.memberIds,
      fields.to,
      fields.projectId,
      fields.bodyId,
    ]);
    expect(referred.flat().filter((id) => id !== undefined && !known.has(id))).toEqual([]);
  });

  it('counts 36, 14, 100 and 95 municipalities, none in two agglomerations', () => {
    const codes = ['ca-lens-lievin', 'ca-henin-carvin', 'ca-bethune-bruay', 'mel'].map(
      (id) => told.get(`communes-${id}`)!.fields.communeCodes as string[],
    );
    expect(codes.map(({ length }) => length)).toEqual([36, 14, 100, 95]);
    expect(new Set(codes.flat()).size).toBe(245);
    expect(
      codes
        .slice(0, 3)
        .flat()
        .every((code) => communeOf(code)?.departmentCode === '62'),
    ).toBe(true);
    expect(codes[3]!.every((code) => communeOf(code)?.departmentCode === '59')).toBe(true);
  });

  it('shows the confidential project to nobody before its announcement', async () => {
    const store = new MemoryEventStore();
    await loadFiles(files, { store, subjects });
    const prospected = [];
    for await (const event of store.readAll({ types: ['ProjectProspected'] })) prospected.push(event);
    expect(prospected.map(({ meta }) => (JSON.parse(meta) as { visibility: object }).visibility)).toEqual([
      { level: 'confidential', until: { event: 'ProjectAnnounced' } },
    ]);
  });
});

function entriesOf(files: readonly NamedFile[]) {
  const entries = files.flatMap(({ name, content }) => parseDataFile(content, name).entries);
  return new Map(entries.map(({ id, isSource, record, fields }) => [isSource ? `source ${id}` : id, { record, fields }]));
}

function nameAndDepartment(code: string): string {
  const commune = communeOf(code)!;
  return `${commune.name} (${commune.departmentCode})`;
}
