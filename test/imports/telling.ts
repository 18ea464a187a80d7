/** Short ways to say what an entry must tell: its identifier, its command, and what it must say at least. */
export type Told = readonly [id: string, record: string, content: Record<string, unknown>];

export const cites = (...documents: string[]) => ({ sources: documents.map((documentId) => ({ documentId })) });
export const on = (kind: string, id: string) => ({ subject: { kind, id } });
export const bridgestone = { siteId: 'bridgestone-bethune' };
export const aboutBridgestone = on('site', 'bridgestone-bethune');
export const pole = 'pole-metropolitain-artois';
export const mel = cites('mel-pstet-2021');
export const forum = cites('grand-forum-2022');
export const inspiration = cites('inspiration-2022');
export const accord = cites('accord-2023');
export const lens = cites('presse-lens-2020');
export const gazette = cites('gazette-2024');
export const official = cites('decoupage-administratif-2026');
