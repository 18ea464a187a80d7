import type { VerificationCode } from '../base/verification-error.js';
import type { FaultPlace, FileFault } from './file-rejected.js';

export const fileWordsFr = {
  /** What is wrong with a decision file. */
  faults: {
    ARCHIVE_MALFORMED: 'ce n’est pas l’archive telle qu’elle fut faite : abîmée, modifiée, ou refaite par un autre programme.',
    PART_MISSING: 'cette partie manque.',
    PART_UNLISTED: 'cette partie a été ajoutée : aucune liste signée n’en parle.',
    PART_DIFFERS: 'cette partie n’est pas celle dont l’empreinte est signée.',
    PART_MALFORMED: 'cette partie ne se lit pas.',
    KEY_DIFFERS: 'le dossier nomme une autre clé que celle avec laquelle vous le vérifiez.',
    KEY_NOT_ENDORSED: 'la clé qui signe le dossier n’est pas reconnue par la clé du journal.',
    MANIFEST_NOT_SIGNED: 'le manifeste n’est pas signé par la clé des dossiers.',
    SUMS_DIFFER: 'la liste des empreintes n’est pas celle qui est signée.',
    CHECKPOINT_NOT_SIGNED: 'le point de contrôle n’est pas celui de ce journal, ou n’est pas signé par cette clé.',
    EVENT_DIFFERS: 'l’événement n’est pas celui qui fut scellé.',
    PROOF_DIFFERS: 'la preuve ne mène pas de l’événement au point de contrôle.',
    DOCUMENT_NOT_SEALED: 'aucun événement scellé ne dit que ce document est celui-là.',
    CONTENT_DISAGREES: 'le dossier ne contient pas ce qu’il dit de lui-même.',
  } satisfies Record<FileFault, string>,
  /** What is wrong with the proof of one event. */
  proof: {
    PROOF_MALFORMED: 'ce n’est pas une preuve exportée d’ici, ou elle est abîmée.',
    NOTE_MALFORMED: 'son point de contrôle est abîmé.',
    CHECKPOINT_MALFORMED: 'son point de contrôle est abîmé.',
    NOT_SIGNED: 'son point de contrôle n’est pas signé par cette clé, ni par une autre à laquelle elle est liée (--succession).',
    SIGNATURE_INVALID: 'la signature de son point de contrôle est fausse.',
    ORIGIN_DIFFERS: 'son point de contrôle est celui d’un autre journal.',
    SUCCESSION_MALFORMED: 'un changement de clé donné n’en est pas un, ou n’est pas signé par les deux clés.',
    SUCCESSION_FORKED: 'deux clés disent succéder à la même.',
    INCLUSION_NOT_PROVEN: 'l’événement n’est pas dans le journal signé, ou pas à cette place.',
    COMMITMENT_DIFFERS: 'le contenu de l’événement n’est pas celui qui fut scellé.',
  } as Partial<Record<VerificationCode, string>>,
  place: ({ part, line, eventId }: FaultPlace): string =>
    [part === 'archive' ? 'l’archive' : part, line && `ligne ${line}`, eventId && `événement ${eventId}`].filter(Boolean).join(', '),
};

export type FileWords = typeof fileWordsFr;
