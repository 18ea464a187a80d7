import { given } from '@app/testing';
import { projectDecider } from './projects.decider.js';

describe('a project', () => {
  it('is announced once, with what its promoters pledge', () => {
    given(projectDecider)
      .when('AnnounceProject', { projectId, ...acc.data })
      .then({ type: 'ProjectAnnounced', data: acc.data });
    given(projectDecider, acc)
      .when('AnnounceProject', { projectId, ...acc.data })
      .thenRefused('PROJECT_ALREADY_KNOWN');
  });

  it('has nothing happen to it before it is known', () => {
    given(projectDecider).when('StartWorks', { projectId }).thenRefused('PROJECT_UNKNOWN');
    given(projectDecider).when('OpenProject', { projectId, occurred: '2012~' }).thenRefused('PROJECT_UNKNOWN');
    given(projectDecider)
      .when('PledgeJobs', { projectId, jobs: people(280) })
      .thenRefused('PROJECT_UNKNOWN');
  });

  it('is revised only when something of it changes', () => {
    given(projectDecider, acc).when('ReviseProject', { projectId }).thenNothing();
    given(projectDecider, acc)
      .when('ReviseProject', { projectId, expectedOpening: '2024' })
      .then({ type: 'ProjectRevised', data: { expectedOpening: '2024' } });
  });

  it('may need several permits, each recorded once', () => {
    const permit = (number?: string) => ({ type: 'ProjectAuthorised', data: { permit: number } }) as const;
    given(projectDecider, acc, permit('PC 062 132')).when('AuthoriseProject', { projectId, permit: 'PC 062 132' }).thenNothing();
    given(projectDecider, acc, permit('PC 062 132')).when('AuthoriseProject', { projectId }).thenNothing();
    given(projectDecider, acc, permit('PC 062 132')).when('AuthoriseProject', { projectId, permit: 'ICPE 12' }).then(permit('ICPE 12'));
  });

  it('is authorised before its works; a permit found late has its own date', () => {
    const works = { type: 'WorksStarted', data: {}, occurred: '2022-03' } as const;
    given(projectDecider, acc, works).when('AuthoriseProject', { projectId }).thenRefused('AUTHORISED_AFTER_WORKS');
    given(projectDecider, acc, works).when('AuthoriseProject', { projectId, occurred: '2022-04' }).thenRefused('AUTHORISED_AFTER_WORKS');
    given(projectDecider, acc, works)
      .when('AuthoriseProject', { projectId, occurred: '2021-11' })
      .then({ type: 'ProjectAuthorised', data: {} });
    given(projectDecider, acc, works)
      .when('AuthoriseProject', { projectId, exception: exceptionTo('AUTHORISED_AFTER_WORKS') })
      .then({ type: 'ProjectAuthorised', data: {} });
  });

  it('starts its works before it opens, and once', () => {
    const opened = { type: 'ProjectOpened', data: {}, occurred: '2023-05' } as const;
    const works = { type: 'WorksStarted', data: {}, occurred: '2022-03' } as const;
    given(projectDecider, acc, opened).when('StartWorks', { projectId }).thenRefused('ALREADY_OPEN');
    given(projectDecider, acc, opened).when('StartWorks', { projectId, occurred: '2024' }).thenRefused('ALREADY_OPEN');
    given(projectDecider, acc, opened).when('StartWorks', { projectId, occurred: '2022' }).then({ type: 'WorksStarted', data: {} });
    given(projectDecider, acc, works).when('StartWorks', { projectId, occurred: '2022' }).thenNothing();
    given(projectDecider, acc, works).when('StartWorks', { projectId, occurred: '2021' }).thenRefused('WORKS_STARTED_OTHERWISE');
  });
});

