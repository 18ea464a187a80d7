const TEXT_OID = 25;
const HEADER = 20;

/**
 * `text[]` in PostgreSQL's binary form (pg sends a Buffer as binary): JSON full of quotation marks needs no escaping here and no unescaping
 * there, which is most of the cost of a large append.
 */
export function textArray(texts: readonly string[]): Buffer {
  const sizes = texts.map((text) => Buffer.byteLength(text));
  const buffer = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, HEADER));
  // One dimension, no nulls, of text, so many, counted from 1.
  let offset = buffer.writeInt32BE(1, 0);
  offset = buffer.writeInt32BE(0, offset);
  offset = buffer.writeInt32BE(TEXT_OID, offset);
  offset = buffer.writeInt32BE(texts.length, offset);
  offset = buffer.writeInt32BE(1, offset);
  texts.forEach((text, index) => {
    offset = buffer.writeInt32BE(sizes[index]!, offset);
    offset += buffer.write(text, offset);
  });
  return buffer;
}
