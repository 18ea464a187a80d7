import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { given } from '@app/testing';
import { CountArea } from './sites.commands.js';
import { siteDecider } from './sites.decider.js';

describe('a site in the register', () => {
  it('is registered once, before anything is said of it', () => {
    given(siteDecider)
      .when('RegisterSite', { siteId, ...registered.data })
      .then(registered);
    given(siteDecider, registered)
      .when('RegisterSite', { siteId, ...registered.data })
      .thenRefused('SITE_ALREADY_REGISTERED');
    given(siteDecider)
      .when('CountEmployees', { siteId, employees: people(863) })
      .thenRefused('SITE_UNKNOWN');
  });

  it('may be part of another, not of itself', () => {
    given(siteDecider)
      .when('RegisterSite', { siteId, ...registered.data, partOf: 'parc-artois' })
      .then({ ...registered, data: { ...registered.data, partOf: 'parc-artois' } });
    given(siteDecider)
      .when('RegisterSite', { siteId, ...registered.data, partOf: siteId })
      .thenRefused('SITE_PART_OF_ITSELF');
  });

  it('is outlined again when its outline or its area changes', () => {
    const geometry = { type: 'Point', coordinates: [2.64, 50.53] } as const;
    const outlined = { type: 'SiteOutlined', data: { geometry } } as const;
    given(siteDecider, registered, outlined).when('OutlineSite', { siteId, geometry }).thenNothing();
    given(siteDecider, registered, outlined)
      .when('OutlineSite', { siteId, geometry, area: hectares(33) })
      .then({ type: 'SiteOutlined', data: { geometry, area: hectares(33) } });
  });

  it('keeps every headcount, each with its own source', () =>
    given(siteDecider, registered, { type: 'EmployeesCounted', data: { employees: people(863) } })
      .when('CountEmployees', { siteId, employees: people(863) })
      .then({ type: 'EmployeesCounted', data: { employees: people(863) } }));
});

describe('who holds the site', () => {
  it('its operator occupies it from the day it is registered', () => {
    given(siteDecider, registered).when('OccupySite', { siteId, occupant: 'Bridgestone', role: 'operator' }).thenNothing();
    given(siteDecider, registered)
      .when('VacateSite', { siteId, occupant: 'Bridgestone' })
      .then({ type: 'SiteVacated', data: { occupant: 'Bridgestone' } });
  });

  it('an occupant who takes on another role, or another use, is told again', () => {
    given(siteDecider, registered, logs).when('OccupySite', { siteId, occupant: "Log's", role: 'tenant' }).thenNothing();
    given(siteDecider, registered, logs)
      .when('OccupySite', { siteId, occupant: "Log's", role: 'owner' })
      .then({ type: 'SiteOccupied', data: { occupant: "Log's", role: 'owner' } });
    given(siteDecider, registered, logs)
      .when('OccupySite', { siteId, occupant: "Log's", role: 'tenant', use: 'recyclage' })
      .then({ type: 'SiteOccupied', data: { occupant: "Log's", role: 'tenant', use: 'recyclage' } });
  });

  it('only who is there can leave, unless the source tells of a departure whose arrival nobody told', () => {
    const left = { type: 'SiteVacated', data: { occupant: "Log's" } } as const;
    given(siteDecider, registered, logs, left).when('VacateSite', { siteId, occupant: "Log's" }).thenRefused('NOT_AN_OCCUPANT');
    given(siteDecider, registered)
      .when('VacateSite', { siteId, occupant: "Log's", exception: exceptionTo('NOT_AN_OCCUPANT') })
      .then(left);
  });

  it('the same purchase is recorded once; another date for it is kept beside the first', () => {
    given(siteDecider, registered, bought).when('AcquireSite', { siteId, buyer: "Log's" }).thenNothing();
    given(siteDecider, registered, bought).when('AcquireSite', { siteId, buyer: "Log's", occurred: '2022' }).thenNothing();
    given(siteDecider, registered, bought)
      .when('AcquireSite', { siteId, buyer: "Log's", occurred: '2021-04' })
      .then({ type: 'SiteAcquired', data: { buyer: "Log's" } });
  });

  it('a closed site may be bought and occupied', () => {
    given(siteDecider, registered, announced, closed)
      .when('AcquireSite', { siteId, buyer: "Log's" })
      .then({ type: 'SiteAcquired', data: { buyer: "Log's" } });
    given(siteDecider, registered, announced, closed).when('OccupySite', { siteId, occupant: "Log's", role: 'tenant' }).then(logs);
  });
});