describe('an opening', () => {
  it('comes after the announcement, unless the published fact says so', () => {
    given(projectDecider, acc).when('OpenProject', { projectId, occurred: '2020-01' }).thenRefused('OPENED_BEFORE_ANNOUNCEMENT');
    given(projectDecider, acc)
      .when('OpenProject', { projectId, occurred: '2020-01', exception: exceptionTo('OPENED_BEFORE_ANNOUNCEMENT') })
      .then({ type: 'ProjectOpened', data: {} });
    given(projectDecider, acc).when('OpenProject', { projectId, occurred: '2020' }).then({ type: 'ProjectOpened', data: {} });
  });

  it('may be the first that is published of a project; its announcement may be found later', () => {
    const louvre = { name: 'Louvre-Lens', communeCode: '62498' };
    const opened = { type: 'ProjectOpened', data: louvre, occurred: '2012~' } as const;
    given(projectDecider)
      .when('OpenProject', { projectId, ...louvre })
      .thenRefused('OPENING_NOT_ANNOUNCED');
    given(projectDecider)
      .when('OpenProject', { projectId, ...louvre, exception: exceptionTo('OPENING_NOT_ANNOUNCED') })
      .then({ type: 'ProjectOpened', data: louvre });
    given(projectDecider, opened)
      .when('AnnounceProject', { projectId, name: 'Louvre-Lens', occurred: '2004-11' })
      .then({ type: 'ProjectAnnounced', data: { name: 'Louvre-Lens' } });
    given(projectDecider, opened)
      .when('AnnounceProject', { projectId, name: 'Louvre-Lens', occurred: '2014' })
      .thenRefused('OPENED_BEFORE_ANNOUNCEMENT');
  });

  it('told again changes nothing; told of another day it is not swallowed', () => {
    const opened = { type: 'ProjectOpened', data: {}, occurred: '2023-05' } as const;
    given(projectDecider, acc, opened).when('OpenProject', { projectId, occurred: '2023' }).thenNothing();
    given(projectDecider, acc, opened).when('OpenProject', { projectId, occurred: '2024' }).thenRefused('OPENED_OTHERWISE');
    given(projectDecider, acc, opened)
      .when('OpenProject', { projectId, occurred: '2024', exception: exceptionTo('OPENED_OTHERWISE') })
      .then({ type: 'ProjectOpened', data: {} });
  });
});

describe('a project that stops', () => {
  const suspended = { type: 'ProjectSuspended', data: {} } as const;

  it('is suspended and resumed once each', () => {
    given(projectDecider, acc).when('SuspendProject', { projectId }).then(suspended);
    given(projectDecider, acc, suspended).when('SuspendProject', { projectId }).thenNothing();
    given(projectDecider, acc, suspended).when('ResumeProject', { projectId }).then({ type: 'ProjectResumed', data: {} });
    given(projectDecider, acc).when('ResumeProject', { projectId }).thenNothing();
  });

  it('stays suspended when a permit comes, until it is resumed', () =>
    given(projectDecider, acc, suspended, { type: 'ProjectAuthorised', data: {} })
      .when('ResumeProject', { projectId })
      .then({ type: 'ProjectResumed', data: {} }));

  it('is abandoned once, and nothing happens to it afterwards; what was so before may still be found out', () => {
    const abandoned = { type: 'ProjectAbandoned', data: {}, occurred: '2023' } as const;
    const pledge = { projectId, jobs: people(280) };
    const pledged = { type: 'JobsPledged', data: { jobs: people(280) } } as const;
    given(projectDecider, acc).when('AbandonProject', { projectId }).then({ type: 'ProjectAbandoned', data: {} });
    given(projectDecider, acc, abandoned).when('AbandonProject', { projectId }).thenNothing();
    given(projectDecider, acc, abandoned).when('PledgeJobs', pledge).thenRefused('PROJECT_ABANDONED');
    given(projectDecider, acc, abandoned)
      .when('PledgeJobs', { ...pledge, occurred: '2024' })
      .thenRefused('PROJECT_ABANDONED');
    given(projectDecider, acc, abandoned)
      .when('PledgeJobs', { ...pledge, occurred: '2021' })
      .then(pledged);
    given(projectDecider, acc, abandoned)
      .when('PledgeJobs', { ...pledge, exception: exceptionTo('PROJECT_ABANDONED') })
      .then(pledged);
  });
});

