import { createHash } from 'node:crypto';
import { writePdf, type TextDocument } from './document.js';

const sentence = 'Emplois supprimés : 1\u202f200 « œuvre », n°\u00a07 → 864\u00a0€ ';
const told: TextDocument = {
  title: 'Historique des décisions : Cœur de l’Artois',
  subtitle: 'Connu au 1er juin 2024',
  language: 'fr',
  dated: new Date('2024-06-01T10:00:00Z'),
  foot: 'Palimpseste',
  sections: [
    { level: 1, heading: 'Faits', lines: [] },
    ...Array.from({ length: 60 }, (_, index) => ({
      level: 2 as const,
      heading: `${index + 1}. Fermeture du site`,
      lines: [{ label: 'Source : ', text: sentence.repeat(4) }],
    })),
  ],
};

describe('A document as PDF', () => {
  it('is on A4 pages, tagged, in its language, with its fonts and bookmarks inside', async () => {
    const text = (await writePdf(told)).toString('latin1');
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(text).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/);
    expect(text).toMatch(/\/MarkInfo/);
    expect(text).toMatch(/\/StructTreeRoot/);
    expect(text).toMatch(/\/Lang \(fr\)/);
    expect(text).toMatch(/\/FontFile2/);
    expect(text).toMatch(/\/Outlines/);
    expect(text.match(/\/Type \/Page\b/g)!.length).toBeGreaterThan(3);
  });

  it('is the same bytes each time it is written, and others when a word is', async () => {
    const digest = async (document: TextDocument) =>
      createHash('sha256')
        .update(await writePdf(document))
        .digest('hex');
    expect(await digest(told)).toBe(await digest(told));
    expect(await digest({ ...told, subtitle: 'Connu au 2 juin 2024' })).not.toBe(await digest(told));
  });
});