describe('a closure', () => {
  it('comes after its announcement', () =>
    given(siteDecider, registered, announced)
      .when('CloseSite', { siteId, occurred: '2020-12~', jobsLost: people(864) })
      .then({ type: 'SiteClosed', data: { jobsLost: people(864) } }));

  it('cannot come before its announcement, unless the published fact says so', () => {
    given(siteDecider, registered, announced)
      .when('CloseSite', { siteId, occurred: '2020-09-15' })
      .thenRefused('CLOSED_BEFORE_ANNOUNCEMENT');
    given(siteDecider, registered, announced)
      .when('CloseSite', { siteId, occurred: '2020-09-15', exception: exceptionTo('CLOSED_BEFORE_ANNOUNCEMENT') })
      .then({ type: 'SiteClosed', data: {} });
  });

  it.each(['2020', '2020-09~', '2020-09-16', undefined])(
    'is not surely before an announcement of 16 September 2020 when dated %s',
    (occurred) => given(siteDecider, registered, announced).when('CloseSite', { siteId, occurred }).then({ type: 'SiteClosed', data: {} }),
  );

  it('that nobody announced is refused, unless the source knows of no announcement', () => {
    given(siteDecider, registered).when('CloseSite', { siteId, occurred: '2006' }).thenRefused('CLOSURE_NOT_ANNOUNCED');
    given(siteDecider, registered)
      .when('CloseSite', { siteId, occurred: '2006', exception: exceptionTo('CLOSURE_NOT_ANNOUNCED') })
      .then({ type: 'SiteClosed', data: {} });
  });

  it('may have its announcement found later, which does not open the site again', () => {
    given(siteDecider, registered, closed)
      .when('AnnounceSiteClosure', { siteId, occurred: '2020-09-16' })
      .then({ type: 'SiteClosureAnnounced', data: {} });
    given(siteDecider, registered, closed)
      .when('AnnounceSiteClosure', { siteId, occurred: '2021-02' })
      .thenRefused('CLOSED_BEFORE_ANNOUNCEMENT');
    given(siteDecider, registered, closed, announced).when('CloseSite', { siteId, occurred: '2020-12' }).thenNothing();
  });

  it('is announced once, however many sources say so', () => {
    given(siteDecider, registered, announced).when('AnnounceSiteClosure', { siteId, occurred: '2020-09-16' }).thenNothing();
    given(siteDecider, registered, announced).when('AnnounceSiteClosure', { siteId, occurred: '2020-09' }).thenNothing();
  });

  it.each([
    [
      'another day of announcement',
      'AnnounceSiteClosure',
      { occurred: '2020-09-17' },
      'CLOSURE_ANNOUNCED_OTHERWISE',
      'SiteClosureAnnounced',
    ],
    [
      'jobs at risk, untold before',
      'AnnounceSiteClosure',
      { jobsAtRisk: people(863) },
      'CLOSURE_ANNOUNCED_OTHERWISE',
      'SiteClosureAnnounced',
    ],
    ['another day of closing', 'CloseSite', { occurred: '2021-04-30' }, 'CLOSED_OTHERWISE', 'SiteClosed'],
    ['other jobs lost', 'CloseSite', { jobsLost: people(830) }, 'CLOSED_OTHERWISE', 'SiteClosed'],
    ['another day of signing', 'SignClosurePlan', { occurred: '2021-03-01' }, 'CLOSURE_PLAN_SIGNED_OTHERWISE', 'ClosurePlanSigned'],
  ] as const)('told with %s is not swallowed: that source makes a claim, unless it happened twice', (_, name, said, rule, type) => {
    const story = [registered, announced, closed, signed] as const;
    given(siteDecider, ...story)
      .when(name, { siteId, ...said })
      .thenRefused(rule);
    const { occurred: __, ...data } = { occurred: undefined, ...said };
    given(siteDecider, ...story)
      .when(name, { siteId, ...said, exception: exceptionTo(rule) })
      .then({ type, data });
  });

  it('told with a rounder figure and a vaguer date is the same closure', () =>
    given(siteDecider, registered, announced, closed)
      .when('CloseSite', { siteId, occurred: '2020', jobsLost: { value: 860, unit: 'people', bound: 'about' } })
      .thenNothing());
});

