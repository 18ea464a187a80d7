import { subjectOfKind } from '@app/domain';
import { loadStream, MemoryEventStore } from '@app/event-store';
import { commandIdOf } from '@app/kernel';
import { correctionsOn, recordSite } from './sites.fixture.js';
import { siteParts } from './site-parts.js';

describe('the parts of a split site', () => {
  it('are registered where the whole lay, on the documents that tell of the split', async () => {
    const { react, split } = await splitSite();
    const commands = await react();
    expect(commands.map(({ issued: _, ...said }) => JSON.parse(JSON.stringify(said)))).toEqual(
      [
        { siteId: 'bridgestone-nord', name: 'Bridgestone nord' },
        { siteId: 'bridgestone-sud', name: 'Bridgestone sud' },
      ].map((part) => ({
        ...part,
        communeCode: '62119',
        siteKind: 'plant',
        partOf: 'bridgestone-bethune',
        occurred: '2023',
        sources: [{ documentId: 'gazette-2024', locator: 'p. 3' }],
        visibility: { level: 'public' },
      })),
    );
    expect(commands.map(({ issued }) => issued)).toEqual(
      ['bridgestone-nord', 'bridgestone-sud'].map((part) => ({
        commandId: commandIdOf(split, part),
        actor: { id: 'process-site-parts', role: 'system' },
        correlationId: expect.any(String),
        causationId: split,
      })),
    );
  });

  it('are asked for with the same commands when the same split is met again', async () => {
    const { react } = await splitSite();
    expect(await react()).toEqual(await react());
  });

  it('are as secret as the split', async () => {
    const { react } = await splitSite({ visibility: { level: 'confidential', until: { date: '2030-01-01' } } });
    expect((await react()).map(({ visibility }) => visibility)).toEqual(
      Array(2).fill({ level: 'confidential', until: { date: '2030-01-01' } }),
    );
  });

  it('are those of the corrected split', async () => {
    const { react, correct, split } = await splitSite();
    await correct({ name: 'SplitSite', parts: [part('nord'), part('est')] });
    const commands = await react();
    expect(commands.map(({ issued }) => issued.commandId)).toEqual([
      commandIdOf(split, 'bridgestone-nord'),
      commandIdOf(split, 'bridgestone-est'),
    ]);
  });

  it('are not registered when the split was withdrawn meanwhile, and are when it is restored', async () => {
    const { react, retract, split } = await splitSite();
    const retraction = await retract(split);
    expect(await react()).toEqual([]);
    await retract(retraction);
    expect(await react()).toHaveLength(2);
  });

  it('concern no other subject', async () => {
    const read = () => Promise.reject(new Error('nothing to read'));
    const { event } = await splitSite();
    expect(await siteParts.react({ ...event, streamId: 'project-gigafactory-acc', type: 'FactCorrected' }, read)).toEqual([]);
  });
});

const part = (name: string) => ({ siteId: `bridgestone-${name}`, name: `Bridgestone ${name}` });

async function splitSite(said: object = {}) {
  const store = new MemoryEventStore();
  const record = recordSite(store);
  const streamId = 'site-bridgestone-bethune';
  await record('RegisterSite', { name: 'Bridgestone Béthune', communeCode: '62119', siteKind: 'plant', operator: 'Bridgestone' });
  const [split] = await record('SplitSite', {
    occurred: '2023',
    parts: [part('nord'), part('sud')],
    sources: [{ documentId: 'gazette-2024', locator: 'p. 3' }],
    ...said,
  });
  const read = (id: string) => loadStream(store, id, subjectOfKind('site')!.decider);
  const event = (await read(streamId)).find(({ eventId }) => eventId === split)!;
  return { split: split!, event, react: () => siteParts.react(event, read), ...correctionsOn(store, split!) };
}
