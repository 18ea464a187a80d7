export const historyWordsFr = {
  standings: { standing: 'en vigueur', replaced: 'remplacé', withdrawn: 'retiré' },
  fromRecording: 'public depuis son enregistrement',
  internal: 'interne : agents, auditeurs et administrateurs',
  confidential: 'confidentiel : agents, auditeurs et administrateurs',
  confidentialUntil: (until: string) => `confidentiel jusqu’à ce que le sujet soit « ${until} »`,
  publicFrom: (day: string) => `confidentiel d’abord, public depuis le ${day}`,
};

export type HistoryWords = typeof historyWordsFr;
