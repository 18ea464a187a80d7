// A program that erases the person given to it, and kills itself with -9 where the second argument says: `recorded`, once the erasure is recorded
// and before the key is destroyed; `half`, once the end of the key is written beside and has not taken its place.
import { rename } from 'node:fs/promises';
import { CommandRunner, openEventStore } from '@app/event-store';
import { newEventId } from '@app/kernel';
import { erasePerson } from '@app/operations';
import { FolderPersonKeys, MasterKey, Privacy } from '@app/privacy';
import { openReadModels } from '@app/projecting';
import { readModelEntities } from '@app/runtime';
import { ErasePerson } from '@domain/erasures';

const [personId, moment, folder] = process.argv.slice(2) as [string, string, string];
const url = process.env.EVENT_STORE_URL!;
const die = () => process.kill(process.pid, 'SIGKILL');
const store = await openEventStore(url);
const readModels = await openReadModels({ url, entities: readModelEntities });
const keys = await FolderPersonKeys.open(folder, new MasterKey(Buffer.alloc(32, 5)));
const inside = keys as unknown as {
  destroy(): Promise<void>;
  put(file: string, text: string): Promise<void>;
  part: typeof Function.prototype;
};
if (moment === 'recorded') inside.destroy = async () => void die();
if (moment === 'half')
  inside.put = async (file, text) => {
    await rename(await (inside.part as (file: string, text: string) => Promise<string>).call(keys, file, text), `${file}.left`);
    die();
  };
const privacy = new Privacy(keys, store);
const issued = { commandId: newEventId(), actor: { id: 'cli', role: 'administrator' as const }, correlationId: 'essai' };
const command = Object.assign(new ErasePerson(), { personId, reason: 'Demande', legalBasis: 'RGPD, article 17', issued });
await erasePerson({ eventStore: store, readModels, privacy, runner: new CommandRunner(store, privacy.personal) }, command);
process.exit(3);
