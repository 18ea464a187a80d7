import { isUnfit } from '@app/operations';
import { Revealing } from '@app/privacy';
import { PreparedReads, ServedReadModels } from '@app/projecting';
import { CaptureQueries, HistoryQueries, NameQueries, SourceQueries, type Language } from '@app/timeline';
import type { ApiConfig } from '../config.js';

/** What a decision file is read with. */
export interface FileQueries {
  readonly history: HistoryQueries;
  readonly names: NameQueries;
  readonly sources: SourceQueries;
  readonly captures: CaptureQueries;
}

/**
 * From the primary, as the events and their proofs are; and for nobody with what is personal in clear, whoever asks: what was erased here would go on in files
 * that left before.
 */
export function fileQueries({ readModels }: Pick<ApiConfig, 'readModels'>, language: Language): FileQueries {
  const hiding = new Revealing();
  const hide = async (rows: unknown) => void (await hiding.reveal(rows, { inside: false, language }));
  const source = new ServedReadModels(new PreparedReads(readModels), undefined, hide, () => isUnfit(readModels)).outside();
  return {
    history: new HistoryQueries(source),
    names: new NameQueries(source),
    sources: new SourceQueries(source),
    captures: new CaptureQueries(source),
  };
}
