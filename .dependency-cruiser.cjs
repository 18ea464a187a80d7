// Who may import whom. test/architecture.spec.ts runs it, and proves that it catches what it should.

/** Files of `from` import, of ours, only what lies in its own folder or in one of `allowed`. */
const only = (from, allowed, comment) => ({
  name: `${from.replaceAll('/', '-')}-only`,
  severity: 'error',
  comment,
  from: { path: `^${from}/`, pathNot: '\\.(spec|fixture)\\.ts$' },
  to: { path: '^(libs|apps|test|infra)/', pathNot: [from, ...allowed].map((folder) => `^${folder}/`) },
});

/** Only the folders of `allowed` import a package. */
const packageOnlyIn = (name, allowed) => ({
  name: `${name.replace(/\W+/g, '-')}-has-its-place`,
  severity: 'error',
  from: { path: '^(libs|apps)/', pathNot: allowed.map((folder) => `^${folder}/`) },
  to: { path: `^node_modules/${name}/` },
});

const KERNEL = 'libs/kernel';
const STORE = 'libs/event-store';
const HTTP = 'libs/http';
const PROJECTING = 'libs/projecting';
const REFERENCE = 'libs/reference';
const DOMAIN = 'libs/domain';
const TERRITORIES = 'libs/territories';
const TIMELINE = 'libs/timeline';
const MEASURING = 'libs/measuring';
const FEATURES = 'libs/features';
const CONFIGURATION = 'libs/configuration';
const EMBEDDED = 'libs/embedded-postgres';
const IMPORTS = 'libs/imports';
const RUNTIME = 'libs/runtime';
const VERIFIER = 'libs/audit/(anywhere\\.ts$|(base|entries|file|merkle|notes)/)';
const JOBS = 'libs/jobs';
const AUDIT = 'libs/audit';
const LOCKER = 'libs/locker';
const PRIVACY = 'libs/privacy';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Types may know each other: they are gone when it runs.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: ['^\\./schema$', '(^|/)dist/'] } },
    only(KERNEL, [], 'The kernel imports nothing of ours.'),
    {
      name: 'kernel-without-nest',
      severity: 'error',
      comment: 'The kernel is plain TypeScript: Nest and the databases stay outside. class-validator describes its commands.',
      from: { path: `^${KERNEL}/` },
      to: { path: '^node_modules/(@nestjs|typeorm|pg|fastify|rxjs)/' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'Events and deciders know the kernel and their own module: no database, no HTTP, no clock.',
      from: { path: '^libs/domain/([^/]+)/[^/]+\\.(events|decider)\\.ts$' },
      to: { path: '^(libs|apps|node_modules|infra|test)/', pathNot: [`^${KERNEL}/`, '^libs/domain/$1/'] },
    },
    only(DOMAIN, [KERNEL, STORE, HTTP, REFERENCE], 'The domain knows no reader and no program.'),
    {
      name: 'domain-modules-stand-alone',
      severity: 'error',
      comment: 'What crosses two modules is a process. Types are fine.',
      from: { path: '^libs/domain/([^/]+)/', pathNot: '\\.(spec|fixture)\\.ts$' },
      to: { path: '^libs/domain/', pathNot: '^libs/domain/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'observatories-stand-alone',
      severity: 'error',
      from: { path: '^libs/observatories/([^/]+)/', pathNot: '\\.(spec|fixture)\\.ts$' },
      to: {
        path: '^(libs|apps)/',
        pathNot: [`^${KERNEL}/`, `^${PROJECTING}/`, `^${MEASURING}/`, `^${REFERENCE}/`, '^libs/observatories/$1/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    only(REFERENCE, [KERNEL]),
    only(STORE, [KERNEL]),
    only(HTTP, [KERNEL, STORE]),
    only('libs/exports', [KERNEL, HTTP], 'It knows tables, not what is in them.'),
    only(PROJECTING, [KERNEL, STORE]),
    only(TERRITORIES, [KERNEL, PROJECTING, REFERENCE, DOMAIN]),
    only(TIMELINE, [KERNEL, PROJECTING, REFERENCE, TERRITORIES, DOMAIN]),
    only(FEATURES, [KERNEL, PROJECTING, REFERENCE, TERRITORIES, TIMELINE, DOMAIN], 'It knows maps, and nothing of HTTP.'),
    only(MEASURING, [KERNEL, PROJECTING, REFERENCE], 'It knows how figures are made, and of no event or observatory.'),
    only(
      'libs/restatements',
      [KERNEL, PROJECTING, TERRITORIES, TIMELINE, MEASURING, 'libs/observatories'],
      'What late facts moved: the timeline and the observatories side by side.',
    ),
    only(AUDIT, [KERNEL, STORE]),
    {
      name: 'the-verifier-runs-anywhere',
      severity: 'error',
      comment: 'What proves and verifies is handed its cryptography: no package, nothing of Node, so that a browser can run it.',
      from: { path: `^${VERIFIER}`, pathNot: '\\.(spec|fixture)\\.ts$' },
      to: { pathNot: `^${VERIFIER}`, dependencyTypesNot: ['type-only'] },
    },
    only(IMPORTS, [KERNEL, STORE, HTTP, REFERENCE, DOMAIN], 'A load sends commands; it checks them as the HTTP interface does.'),
    only('libs/generating', [KERNEL, REFERENCE, DOMAIN], 'It invents events; it knows neither stores nor programs.'),
    only('libs/processes', [KERNEL, STORE, DOMAIN], 'A process answers events with commands.'),
    only('libs/trail', [], 'It keeps who did what; what was done is said elsewhere.'),
    only(PRIVACY, [KERNEL, STORE], 'It seals texts and keeps keys: who may read is decided elsewhere.'),
    only(LOCKER, [], 'It keeps bytes by their hash: what they are evidence of is said elsewhere.'),
    only(CONFIGURATION, []),
    only(EMBEDDED, []),
    only(RUNTIME, [
      KERNEL,
      CONFIGURATION,
      EMBEDDED,
      AUDIT,
      STORE,
      PROJECTING,
      TIMELINE,
      FEATURES,
      LOCKER,
      PRIVACY,
      MEASURING,
      'libs/observatories',
      DOMAIN,
      IMPORTS,
    ]),
    only(JOBS, [KERNEL, STORE, PROJECTING], 'The queue and its hands; what the jobs do is beside the door where administrators ask.'),
    only(
      'libs/operations',
      [KERNEL, STORE, DOMAIN, PROJECTING, TIMELINE, RUNTIME, JOBS, AUDIT, LOCKER, PRIVACY],
      'What administrators look at and ask for, whatever the door.',
    ),
    only('libs/observability', [KERNEL, STORE, PROJECTING, JOBS, AUDIT], 'It watches; nothing that is watched knows it.'),
    only('libs/testing', [KERNEL]),
    {
      name: 'testing-is-for-specs',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['\\.(spec|fixture)\\.ts$', '^libs/testing/', '^libs/event-store/contract/'] },
      to: { path: '^(libs/testing|libs/event-store/contract|test)/' },
    },
    // But the command line starts the api and the worker in its own process.
    ...['api', 'worker', 'web', 'cli'].map((app) => ({
      name: `nobody-imports-${app}`,
      severity: 'error',
      from: {
        path: '^(libs|apps|infra)/',
        pathNot: [
          `^apps/${app}/`,
          ...(app === 'api' || app === 'worker' ? ['^apps/cli/src/(commands/(decision-file|serve|worker)|with-system)\\.ts$'] : []),
        ],
      },
      to: { path: `^apps/${app}/` },
    })),
    {
      name: 'the-page-imports-no-library',
      severity: 'error',
      comment: 'But what verifies anywhere: a page and a terminal come to the same verdict.',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|infra|test)/', pathNot: '^libs/audit/anywhere\\.ts$' },
    },
    packageOnlyIn('@eventstore/db-client', [STORE]),
    packageOnlyIn('pg', [STORE, EMBEDDED, PROJECTING, JOBS]),
    packageOnlyIn('graphile-worker', [JOBS]),
    packageOnlyIn('typeorm', [
      PROJECTING,
      TERRITORIES,
      TIMELINE,
      FEATURES,
      MEASURING,
      HTTP,
      RUNTIME,
      JOBS,
      'libs/operations',
      'libs/observability',
      'libs/observatories',
      'apps/api',
      'apps/worker',
      'apps/cli',
    ]),
    packageOnlyIn('react', ['apps/web']),
    packageOnlyIn('proj4', ['apps/api/src/ogc']),
    packageOnlyIn('yazl', ['libs/exports', 'libs/imports/formats', LOCKER]),
    packageOnlyIn('@aws-sdk/client-s3', [LOCKER]),
    packageOnlyIn('(file-type|parse5)', [LOCKER]),
    // Beside the locker, only to check what yazl wrote.
    packageOnlyIn('yauzl', [LOCKER, 'libs/exports/archive']),
    packageOnlyIn('request-filtering-agent', ['libs/operations']),
    packageOnlyIn('hucre', ['libs/imports/formats', 'libs/exports']),
    packageOnlyIn('hyparquet-writer', ['libs/exports']),
    packageOnlyIn('pdfkit', ['libs/exports']),
    {
      name: 'nothing-shipped-needs-a-development-package',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['\\.(spec|fixture)\\.ts$', '^libs/testing/', '^libs/event-store/contract/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      from: { path: '^(libs|apps|infra|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|\\.d\\.ts$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
