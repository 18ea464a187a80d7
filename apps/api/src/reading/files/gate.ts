import { Injectable } from '@nestjs/common';
import { Problem } from '@app/http';

/** Each holds a connection to the database until its last line is read: fewer than there are. */
const MOST_AT_ONCE = 4;

/** Lets a bounded number of files be made at once. */
@Injectable()
export class FileGate {
  private running = 0;

  /**
   * Takes a place.
   * @returns what gives it back; once is enough, and twice does no harm
   * @throws {Problem} 503 with Retry-After, when as many as may are being made
   */
  enter(): () => void {
    if (this.running >= MOST_AT_ONCE) throw new Problem(503, 'TOO_MANY_FILES', {}, [], { 'retry-after': '5' });
    this.running += 1;
    let inside = true;
    return () => {
      if (inside) this.running -= 1;
      inside = false;
    };
  }

  /**
   * The same lines, counted while they are read.
   * @throws {Problem} as `enter`, before the first line
   */
  async *through<Line>(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
    const leave = this.enter();
    try {
      yield* lines;
    } finally {
      leave();
    }
  }
}