describe('a closure plan', () => {
  it('is expected, then signed, once the closure was announced', () => {
    given(siteDecider, registered).when('ExpectClosurePlan', { siteId }).thenRefused('CLOSURE_NOT_ANNOUNCED');
    given(siteDecider, registered, announced).when('ExpectClosurePlan', { siteId }).then({ type: 'ClosurePlanExpected', data: {} });
    given(siteDecider, registered, announced)
      .when('SignClosurePlan', { siteId, parties: ['Bridgestone', 'CFDT'] })
      .then({ type: 'ClosurePlanSigned', data: { parties: ['Bridgestone', 'CFDT'] } });
    given(siteDecider, registered, announced, signed).when('SignClosurePlan', { siteId, occurred: '2021-02' }).thenNothing();
  });
});

describe('what became of the people', () => {
  it('is told as the source tells it: a share, a count, a count by kind of solution', () => {
    const share = { solved: { value: 0.8, unit: 'share', outOf: { value: 864, of: 'salariés laissés sans emploi' } } } as const;
    given(siteDecider, registered, announced, closed)
      .when('ReclassifyWorkforce', { siteId, ...share })
      .then({ type: 'WorkforceReclassified', data: share });
    given(siteDecider, registered, announced, closed)
      .when('ReclassifyWorkforce', { siteId, ...gazette })
      .then({ type: 'WorkforceReclassified', data: gazette });
  });

  it.each([
    ['more people than lost their job', { solved: people(865) }, 'RECLASSIFIED_MORE_THAN_LOST'],
    ['more people accompanied than lost their job', { outOf: people(900), solved: people(772) }, 'RECLASSIFIED_MORE_THAN_LOST'],
    ['more people than were accompanied', { outOf: people(786), solved: people(790) }, 'RECLASSIFIED_MORE_THAN_LOST'],
    ['more people on the site than in all', { solved: people(400), onSameSite: people(401) }, 'MORE_ON_SAME_SITE_THAN_SOLVED'],
    ['a detail that exceeds its total', { solved: people(100), breakdown: [solution('retirement', 101)] }, 'BREAKDOWN_MORE_THAN_TOTAL'],
    [
      'more people in detail than were accompanied',
      { outOf: people(786), solved: people(772), breakdown: [solution('stable-job', 772), solution('none', 15)] },
      'BREAKDOWN_MORE_THAN_TOTAL',
    ],
  ])('cannot be %s, unless the source says so', (_, said, rule) => {
    const story = [registered, announced, closed] as const;
    given(siteDecider, ...story)
      .when('ReclassifyWorkforce', { siteId, ...said })
      .thenRefused(rule);
    given(siteDecider, ...story)
      .when('ReclassifyWorkforce', { siteId, ...said, exception: exceptionTo(rule) })
      .then({ type: 'WorkforceReclassified', data: said });
  });

  it.each([
    ['a group of four', { solved: people(100), breakdown: [solution('stable-job', 90), solution('none', 4)] }],
    ['a rest of two', { solved: people(100), breakdown: [solution('stable-job', 98)] }],
    ['all but one', { outOf: people(101), solved: people(100) }],
    ['all but three on the same site', { solved: people(100), onSameSite: people(97) }],
  ])('does not tell everybody of %s, unless the source did', (_, said) => {
    const told = { type: 'WorkforceReclassified', data: said } as const;
    const tell = (more: object) =>
      given(siteDecider, registered, announced, closed).when('ReclassifyWorkforce', { siteId, ...said, ...more });
    tell({}).thenRefused('SMALL_GROUP_PUBLIC');
    tell({ visibility: { level: 'confidential', until: { date: '2030-01-01' } } }).thenRefused('SMALL_GROUP_PUBLIC');
    tell({ visibility: { level: 'internal' } }).then(told);
    tell({ exception: exceptionTo('SMALL_GROUP_PUBLIC') }).then(told);
  });

  it('may detail those without a solution beside those with one', () => {
    const said = { outOf: people(786), solved: people(772), breakdown: [solution('stable-job', 772), solution('none', 14)] };
    given(siteDecider, registered, announced, closed)
      .when('ReclassifyWorkforce', { siteId, ...said })
      .then({ type: 'WorkforceReclassified', data: said });
  });

  it('is compared with nothing where nobody counted', () => {
    given(siteDecider, registered, announced)
      .when('ReclassifyWorkforce', { siteId, solved: people(5000) })
      .then({ type: 'WorkforceReclassified', data: { solved: people(5000) } });
    const half = { solved: people(400), onSameSite: { value: 0.9, unit: 'share' } } as const;
    given(siteDecider, registered, announced, closed)
      .when('ReclassifyWorkforce', { siteId, ...half })
      .then({ type: 'WorkforceReclassified', data: half });
  });
});

