import { given } from '@app/testing';
import { siteDecider } from './sites.decider.js';

describe('a site', () => {
  it('closes after its closure was announced', () =>
    given(siteDecider, registered, announced)
      .when('CloseSite', { siteId, occurred: '2020-12~', jobsLost: people(864) })
      .then({ type: 'SiteClosed', data: { jobsLost: people(864) } }));

  it('cannot close before the announcement', () =>
    given(siteDecider, registered, announced)
      .when('CloseSite', { siteId, occurred: '2020-09-15', jobsLost: people(863) })
      .thenRefused('CLOSED_BEFORE_ANNOUNCEMENT'));

  it('may have closed before the announcement when the published fact says so', () =>
    given(siteDecider, registered, announced)
      .when('CloseSite', {
        siteId,
        occurred: '2020-09-15',
        exception: { rule: 'CLOSED_BEFORE_ANNOUNCEMENT', reason: 'the article says so' },
      })
      .then({ type: 'SiteClosed', data: {} }));

  it('is announced to close once, however many sources say so', () =>
    given(siteDecider, registered, announced).when('AnnounceSiteClosure', { siteId, occurred: '2020-09-16' }).thenNothing());
});

const siteId = 'bridgestone-bethune';
const people = (value: number) => ({ value, unit: 'people' as const });
const registered = {
  type: 'SiteRegistered',
  data: { name: 'Bridgestone Béthune', communeCode: '62119', siteKind: 'plant', operator: 'Bridgestone' },
} as const;
const announced = { type: 'SiteClosureAnnounced', data: {}, occurred: '2020-09-16' } as const;
