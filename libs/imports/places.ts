/** Where each part of a value was written, as offsets into its text. Kept beside the value, which stays plain. */
export class Places {
  private readonly byContainer = new WeakMap<object, Map<string, { readonly key: number; readonly value: number }>>();

  note(container: object, key: string, keyOffset: number, valueOffset: number): void {
    let parts = this.byContainer.get(container);
    if (!parts) this.byContainer.set(container, (parts = new Map()));
    parts.set(key, { key: keyOffset, value: valueOffset });
  }

  /** Offset of `sources[0].documentId` inside `root`, or of the nearest part around it that was written; undefined when there is none. */
  of(root: unknown, path: string, what: 'key' | 'value' = 'value'): number | undefined {
    let container = root;
    let found: number | undefined;
    for (const segment of segments(path)) {
      const part = typeof container === 'object' && container !== null ? this.byContainer.get(container)?.get(segment) : undefined;
      if (!part) return found;
      found = part[what];
      container = (container as Record<string, unknown>)[segment];
    }
    return found;
  }
}

const segments = (path: string): string[] => path.split(/[.[\]]+/).filter((segment) => segment !== '');
