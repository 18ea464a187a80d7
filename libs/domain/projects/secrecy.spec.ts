import { fold, PUBLIC, type AnyDecider, type Command, type Visibility } from '@app/kernel';
import { given, recorded } from '@app/testing';
import { projectCommands } from './projects.commands.js';
import { projectDecider } from './projects.decider.js';

describe('a project in the portfolio', () => {
  it('has an identifier nobody can guess', () => {
    given(projectDecider).when('ProspectProject', { projectId: 'projet-hyperion', name: 'Hyperion' }).thenRefused('PROSPECT_ID_GUESSABLE');
    given(projectDecider).when('ProspectProject', { projectId, name: 'Hyperion' }).then(prospected);
    given(projectDecider, prospected).when('ProspectProject', { projectId, name: 'Hyperion' }).thenRefused('PROJECT_ALREADY_KNOWN');
  });

  it('is confidential until it is announced, whatever the caller asks', () =>
    expect(visibilities('ProspectProject', { name: 'Hyperion', visibility: PUBLIC })).toEqual([untilAnnounced]));

  it.each(Object.keys(projectCommands).filter((name) => !['ProspectProject', 'AnnounceProject'].includes(name)))(
    'is not given away by %s',
    (name) => {
      const shown = [undefined, PUBLIC].flatMap((visibility) => visibilities(name, { ...anything, visibility }, ...storyBefore(name)));
      expect(shown).toEqual([untilAnnounced, untilAnnounced]);
    },
  );

  it('keeps what is to stay internal after the announcement so', () =>
    expect(visibilities('PledgeJobs', { ...anything, visibility: { level: 'internal' } }, prospected)).toEqual([undefined]));

  it('comes to light by its announcement, at whatever stage it is, and only in public', () => {
    const works = { type: 'WorksStarted', data: {} } as const;
    expect(visibilities('AnnounceProject', { name: 'Hyperion' }, prospected, works)).toEqual([undefined]);
    given(projectDecider, prospected)
      .when('AnnounceProject', { projectId, name: 'Hyperion', visibility: { level: 'internal' } })
      .thenRefused('ANNOUNCED_IN_SECRET');
  });

  it('is a project like any other from then on', () =>
    expect(visibilities('PledgeJobs', anything, prospected, { type: 'ProjectAnnounced', data: { name: 'Hyperion' } })).toEqual([
      undefined,
    ]));
});

const projectId = '4651984f-1189-494e-abd8-dfa3bc3b0786';
const prospected = { type: 'ProjectProspected', data: { name: 'Hyperion' } } as const;
const untilAnnounced: Visibility = { level: 'confidential', until: { event: 'ProjectAnnounced' } };

/** Fields for every command: each reads its own. */
const anything = {
  name: 'Hyperion',
  investment: { value: 1, unit: 'EUR' },
  jobs: { value: 1, unit: 'people' },
  applicationId: 'france-2030',
  applicant: 'Hyperion SA',
  outcome: 'accepted',
  milestoneId: 'permit',
  milestone: 'permis',
};

function storyBefore(name: string): Parameters<typeof recorded>[0][] {
  if (name === 'ResumeProject') return [prospected, { type: 'ProjectSuspended', data: {} }];
  if (name === 'DecideApplication')
    return [prospected, { type: 'ApplicationSubmitted', data: { applicationId: 'france-2030', applicant: 'x' } }];
  return [prospected];
}

/** What the decider says of who may see; undefined leaves it to the command. */
function visibilities(name: string, said: object, ...story: Parameters<typeof recorded>[0][]): (Visibility | undefined)[] {
  const command = { projectId, subjectId: () => projectId, ...said } as unknown as Command;
  const decider: AnyDecider = projectDecider;
  const facts = decider.decide[name]!(command, fold(decider, story.map(recorded))) as { visibility?: Visibility }[];
  return facts.map(({ visibility }) => visibility);
}
