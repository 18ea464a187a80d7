import { ConfigurationError, readConfiguration } from './configuration.js';

const lockerOf = (environment: Record<string, string>) => readConfiguration({ PALIMPSESTE_DATA: '/srv/p', ...environment }).locker;
const secret = { PALIMPSESTE_SECRET: 'x'.repeat(32) };
const database = { DATABASE_URL: 'postgres://u@h/d', ...secret };

describe('where documents are kept', () => {
  it('is a folder beside the embedded database, and nowhere beside another until it is said', () => {
    expect(lockerOf({})).toEqual({ store: { kind: 'folder', folder: '/srv/p/locker' }, mostBytes: 26_214_400 });
    expect(lockerOf(database)).toBeUndefined();
    expect(lockerOf({ ...database, LOCKER_URL: 'file:///srv/coffre', LOCKER_MAX_MIB: '40' })).toEqual({
      store: { kind: 'folder', folder: '/srv/coffre' },
      mostBytes: 41_943_040,
    });
  });

  it('is a bucket, and a part of it', () => {
    expect(lockerOf({ LOCKER_URL: 's3://pieces/artois/coffre/' })!.store).toEqual({
      kind: 's3',
      bucket: 'pieces',
      prefix: 'artois/coffre',
    });
    expect(lockerOf({ LOCKER_URL: 's3://pieces' })!.store).toEqual({ kind: 's3', bucket: 'pieces', prefix: '' });
  });

  it.each(['s3://compte:motdepasse@pieces', 'https://pieces', 's3://', 's3://pieces/../autre?x=y', 'file://hote/dossier', 'pieces'])(
    'is nothing else, and an address is not repeated: %s',
    (url) => {
      const wrong = (() => {
        try {
          return lockerOf({ LOCKER_URL: url });
        } catch (error) {
          return error;
        }
      })();
      expect(wrong).toBeInstanceOf(ConfigurationError);
      expect(wrong).toMatchObject({ problems: [{ variable: 'LOCKER_URL', value: undefined }] });
      expect((wrong as Error).message).not.toContain('motdepasse');
    },
  );
});

describe('whether cited addresses are asked', () => {
  it('is no, until it is said', () => {
    expect(readConfiguration({}).links).toBeUndefined();
    expect(readConfiguration({ LINK_WATCH: 'on', LINK_WATCH_CONTACT: 'https://artois.example' }).links).toEqual({
      privateToo: false,
      pause: 2_000,
      contact: 'https://artois.example',
    });
    expect(() => readConfiguration({ LINK_WATCH: 'yes', LINK_WATCH_PAUSE: '-1' })).toThrow(/LINK_WATCH=.*\nLINK_WATCH_PAUSE=/);
  });
});
