import { Problem, trimmed } from '@app/http';

/**
 * 404 for an identifier that this reader knows nothing of: unknown and secret answer alike, so that no near one is guessed.
 * @param list address of the list it is not in, which takes `q`
 */
export function unknownSubject(id: string, list: string): Problem {
  const said = trimmed(id);
  const says = {
    fr: { message: `Rien de connu ici ne porte l’identifiant « ${said} ».`, remedy: `La liste est à ${list} ; q= y cherche par nom.` },
    en: { message: `Nothing known here has the identifier "${said}".`, remedy: `The list is at ${list}; q= looks names up in it.` },
  };
  return new Problem(404, 'SUBJECT_UNKNOWN', {}, [{ field: 'id', value: id, says }]);
}