describe('what became of the place', () => {
  it('it gets a new use once', () => {
    const use = { type: 'SiteReclassified', data: { use: 'parc industriel' } } as const;
    given(siteDecider, registered, announced, closed).when('ReclassifySite', { siteId, use: 'parc industriel' }).then(use);
    given(siteDecider, registered, announced, closed, use).when('ReclassifySite', { siteId, use: 'parc industriel' }).thenNothing();
  });

  it('it is used again after its closure; a brownfield needs none, nor does a part of what closed', () => {
    const reused = { type: 'SitePartlyReused', data: { share: { value: 0.56, unit: 'share' } } } as const;
    given(siteDecider, registered)
      .when('ReuseSite', { siteId, ...reused.data })
      .thenRefused('CLOSURE_NOT_ANNOUNCED');
    given(siteDecider, registered, announced, closed)
      .when('ReuseSite', { siteId, ...reused.data })
      .then(reused);
    for (const story of [brownfield, { ...registered, data: { ...registered.data, partOf: 'parc-artois' } }])
      given(siteDecider, story)
        .when('ReuseSite', { siteId, ...reused.data })
        .then(reused);
  });

  it('the closure that made a brownfield of it may be found later', () =>
    given(siteDecider, brownfield).when('CloseSite', { siteId, occurred: '1990' }).then({ type: 'SiteClosed', data: {} }));
});

describe('the areas of a site', () => {
  const counted = { type: 'SiteAreaCounted', data: { of: 'land', state: 'brownfield', area: { value: 33, unit: 'ha' } } } as const;

  it('are counted on a registered site, as often as somebody counts them', () => {
    given(siteDecider)
      .when('CountArea', { siteId, ...counted.data })
      .thenRefused('SITE_UNKNOWN');
    given(siteDecider, registered, counted)
      .when('CountArea', { siteId, ...counted.data })
      .then(counted);
  });

  it('are in hectares of land or square metres of floor, each in its own states', () => {
    const count = { siteId, sources: [{ documentId: 'releve-2024' }] };
    expect(problems({ ...count, of: 'land', state: 'available', area: 12 })).toEqual([]);
    expect(problems({ ...count, of: 'floor', state: 'let', area: 4500, expectedDelivery: '2026' })).toEqual([]);
    expect(problems({ ...count, of: 'floor', state: 'brownfield', area: 4500 })).toEqual([
      'must be one of the following values: announced,authorised,delivered,vacant,let',
    ]);
    expect(problems({ ...count, of: 'floor', state: 'let', area: { value: 3, unit: 'ha' } })).toEqual(['area must be counted in m2']);
    expect(problems({ ...count, of: 'water', state: 'let', area: 3 })).toHaveLength(1);
  });

  const problems = (content: object) =>
    validateSync(plainToInstance(CountArea, content)).flatMap(({ constraints }) =>
      Object.values(constraints ?? {}).map((problem) => problem.replace(/^state /, '')),
    );
});

