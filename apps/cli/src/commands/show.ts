import { subjectOfKind, subjects } from '@app/domain';
import { ClaimQueries, Stories, TimelineQueries, wordsIn } from '@app/timeline';
import { EXIT, Exit } from '../exit-codes.js';
import { momentOf, type MomentOptions } from '../moment.js';
import { print, printJson } from '../output.js';
import { dateOf, sentenceOf, stateLines, type Language } from '../telling.js';
import { readBy } from '../reading.js';
import { withReadModels } from '../with-system.js';

/** Where a subject stands, what happened to it, and what is said of it. */
export async function run(kind: string, id: string, options: MomentOptions & { json?: boolean; lang: Language }): Promise<void> {
  if (!subjectOfKind(kind))
    throw new Exit(EXIT.usage, `la sorte « ${kind} » n’existe pas. Sortes : ${subjects.map((subject) => subject.kind).join(', ')}.`);
  const moment = momentOf(options);
  // The command line reads the database itself: whoever runs it sees everything.
  const reader = { seesAll: true };
  const { steps, story } = await withReadModels(async (system) => {
    const readModels = readBy(system, options.lang);
    const timeline = new TimelineQueries(readModels);
    const stories = new Stories(timeline, new ClaimQueries(readModels, subjectOfKind), subjectOfKind);
    return { steps: await stories.steps(kind, id, moment, reader), story: await stories.story(kind, id, moment, reader) };
  });
  if (!story) throw new Exit(EXIT.notFound, `rien n’est connu de « ${id} » (${kind}) à ce moment.`);
  if (options.json) return printJson({ ...story, steps });
  print(`${story.state.name ?? id}\n${'─'.repeat(60)}`);
  for (const line of stateLines(story.state, options.lang)) print(`  ${line}`);
  print('');
  for (const { entry } of steps)
    print(
      `  ${dateOf(entry, options.lang).padEnd(34)} ${sentenceOf(entry, options.lang)}  [${entry.citations.map(({ documentId }) => documentId).join(', ')}]`,
    );
  const words = wordsIn(options.lang);
  const diverging = story.claims.groups.filter((group) => group.diverging);
  if (diverging.length > 0) print(`\n  ${options.lang === 'fr' ? 'Déclarations qui divergent' : 'Diverging claims'}`);
  for (const { about, claims } of diverging) {
    print(`  · ${words.about(about)}`);
    for (const { claim, citations } of claims)
      print(`      ${words.claim(claim)}  [${citations.map(({ documentId }) => documentId).join(', ')}]`);
  }
  for (const { reason } of story.claims.disputes) print(`    → ${reason}`);
}
