declare module 'edtf' {
  /** Parses an EDTF text (levels 0 to 2); `min` and `max` are UTC epoch milliseconds. */
  export default function edtf(text: string): { type: string; min: number; max: number };
}