describe('pledges and what became of them', () => {
  it.each([
    ['PledgeJobs', 'JobsPledged'],
    ['CommitJobs', 'JobsCommitted'],
    ['RealiseJobs', 'JobsRealised'],
    ['CountSurvivingJobs', 'JobsSurviving'],
  ] as const)('%s is a number of its own, as often as it is counted', (name, type) => {
    const jobs = people(2000);
    given(projectDecider, acc, { type, data: { jobs } }).when(name, { projectId, jobs }).then({ type, data: { jobs } });
  });

  it.each([
    ['PledgeInvestment', 'InvestmentPledged'],
    ['CommitInvestment', 'InvestmentCommitted'],
    ['RealiseInvestment', 'InvestmentRealised'],
    ['ConfirmSurvivingInvestment', 'InvestmentSurviving'],
  ] as const)('%s is a number of its own, as often as it is counted', (name, type) => {
    const investment = euros(2e9);
    given(projectDecider, acc, { type, data: { investment } }).when(name, { projectId, investment }).then({ type, data: { investment } });
  });

  it('no more jobs survive than were created, nor more money than was spent', () => {
    given(projectDecider, acc, { type: 'JobsRealised', data: { jobs: people(1200) } })
      .when('CountSurvivingJobs', { projectId, jobs: people(1201) })
      .thenRefused('MORE_SURVIVING_THAN_REALISED');
    given(projectDecider, acc, { type: 'InvestmentRealised', data: { investment: euros(1e9) } })
      .when('ConfirmSurvivingInvestment', { projectId, investment: euros(2e9) })
      .thenRefused('MORE_SURVIVING_THAN_REALISED');
    given(projectDecider, acc, { type: 'JobsRealised', data: { jobs: { ...people(1200), bound: 'at-least' } } })
      .when('CountSurvivingJobs', { projectId, jobs: people(1201) })
      .then({ type: 'JobsSurviving', data: { jobs: people(1201) } });
  });
});

describe('an application', () => {
  const submit = { applicationId: 'ami-bnf', applicant: 'CA de Lens-Liévin' };
  const submitted = { type: 'ApplicationSubmitted', data: submit } as const;
  const decided = (outcome: 'accepted' | 'rejected' | 'shortlisted') =>
    ({ type: 'ApplicationDecided', data: { applicationId: 'ami-bnf', outcome } }) as const;
  const decide = (outcome: 'accepted' | 'rejected' | 'shortlisted') => ({ projectId, applicationId: 'ami-bnf', outcome });

  it('is submitted once, whatever its identifier', () => {
    given(projectDecider, acc, submitted)
      .when('SubmitApplication', { projectId, ...submit })
      .thenNothing();
    given(projectDecider, acc)
      .when('SubmitApplication', { projectId, ...submit, applicationId: 'constructor' })
      .then({ ...submitted, data: { ...submit, applicationId: 'constructor' } });
  });

  it('is decided after it was submitted, unless the source only tells the outcome', () => {
    given(projectDecider, acc).when('DecideApplication', decide('accepted')).thenRefused('APPLICATION_UNKNOWN');
    given(projectDecider, acc)
      .when('DecideApplication', { ...decide('accepted'), applicationId: 'constructor' })
      .thenRefused('APPLICATION_UNKNOWN');
    given(projectDecider, acc)
      .when('DecideApplication', { ...decide('accepted'), exception: exceptionTo('APPLICATION_UNKNOWN') })
      .then(decided('accepted'));
  });

  it('may be shortlisted before it is decided, and is decided once', () => {
    given(projectDecider, acc, submitted, decided('shortlisted')).when('DecideApplication', decide('accepted')).then(decided('accepted'));
    given(projectDecider, acc, submitted, decided('accepted')).when('DecideApplication', decide('accepted')).thenNothing();
    given(projectDecider, acc, submitted, decided('accepted'))
      .when('DecideApplication', decide('rejected'))
      .thenRefused('APPLICATION_ALREADY_DECIDED');
  });
});

