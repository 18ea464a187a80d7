import type { Finding } from '@app/locker';

interface Words {
  readonly message: string;
  readonly remedy: string;
}

const print = 'Imprimez-le en PDF depuis un lecteur, sans ses scripts, et déposez ce PDF.';
const plain = 'Enregistrez-en une copie en PDF, ou une copie sans cet élément.';

/** What was found in a document, and what to do instead. */
export const findingsFr: Readonly<Record<Finding, Words>> = {
  javascript: { message: 'Contient du JavaScript.', remedy: print },
  launch: { message: 'Contient une action qui lance un programme.', remedy: print },
  'embedded-file': { message: 'Contient un fichier joint.', remedy: 'Déposez le fichier joint à part, et le PDF sans lui.' },
  'open-action': { message: 'Agit quand on l’ouvre.', remedy: print },
  'form-action': { message: 'Contient un formulaire qui envoie ou charge des données.', remedy: print },
  media: { message: 'Contient un média exécutable.', remedy: print },
  xfa: { message: 'Contient un formulaire XFA.', remedy: print },
  encrypted: { message: 'Est chiffré : il ne peut pas être examiné.', remedy: 'Déposez une copie sans mot de passe ni protection.' },
  unreadable: {
    message: 'Ne se lit pas jusqu’au bout : il ne peut pas être examiné.',
    remedy: 'Enregistrez-en une copie depuis un lecteur, et déposez-la.',
  },
  macro: { message: 'Contient des macros.', remedy: 'Enregistrez-en une copie sans macros.' },
  'external-template': { message: 'Charge un modèle d’ailleurs.', remedy: 'Détachez le modèle, ou enregistrez une copie en PDF.' },
  'external-content': { message: 'Charge un contenu d’ailleurs.', remedy: 'Incorporez ce contenu, ou enregistrez une copie en PDF.' },
  'ole-object': { message: 'Contient un objet d’un autre programme (OLE, ActiveX).', remedy: plain },
  dde: { message: 'Contient un lien qui commande un autre programme (DDE).', remedy: 'Retirez ce lien ou cette formule.' },
  script: { message: 'Contient un script.', remedy: 'Enregistrez la page en PDF, ou retirez les balises <script>.' },
  'event-handler': {
    message: 'Contient un attribut qui exécute un script (on…).',
    remedy: 'Enregistrez la page en PDF, ou retirez cet attribut.',
  },
  'script-address': {
    message: 'Contient une adresse qui exécute un script.',
    remedy: 'Enregistrez la page en PDF, ou retirez cette adresse.',
  },
  frame: {
    message: 'Contient une autre page ou un programme (iframe, object…).',
    remedy: 'Enregistrez la page en PDF, ou retirez ce cadre.',
  },
  form: { message: 'Contient un formulaire.', remedy: 'Enregistrez la page en PDF, ou retirez le formulaire.' },
  refresh: {
    message: 'Mène ailleurs par elle-même.',
    remedy: 'Enregistrez la page en PDF, ou retirez la balise <meta http-equiv="refresh">.',
  },
};
