import { isUuid } from '@app/kernel';
import type { TestApi } from '../support/api.js';

/** Tells Bridgestone Béthune over HTTP, as an officer would; answers the event of each step. */
export async function tellBridgestone(api: TestApi): Promise<Record<string, string>> {
  const site = '/api/v1/sites/bridgestone-bethune';
  const facts = '/api/v1/subjects/site/bridgestone-bethune';
  const post = async (path: string, body: object) => {
    const answer = await api.post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    const id = answer.json.events[0] as string;
    if (!isUuid(id)) throw new Error(`${path} recorded nothing`);
    return id;
  };
  await post('/api/v1/sources/voix-2020/registration', {
    title: 'Bridgestone ferme',
    publisher: 'La Voix du Nord',
    url: 'https://www.lavoixdunord.fr/',
    occurred: '2020-09-17',
  });
  await post('/api/v1/sources/accord-2023/registration', { title: 'Accord de méthode', occurred: '2023-12~' });
  const registered = await post(`${site}/registration`, {
    ...accord,
    name: 'Bridgestone Béthune',
    communeCode: '62119',
    siteKind: 'plant',
    occurred: '1961',
  });
  const announced = await post(`${site}/closure-announcement`, {
    sources: [{ documentId: 'voix-2020', locator: 'p. 1' }],
    occurred: '2020-09-16',
    operator: 'Bridgestone',
    jobsAtRisk: 863,
  });
  const closed = await post(`${site}/closure`, { ...accord, occurred: '2020-12~', jobsLost: 864 });
  const claim863 = await post(`${facts}/claims`, {
    ...accord,
    about: 'jobs-lost',
    figure: { value: 863, unit: 'people' },
    status: 'realised',
    occurred: '2020-12',
  });
  const disputed = await post(`${facts}/facts/${closed}/dispute`, {
    ...accord,
    with: [claim863],
    about: 'jobs-lost',
    reason: 'Deux sources, deux effectifs',
  });
  const reclassified = await post(`${site}/reclassification`, { ...accord, occurred: '2023', use: 'Entrepôt' });
  await post(`${facts}/facts/${reclassified}/correction`, {
    ...accord,
    reason: 'Mot de la source',
    command: { name: 'ReclassifySite', sources: accord.sources, occurred: '2023', use: 'Logistique' },
  });
  await api.settled();
  return { registered, announced, closed, claim863, disputed, reclassified };
}

const accord = { sources: [{ documentId: 'accord-2023' }] };
