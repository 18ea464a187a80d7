import { installLog } from '@app/audit';
import { NestFactory } from '@nestjs/core';
import { ApiModule } from '../api.module.js';
import type { ApiConfig } from '../config.js';
import { DecisionFiles, type DecisionFile, type Wanted } from './decision-files.js';

/** Makes decision files without HTTP, for the command line. The stores are the caller's and stay open. */
export async function openDecisionFiles(
  config: Pick<ApiConfig, 'eventStore' | 'readModels' | 'locker' | 'secret'>,
): Promise<{ make(wanted: Wanted): Promise<DecisionFile>; close(): Promise<void> }> {
  await installLog(config.readModels);
  const context = await NestFactory.createApplicationContext(
    ApiModule.of({ ...config, readiness: async () => ({ ready: true, reasons: [] }) }),
    { logger: false, abortOnError: false },
  );
  const files = context.get(DecisionFiles, { strict: false });
  return { make: (wanted) => files.make(wanted), close: () => context.close() };
}
