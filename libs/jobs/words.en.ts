import type { errorsFr } from './words.fr.js';

export const errorsEn: { [Code in keyof typeof errorsFr]: (facts: Parameters<(typeof errorsFr)[Code]>[0]) => string } = {
  FAULT: ({ message }) => `Fault of the program: ${message}`,
  WORKERS_DIED: ({ deaths }) =>
    `${deaths} workers died while running it; it is not taken up again. See their log and their memory, then ask for it again.`,
  PAYLOAD_INVALID: ({ message }) => `This worker does not understand what is asked (${message}): bring all programs to the same version.`,
};
