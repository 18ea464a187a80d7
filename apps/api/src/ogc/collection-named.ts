import { collectionOf, collections, type Collection } from '@app/features';
import { Problem, trimmed, unknownName } from '@app/http';

/** @throws {Problem} 404 that names the nearest collection, and where they are listed */
export function collectionNamed(id: string): Collection {
  const collection = collectionOf(id);
  if (collection) return collection;
  const known = collections.map((one) => one.id);
  throw new Problem(404, 'SUBJECT_UNKNOWN', {}, [
    unknownName({
      field: 'collectionId',
      value: id,
      known,
      message: { fr: 'Aucune couche ne porte le nom', en: 'No collection has the name' },
      list: '/ogc/collections',
    }),
  ]);
}

/** 404 for a feature that this reader knows nothing of: unknown and secret answer alike, so that no near one is guessed. */
export function unknownFeature(collection: string, id: string): Problem {
  const [said, list] = [trimmed(id), `/ogc/collections/${collection}/items`];
  const says = {
    fr: { message: `Aucun objet connu de la couche ne porte l’identifiant « ${said} ».`, remedy: `Ses objets sont à ${list}.` },
    en: { message: `No feature known of the collection has the identifier "${said}".`, remedy: `Its features are at ${list}.` },
  };
  return new Problem(404, 'SUBJECT_UNKNOWN', {}, [{ field: 'featureId', value: id, says }]);
}