describe('the activity and the point of a project', () => {
  const told = { naf: { code: '27.20Z', nomenclature: 'NAFRev2' }, sector: 'batteries', point: [2.8306, 50.4886] } as const;
  const secret = '0b6f6b3e-6a3b-4a58-9d3a-6f0e4f3f7a11';

  it('are kept wherever they are told', () => {
    given(projectDecider)
      .when('ProspectProject', { projectId: secret, name: 'Projet', ...told })
      .then({ type: 'ProjectProspected', data: { name: 'Projet', ...told } });
    given(projectDecider)
      .when('AnnounceProject', { projectId, name: 'Gigafactory ACC', ...told })
      .then({ type: 'ProjectAnnounced', data: { name: 'Gigafactory ACC', ...told } });
    given(projectDecider, acc)
      .when('ReviseProject', { projectId, ...told })
      .then({ type: 'ProjectRevised', data: told });
    given(projectDecider, acc)
      .when('OpenProject', { projectId, ...told })
      .then({ type: 'ProjectOpened', data: told });
    given(projectDecider)
      .when('OpenProject', { projectId, name: 'Gigafactory ACC', ...told, exception: exceptionTo('OPENING_NOT_ANNOUNCED') })
      .then({ type: 'ProjectOpened', data: { name: 'Gigafactory ACC', ...told } });
  });
});

describe('a milestone', () => {
  const milestoneId = 'start-of-production';
  const expected = { type: 'MilestoneExpected', data: { milestoneId, milestone: 'début de la production' } } as const;
  const reached = { type: 'MilestoneReached', data: { milestoneId }, occurred: '2023-09' } as const;

  it('may be expected for one date, then for another', () =>
    given(projectDecider, acc, expected)
      .when('ExpectMilestone', { projectId, ...expected.data, occurred: '2024' })
      .then(expected));

  it('is called when it is reached what it was called when it was expected', () => {
    given(projectDecider, acc, expected)
      .when('ReachMilestone', { projectId, milestoneId })
      .then({ type: 'MilestoneReached', data: expected.data });
    given(projectDecider, acc).when('ReachMilestone', { projectId, milestoneId }).then({ type: 'MilestoneReached', data: { milestoneId } });
  });

  it('is reached once', () => {
    given(projectDecider, acc, reached).when('ReachMilestone', { projectId, milestoneId, occurred: '2023' }).thenNothing();
    given(projectDecider, acc, reached)
      .when('ReachMilestone', { projectId, milestoneId, occurred: '2024' })
      .thenRefused('MILESTONE_ALREADY_REACHED');
    given(projectDecider, acc, reached)
      .when('ExpectMilestone', { projectId, ...expected.data })
      .thenRefused('MILESTONE_ALREADY_REACHED');
  });
});

const projectId = 'gigafactory-acc';
const people = (value: number) => ({ value, unit: 'people' as const });
const euros = (value: number) => ({ value, unit: 'EUR' as const });
const exceptionTo = (rule: string) => ({ rule, reason: 'the article says so' });
const acc = {
  type: 'ProjectAnnounced' as const,
  data: {
    name: 'Gigafactory ACC',
    communeCode: '62132',
    company: 'ACC (Saft / Stellantis)',
    investment: { value: 2e9, unit: 'EUR' as const, bound: 'at-least' as const },
    jobsPledged: people(2000),
    expectedProduction: '2023-06',
  },
  occurred: '2020-09',
};
