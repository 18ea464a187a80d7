import { subjectOfKind } from '@app/domain';
import { CommandRunner, decode, MemoryEventStore, type StoredEvent } from '@app/event-store';
import { commandFrom } from '@app/http';
import { Refusal, stableJson, subjectOf, type Command, type CorrectionEvents, type FactMeta, type RecordedFact } from '@app/kernel';
import { CorrectFact, DisputeFact, RecordClaim, recordFact, RetractFact, SettleDispute } from '@domain/facts';
import type { GeneratedEvent } from './index.js';

/** The command that each event answers. */
const COMMANDS: Readonly<Record<string, string>> = {
  SourceRegistered: 'RegisterSource',
  ProjectProspected: 'ProspectProject',
  ProjectAnnounced: 'AnnounceProject',
  ProjectRevised: 'ReviseProject',
  ProjectAuthorised: 'AuthoriseProject',
  WorksStarted: 'StartWorks',
  ProjectOpened: 'OpenProject',
  ProjectSuspended: 'SuspendProject',
  ProjectResumed: 'ResumeProject',
  ProjectAbandoned: 'AbandonProject',
  InvestmentCommitted: 'CommitInvestment',
  InvestmentRealised: 'RealiseInvestment',
  InvestmentSurviving: 'ConfirmSurvivingInvestment',
  JobsPledged: 'PledgeJobs',
  JobsCommitted: 'CommitJobs',
  JobsRealised: 'RealiseJobs',
  JobsSurviving: 'CountSurvivingJobs',
  ApplicationSubmitted: 'SubmitApplication',
  ApplicationDecided: 'DecideApplication',
  SiteRegistered: 'RegisterSite',
  SiteOccupied: 'OccupySite',
  SiteAcquired: 'AcquireSite',
  EmployeesCounted: 'CountEmployees',
  SiteAreaCounted: 'CountArea',
  SiteClosureAnnounced: 'AnnounceSiteClosure',
  ClosurePlanSigned: 'SignClosurePlan',
  SiteClosed: 'CloseSite',
  WorkforceReclassified: 'ReclassifyWorkforce',
  SiteReclassified: 'ReclassifySite',
  SitePartlyReused: 'ReuseSite',
  ProgrammeOpened: 'OpenProgramme',
  ProgrammeClosed: 'CloseProgramme',
  EnvelopeVoted: 'VoteEnvelope',
  AidGranted: 'GrantAid',
  AidPaid: 'PayAid',
  AidReclaimed: 'ReclaimAid',
  DirectAidGranted: 'GrantDirectAid',
  DirectAidPaid: 'PayDirectAid',
  DirectAidReclaimed: 'ReclaimDirectAid',
  LabelCreated: 'CreateLabel',
  RoundHeld: 'HoldRound',
  LabelAwarded: 'AwardLabel',
  LabelWithdrawn: 'WithdrawLabel',
  TrainingOpened: 'OpenTraining',
  TraineesCounted: 'CountTrainees',
  TrainingClosed: 'CloseTraining',
  RequestReceived: 'ReceiveRequest',
  RequestAnswered: 'AnswerRequest',
  LandAccountOpened: 'OpenLandAccount',
  LandDebited: 'DebitLand',
  LandCredited: 'CreditLand',
  SeriesObserved: 'ObserveSeries',
};

const FACTS = {
  ClaimRecorded: RecordClaim,
  FactCorrected: CorrectFact,
  FactRetracted: RetractFact,
  FactDisputed: DisputeFact,
  DisputeSettled: SettleDispute,
};

/**
 * Records each event again, as the command it answers: checked as a request's body is, and decided by the rules. Answers what is wrong:
 * events that are refused, and those that the rules would have written otherwise.
 */
export async function decidedAgain(events: Iterable<GeneratedEvent>): Promise<string[]> {
  const store = new MemoryEventStore();
  const runner = new CommandRunner(store);
  const problems: string[] = [];
  // What is recorded here has identifiers of its own.
  const ours = new Map<string, string>();
  for (const event of events) {
    const fact = decode({ ...event, position: '' } as StoredEvent);
    const told = `${event.streamId} ${event.revision} ${event.type} ${event.data}`;
    try {
      const command = commandOf(fact, ours);
      command.issued = {
        commandId: fact.meta.commandId,
        actor: { id: fact.meta.recordedBy, role: 'officer' },
        correlationId: fact.meta.correlationId,
      };
      const { kind } = subjectOf(fact.streamId);
      const recorded =
        event.type in FACTS
          ? await recordFact(runner, subjectOfKind, command as never)
          : await runner.run(subjectOfKind(kind)!.decider, command);
      if (recorded.eventIds.length !== 1 || recorded.revision !== event.revision) {
        problems.push(`${recorded.status} at ${recorded.revision}: ${told}`);
        continue;
      }
      ours.set(event.eventId, recorded.eventIds[0]!);
      const [written] = await last(store, event.streamId, event.revision);
      const expected = said(withOurs(fact, ours));
      if (said(written!) !== expected) problems.push(`otherwise: ${said(written!)} instead of ${expected}`);
    } catch (error) {
      problems.push(`${error instanceof Refusal ? error.code : String(error)}: ${told}`);
    }
  }
  return problems;
}

async function last(store: MemoryEventStore, streamId: string, from: number): Promise<RecordedFact[]> {
  const facts = [];
  for await (const event of store.readStream(streamId, { from })) facts.push(decode(event));
  return facts;
}

/** What of a fact must be the same: everything but who wrote it, when, and under which identifiers. */
function said({ type, data, meta: { occurred, sources, visibility, reason, exception } }: RecordedFact): string {
  return stableJson({ type, data, occurred, sources, visibility, reason, exception });
}

const withOurs = (fact: RecordedFact, ours: ReadonlyMap<string, string>): RecordedFact => ({
  ...fact,
  data: JSON.parse(stableJson(fact.data), (_, value: unknown) =>
    typeof value === 'string' ? (ours.get(value) ?? value) : value,
  ) as Record<string, unknown>,
});

function commandOf(fact: RecordedFact, ours: ReadonlyMap<string, string>): Command {
  const { kind, id } = subjectOf(fact.streamId);
  const module = subjectOfKind(kind)!;
  const { data } = withOurs(fact, ours);
  const said = manner(fact.meta);
  const subject = { kind, id };
  switch (fact.type) {
    case 'ClaimRecorded':
      return commandFrom(RecordClaim, { subject, ...data, ...said });
    case 'FactCorrected': {
      const { corrects, fact: content } = data as unknown as CorrectionEvents['FactCorrected'];
      const command = { record: COMMANDS[content.type], ...content.data, ...(content.occurred && { occurred: content.occurred.edtf }) };
      return commandFrom(CorrectFact, { subject, corrects, command, sources: said.sources, reason: said.reason });
    }
    case 'FactRetracted':
    case 'FactDisputed':
    case 'DisputeSettled':
      return commandFrom(FACTS[fact.type] as typeof RetractFact, { subject, ...data, sources: said.sources, reason: said.reason });
    default:
      return commandFrom(module.commands[COMMANDS[fact.type] ?? '']!, { ...data, ...said, [module.idField]: id });
  }
}

function manner({ occurred, sources, reason, exception, visibility }: FactMeta): Record<string, unknown> {
  // A secret that ends with an announcement is the rules' to keep, not the caller's.
  const isRules = visibility.level === 'confidential' && visibility.until?.event !== undefined;
  return {
    ...(occurred && { occurred: occurred.edtf }),
    sources,
    reason,
    exception,
    ...(!isRules && { visibility }),
  };
}
