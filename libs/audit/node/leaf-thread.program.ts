import { parentPort } from 'node:worker_threads';
import { answerOf, type ThreadQuestion } from './leaf-thread-messages.js';

/** The other thread of `LeafThread`: makes leaves of what it is given, and knows nothing else. */
parentPort!.on('message', (question: ThreadQuestion) => {
  const answer = answerOf(question);
  parentPort!.postMessage(answer, answer ? [answer.packed.buffer, answer.hashes.buffer] : []);
});
