import { refusal, type Decider, type Fact, type Visibility } from '@app/kernel';
import type { ProjectCommand, ProjectCommands } from './projects.commands.js';
import type { ProjectEvents } from './projects.events.js';
import type { Project } from './projects.state.js';

type Rules = Decider<Project, ProjectCommands, ProjectEvents>['decide'];
type Rule = (command: ProjectCommand, project: Project) => Fact<ProjectEvents>[];

export const UNTIL_ANNOUNCED: Visibility = { level: 'confidential', until: { event: 'ProjectAnnounced' } };

/** Nothing recorded of a project before its announcement gives it away: it is hidden as the project is, and comes out with it. */
export function hiddenUntilAnnounced(rules: Rules): Rules {
  const hidden = Object.entries(rules).map(([name, rule]) => [name, hiding(rule as Rule)]);
  return Object.fromEntries(hidden) as Rules;
}

const hiding =
  (rule: Rule): Rule =>
  (command, project) => {
    const facts = rule(command, project);
    if (!project.secret) return facts;
    const openly = command.visibility === undefined || command.visibility.level === 'public';
    return facts.map((fact) => {
      if (fact.type !== 'ProjectAnnounced') return openly ? { ...fact, visibility: UNTIL_ANNOUNCED } : fact;
      // It brings to light what was recorded before: it cannot itself stay in the dark.
      if (!openly) throw refusal('ANNOUNCED_IN_SECRET', { id: command.projectId });
      return fact;
    });
  };
