import { Injectable } from '@nestjs/common';
import { Problem } from '@app/http';

/** Each holds a connection to the database until its last line is read: fewer than there are. */
const MOST_AT_ONCE = 4;

/** Lets a bounded number of files be made at once. */
@Injectable()
export class FileGate {
  private running = 0;

  /**
   * The same lines, counted while they are read.
   * @throws {Problem} 503 with Retry-After, before the first line, when as many as may are being made
   */
  async *through<Line>(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
    if (this.running >= MOST_AT_ONCE) throw new Problem(503, 'TOO_MANY_FILES', {}, [], { 'retry-after': '5' });
    this.running += 1;
    try {
      yield* lines;
    } finally {
      this.running -= 1;
    }
  }
}
