import { collectionOf, collections, type Collection } from '@app/features';
import { nearest, Problem } from '@app/http';

/** @throws {Problem} 404 that names the collections there are */
export function collectionNamed(id: string): Collection {
  const collection = collectionOf(id);
  if (collection) return collection;
  const ids = collections.map((known) => known.id);
  const [guess, list] = [nearest(id, ids), ids.join(', ')];
  const says = {
    fr: { message: 'Aucune couche ne porte ce nom.', remedy: guess ? `Vouliez-vous dire « ${guess} » ?` : `Couches : ${list}.` },
    en: { message: 'No collection has this name.', remedy: guess ? `Did you mean "${guess}"?` : `Collections: ${list}.` },
  };
  throw new Problem(404, 'SUBJECT_UNKNOWN', {}, [{ field: 'collectionId', value: id, says }]);
}
