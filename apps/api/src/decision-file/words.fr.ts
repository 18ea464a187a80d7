import type { WithheldLine } from '@app/audit';

/** Why something is not in a decision file. */

export const decisionFileWordsFr: Record<WithheldLine['why'], string> = {
  destroyed: 'Les octets de cette copie ont été détruits ; son empreinte reste.',
  missing: 'Cette copie devrait être au coffre et ne s’y trouve pas.',
  'no-copy': 'Aucune copie de ce document n’est au coffre.',
  'officers-only': 'Qui a enregistré chaque événement et sa révision : pour les agents, auditeurs et administrateurs.',
  personal: 'Ce qui est personnel est scellé dans les événements, par personne, et n’est en clair nulle part dans un dossier.',
  'redistribution-forbidden': 'La licence de ce document n’en permet pas la diffusion : son empreinte est donnée, pas ses octets.',
  retracted: 'L’enregistrement de cette copie fut corrigé ou retiré.',
};