describe('a site that is split or merged', () => {
  it('is split into distinct parts, none of which is itself', () => {
    given(siteDecider, registered)
      .when('SplitSite', { siteId, parts: [...split.data.parts] })
      .then({ type: 'SiteSplit', data: split.data });
    for (const ids of [
      ['nord', 'nord'],
      ['nord', siteId],
    ])
      given(siteDecider, registered)
        .when('SplitSite', { siteId, parts: ids.map((id) => ({ siteId: id, name: id })) })
        .thenRefused('PARTS_NOT_DISTINCT');
  });

  it('does not merge into itself', () => {
    given(siteDecider, registered)
      .when('MergeSite', { siteId, into: 'parc-artois' })
      .then({ type: 'SiteMerged', data: { into: 'parc-artois' } });
    given(siteDecider, registered).when('MergeSite', { siteId, into: siteId }).thenRefused('MERGED_INTO_ITSELF');
  });

  it('ends once: the same again changes nothing, another end is refused', () => {
    given(siteDecider, registered, split)
      .when('SplitSite', { siteId, parts: [...split.data.parts].reverse() })
      .thenNothing();
    given(siteDecider, registered, split).when('MergeSite', { siteId, into: 'parc-artois' }).thenRefused('SITE_NO_LONGER_EXISTS');
    given(siteDecider, registered, merged).when('MergeSite', { siteId, into: 'parc-artois' }).thenNothing();
    given(siteDecider, registered, merged).when('MergeSite', { siteId, into: 'ailleurs' }).thenRefused('SITE_NO_LONGER_EXISTS');
  });

  it('has nothing happen to it afterwards, but its past may still be found out', () => {
    const counted = { type: 'EmployeesCounted', data: { employees: people(835) } } as const;
    given(siteDecider, registered, split)
      .when('CountEmployees', { siteId, ...counted.data })
      .thenRefused('SITE_NO_LONGER_EXISTS');
    given(siteDecider, registered, split)
      .when('CountEmployees', { siteId, ...counted.data, occurred: '2024' })
      .thenRefused('SITE_NO_LONGER_EXISTS');
    given(siteDecider, registered, split)
      .when('CountEmployees', { siteId, ...counted.data, occurred: '2020~' })
      .then(counted);
    given(siteDecider, registered, split)
      .when('CountEmployees', { siteId, ...counted.data, exception: exceptionTo('SITE_NO_LONGER_EXISTS') })
      .then(counted);
  });
});

const siteId = 'bridgestone-bethune';
const hectares = (value: number) => ({ value, unit: 'ha' as const });
function people(value: number) {
  return { value, unit: 'people' as const };
}
function solution(kind: 'stable-job' | 'retirement' | 'own-business' | 'other' | 'none', count: number) {
  return { solution: kind, people: count };
}
const exceptionTo = (rule: string) => ({ rule, reason: 'the article says so' });
const registered = {
  type: 'SiteRegistered',
  data: { name: 'Bridgestone Béthune', communeCode: '62119', siteKind: 'plant', operator: 'Bridgestone' },
} as const;
const brownfield = { type: 'SiteRegistered', data: { name: 'Friche Testut', communeCode: '62119', siteKind: 'brownfield' } } as const;
const announced = { type: 'SiteClosureAnnounced', data: {}, occurred: '2020-09-16' } as const;
const closed = { type: 'SiteClosed', data: { jobsLost: people(864) }, occurred: '2020-12~' } as const;
const signed = { type: 'ClosurePlanSigned', data: {}, occurred: '2021-02-11' } as const;
const logs = { type: 'SiteOccupied', data: { occupant: "Log's", role: 'tenant' } } as const;
const bought = { type: 'SiteAcquired', data: { buyer: "Log's" }, occurred: '2022-01-01' } as const;
const gazette = {
  outOf: people(786),
  solved: people(772),
  shares: [
    { value: 0.98, outOf: 786, of: 'salariés accompagnés' },
    { value: 0.93, outOf: 830, of: 'salariés licenciés' },
  ],
  breakdown: [solution('stable-job', 544), solution('own-business', 115), solution('retirement', 89), solution('other', 24)],
};
const split = {
  type: 'SiteSplit',
  data: {
    parts: [
      { siteId: 'bridgestone-nord', name: 'Bridgestone nord' },
      { siteId: 'bridgestone-sud', name: 'Bridgestone sud' },
    ],
  },
  occurred: '2023',
} as const;
const merged = { type: 'SiteMerged', data: { into: 'parc-artois' }, occurred: '2023' } as const;
