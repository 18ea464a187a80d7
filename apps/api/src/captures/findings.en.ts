import type { findingsFr } from './findings.fr.js';

const print = 'Print it to PDF from a reader, without its scripts, and send that PDF.';
const plain = 'Save a copy as PDF, or a copy without it.';

/** What was found in a document, and what to do instead. */
export const findingsEn: typeof findingsFr = {
  javascript: { message: 'Holds JavaScript.', remedy: print },
  launch: { message: 'Holds an action that starts a program.', remedy: print },
  'embedded-file': { message: 'Holds an attached file.', remedy: 'Send the attached file by itself, and the PDF without it.' },
  'open-action': { message: 'Acts when it is opened.', remedy: print },
  'form-action': { message: 'Holds a form that sends or loads data.', remedy: print },
  media: { message: 'Holds executable media.', remedy: print },
  xfa: { message: 'Holds an XFA form.', remedy: print },
  encrypted: { message: 'Is encrypted: it cannot be looked at.', remedy: 'Send a copy without a password or protection.' },
  unreadable: { message: 'Cannot be read to its end: it cannot be looked at.', remedy: 'Save a copy from a reader, and send that.' },
  macro: { message: 'Holds macros.', remedy: 'Save a copy without macros.' },
  'external-template': { message: 'Loads a template from elsewhere.', remedy: 'Detach the template, or save a copy as PDF.' },
  'external-content': { message: 'Loads content from elsewhere.', remedy: 'Embed that content, or save a copy as PDF.' },
  'ole-object': { message: 'Holds an object of another program (OLE, ActiveX).', remedy: plain },
  dde: { message: 'Holds a link that commands another program (DDE).', remedy: 'Remove that link or formula.' },
  script: { message: 'Holds a script.', remedy: 'Save the page as PDF, or remove its <script> elements.' },
  'event-handler': { message: 'Holds an attribute that runs a script (on…).', remedy: 'Save the page as PDF, or remove that attribute.' },
  'script-address': { message: 'Holds an address that runs a script.', remedy: 'Save the page as PDF, or remove that address.' },
  frame: { message: 'Holds another page or a program (iframe, object…).', remedy: 'Save the page as PDF, or remove that frame.' },
  form: { message: 'Holds a form.', remedy: 'Save the page as PDF, or remove the form.' },
  refresh: { message: 'Leads elsewhere by itself.', remedy: 'Save the page as PDF, or remove the <meta http-equiv="refresh"> element.' },
};
