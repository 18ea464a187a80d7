import { subjectOfKind, subjects } from '@app/domain';
import { ClaimQueries, Stories, TimelineQueries, type Step } from '@app/timeline';
import { emitKeypressEvents } from 'node:readline';
import { EXIT, Exit } from '../exit-codes.js';
import { momentOf, type MomentOptions } from '../moment.js';
import { print, printJson } from '../output.js';
import { dateOf, sentenceOf, stateLines, type Language } from '../telling.js';
import { readBy } from '../reading.js';
import { withReadModels } from '../with-system.js';

interface Options extends MomentOptions {
  readonly json?: boolean;
  readonly lang: Language;
  readonly speed: string;
  readonly backwards?: boolean;
}

/** Replays a story: step by step under the keys in a terminal, at once for programs. */
export async function run(kind: string, id: string, options: Options): Promise<void> {
  if (!subjectOfKind(kind))
    throw new Exit(EXIT.usage, `la sorte « ${kind} » n’existe pas. Sortes : ${subjects.map((subject) => subject.kind).join(', ')}.`);
  const speed = Number(options.speed);
  if (!(speed > 0 && speed <= 1_000))
    throw new Exit(EXIT.usage, `--speed « ${options.speed} » : un nombre de faits par seconde, de 0,1 à 1000.`);
  const moment = momentOf(options);
  const steps = await withReadModels((system) => {
    const readModels = readBy(system, options.lang);
    const stories = new Stories(new TimelineQueries(readModels), new ClaimQueries(readModels, subjectOfKind), subjectOfKind);
    const reader = { seesAll: true };
    return kind === 'territory' ? stories.territorySteps(id, {}, moment, reader) : stories.steps(kind, id, moment, reader);
  });
  if (steps.length === 0) throw new Exit(EXIT.notFound, `rien n’est connu de « ${id} » (${kind}) à ce moment.`);
  const ordered = options.backwards ? [...steps].reverse() : steps;
  if (options.json) return printJson(ordered);
  if (!process.stdout.isTTY || !process.stdin.isTTY) {
    for (const step of ordered) tell(step, steps.length, options.lang);
    return;
  }
  await play(ordered, speed, options.lang);
}

function tell({ index, entry, state }: Step, total: number, language: Language): void {
  print(
    `[${index + 1}/${total}] ${dateOf(entry, language)} — ${sentenceOf(entry, language)}  [${entry.citations.map(({ documentId }) => documentId).join(', ')}]`,
  );
  for (const line of stateLines(state, language)) print(`        ${line}`);
}

/** Space plays and pauses, arrows step and change the speed, q ends. */
async function play(steps: readonly Step[], speed: number, language: Language): Promise<void> {
  let at = 0;
  let playing = true;
  let perSecond = speed;
  let timer: NodeJS.Timeout | undefined;
  const show = () => {
    process.stdout.write('\u001b[2J\u001b[H');
    tell(steps[at]!, steps.length, language);
    const help =
      language === 'fr'
        ? 'espace : lecture/pause · ← → : pas à pas · ↑ ↓ : vitesse · q : fin'
        : 'space: play/pause · ← →: step · ↑ ↓: speed · q: quit';
    print(`\n${playing ? '▶' : '⏸'}  ${perSecond}/s   ${help}`);
  };
  await new Promise<void>((resolve) => {
    const tick = () => {
      if (playing && at < steps.length - 1) at += 1;
      if (at === steps.length - 1) playing = false;
      show();
      again();
    };
    const again = () => {
      clearTimeout(timer);
      if (playing) timer = setTimeout(tick, 1_000 / perSecond);
    };
    const keys: Record<string, () => void> = {
      space: () => (playing = !playing),
      right: () => ((playing = false), (at = Math.min(steps.length - 1, at + 1))),
      left: () => ((playing = false), (at = Math.max(0, at - 1))),
      up: () => (perSecond = Math.min(64, perSecond * 2)),
      down: () => (perSecond = Math.max(0.125, perSecond / 2)),
    };
    emitKeypressEvents(process.stdin);
    process.stdin.setRawMode(true).resume();
    process.stdin.on('keypress', (_, key: { name: string; ctrl: boolean }) => {
      if (key.name === 'q' || (key.ctrl && key.name === 'c')) return resolve();
      keys[key.name]?.();
      show();
      again();
    });
    show();
    again();
  });
  clearTimeout(timer);
  process.stdin.setRawMode(false).pause();
}
