/** Bytes that each remembered id takes beside the name of its stream (the server's own estimate). */
const PER_ID = 16 + 4 + 8;

/** The ids of the last events written by this node, as long as there is room. A restart forgets them; no other node knows them. */
export class RecentIds {
  private readonly known = new Map<string, { readonly stream: string; readonly revision: bigint }>();
  private bytes = 0;

  constructor(private readonly limit: number) {}

  remember(stream: string, id: string, revision: bigint): void {
    // The first of two with one id stays.
    if (this.known.has(id)) return;
    this.known.set(id, { stream, revision });
    this.bytes += PER_ID + stream.length * 2;
    for (const [oldest, { stream: its }] of this.known) {
      if (this.bytes <= this.limit) return;
      this.known.delete(oldest);
      this.bytes -= PER_ID + its.length * 2;
    }
  }

  revisionIn(stream: string, id: string): bigint | undefined {
    const found = this.known.get(id);
    return found?.stream === stream ? found.revision : undefined;
  }

  forget(): void {
    this.known.clear();
    this.bytes = 0;
  }
}
