import { randomUUID } from 'node:crypto';
import { freshStream } from './against.js';
import { startTestServer, type TestEventStoreDb } from './index.js';
import { until } from '../until.js';
import { empty, grpc, nothing, shared, streamIdentifier, streams, streamServices, uuidOf, uuidText, type Streams } from './wire.js';

const { EVENTSTORE_URL } = process.env;

/** The only host of an address, or the one of several that leads their cluster. */
async function leaderOf(url: string): Promise<string> {
  const hosts = /^esdb:\/\/([^/?]+)/.exec(url)![1]!.split(',');
  if (hosts.length === 1) return hosts[0]!;
  const { members } = (await (await fetch(`http://${hosts[0]}/gossip`)).json()) as { members: Member[] };
  const leader = members.find(({ state }) => state === 'Leader')!;
  return `${leader.httpEndPointIp}:${leader.httpEndPointPort}`;
}

interface Member {
  readonly state: string;
  readonly httpEndPointIp: string;
  readonly httpEndPointPort: number;
}

/** What the client of the package never says, or does not survive: said here by hand. */
describe.each([['the test server', undefined], ...(EVENTSTORE_URL ? [['a real server', EVENTSTORE_URL] as const] : [])] as const)(
  'by hand: %s',
  (_, real) => {
    let server: TestEventStoreDb | undefined;
    let service: InstanceType<typeof streamServices.StreamsClient>;
    beforeAll(async () => {
      server = real ? undefined : await startTestServer();
      service = new streamServices.StreamsClient(await leaderOf(real ?? server!.url), grpc.credentials.createInsecure());
    });
    afterAll(async () => {
      service.close();
      await server?.close();
    });

    const open = () => {
      const answers: Streams.BatchAppendResp[] = [];
      const call = service.batchAppend();
      call.on('data', (answer: Streams.BatchAppendResp) => answers.push(answer));
      call.on('error', () => undefined);
      return { answers, call };
    };

    it.each([
      ['no UUID', 'nonsense', 'Noted'],
      ['no type', randomUUID(), ''],
    ])('an event with %s is a bad request, and times out besides', async (_, id, type) => {
      const { answers, call } = open();
      call.write(request(freshStream(), [proposal(id, type)]));
      await until(() => answers.length === 2);
      expect(answers.map((answer) => answer.getError()?.getDetails()?.getTypeName())).toEqual([
        'event_store.client.BadRequest',
        'event_store.client.Timeout',
      ]);
      call.cancel();
    });

    it('an append in parts is one append, answered to its number', async () => {
      const { answers, call } = open();
      const stream = freshStream();
      const number = randomUUID();
      call.write(request(stream, [proposal(randomUUID())], { number, isFinal: false }));
      call.write(request(undefined, [proposal(randomUUID())], { number, isFinal: false }));
      call.write(request(undefined, [], { number }));
      await until(() => answers.length === 1);
      expect(answers[0]!.getSuccess()?.getCurrentRevision()).toBe('1');
      expect(uuidText(answers[0]!.getCorrelationId())).toBe(number);
      call.cancel();
    });

    it('a whole log is read with a filter, and with ids in two halves', async () => {
      const { answers, call } = open();
      const [one, other] = [freshStream(), freshStream('other')];
      const id = randomUUID();
      for (const stream of [one, other]) call.write(request(stream, [proposal(stream === one ? id : randomUUID())]));
      call.write(request(one, [proposal(randomUUID())]));
      await until(() => answers.length === 3);
      call.cancel();
      const from = answers[0]!.getSuccess()!.getPosition()!.getCommitPosition();
      const events = await readAll(from, one);
      expect(events.map((event) => event.getStreamRevision())).toEqual(['0', '1']);
      expect(events[0]!.getId()!.hasStructured()).toBe(true);
      expect(uuidText(events[0]!.getId())).toBe(id);
    });

    function readAll(from: string, prefix: string): Promise<Streams.ReadResp.ReadEvent.RecordedEvent[]> {
      const options = new streams.ReadReq.Options();
      const all = new streams.ReadReq.Options.AllOptions();
      const position = new streams.ReadReq.Options.Position();
      position.setCommitPosition(from);
      position.setPreparePosition(from);
      all.setPosition(position);
      options.setAll(all);
      options.setCount('100');
      const expression = new streams.ReadReq.Options.FilterOptions.Expression();
      expression.setPrefixList([prefix]);
      const filter = new streams.ReadReq.Options.FilterOptions();
      filter.setStreamIdentifier(expression);
      filter.setMax(5);
      filter.setCheckpointintervalmultiplier(1);
      options.setFilter(filter);
      const ids = new streams.ReadReq.Options.UUIDOption();
      ids.setStructured(empty());
      options.setUuidOption(ids);
      const read = new streams.ReadReq();
      read.setOptions(options);
      const events: Streams.ReadResp.ReadEvent.RecordedEvent[] = [];
      return new Promise((resolve, reject) => {
        const call = service.read(read);
        call.on('data', (response: Streams.ReadResp) => events.push(response.getEvent()!.getEvent()!));
        call.on('error', reject);
        call.on('end', () => resolve(events));
      });
    }
  },
);

it('the test server answers twice when it is told to, and ends with its caller', async () => {
  const server = await startTestServer();
  const service = new streamServices.StreamsClient(`127.0.0.1:${server.port}`, grpc.credentials.createInsecure());
  const answers: Streams.BatchAppendResp[] = [];
  const call = service.batchAppend();
  call.on('data', (answer: Streams.BatchAppendResp) => answers.push(answer));
  call.on('error', () => undefined);
  server.faults.next('append', 'duplicate-answer');
  call.write(request('site-1', [proposal(randomUUID())]));
  call.write(request('site-1', [proposal(randomUUID())]));
  await until(() => answers.length === 3);
  expect(answers.map((answer) => answer.getSuccess()?.getCurrentRevision())).toEqual(['0', '0', '1']);
  const ended = new Promise((resolve) => call.once('end', resolve));
  call.end();
  await ended;
  service.close();
  await server.close();
});

function request(
  stream: string | undefined,
  proposals: Streams.BatchAppendReq.ProposedMessage[],
  { number = randomUUID() as string, isFinal = true } = {},
): Streams.BatchAppendReq {
  const made = new streams.BatchAppendReq();
  made.setCorrelationId(uuidOf(number));
  if (stream) {
    const options = new streams.BatchAppendReq.Options();
    options.setStreamIdentifier(streamIdentifier(stream));
    options.setAny(new nothing.Empty());
    made.setOptions(options);
  }
  made.setProposedMessagesList(proposals);
  made.setIsFinal(isFinal);
  return made;
}

function proposal(id: string, type = 'Noted'): Streams.BatchAppendReq.ProposedMessage {
  const message = new streams.BatchAppendReq.ProposedMessage();
  const uuid = new shared.UUID();
  uuid.setString(id);
  message.setId(uuid);
  message.getMetadataMap().set('type', type);
  message.getMetadataMap().set('content-type', 'application/json');
  message.setData(Buffer.from('{}'));
  return message;
}
