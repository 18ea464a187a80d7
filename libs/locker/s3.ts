import { readFile, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { isSha256, NotKept, pathOf, type ByteRange, type KeptDocument, type Locker } from './port.js';

/**
 * Objects of a bucket of any store that speaks S3. Server, region and credentials come from the variables and files that the tools of S3 have in
 * common (AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID…); an object is there whole once it was put, or not at all.
 */
export class S3Locker implements Locker {
  readonly place: string;
  private readonly client: S3Client;

  /** @param prefix of the names of its objects, without a slash at its ends; may be empty */
  constructor(
    private readonly bucket: string,
    private readonly prefix: string,
    options: S3ClientConfig = {},
  ) {
    this.place = `s3://${bucket}${prefix && `/${prefix}`}`;
    this.client = new S3Client({
      // Other stores than Amazon's need not have a name of their own for each bucket, nor know checksums at the end of a body.
      forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...options,
    });
  }

  async keep(sha256: string, file: string): Promise<void> {
    // Whole, not as a stream: signed over its content, and sent again when the connection breaks.
    const body = await readFile(file);
    await this.client.send(new PutObjectCommand({ ...this.object(sha256), Body: body, ContentType: 'application/octet-stream' }));
    await rm(file, { force: true });
  }

  async find(sha256: string): Promise<KeptDocument | undefined> {
    const found = await this.client.send(new HeadObjectCommand(this.object(sha256))).catch(absent);
    return found && { sha256, bytes: found.ContentLength ?? 0, keptAt: found.LastModified ?? new Date(0) };
  }

  async read(sha256: string, range?: ByteRange): Promise<Readable> {
    const Range = range && `bytes=${range.first}-${range.last}`;
    const found = await this.client.send(new GetObjectCommand({ ...this.object(sha256), Range })).catch(absent);
    if (!found?.Body) throw new NotKept(sha256);
    return found.Body as Readable;
  }

  async destroy(sha256: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.object(sha256)));
  }

  async *list(): AsyncIterable<KeptDocument> {
    let token: string | undefined;
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: this.prefix && `${this.prefix}/`, ContinuationToken: token }),
      );
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        const sha256 = Key.slice(-64);
        if (isSha256(sha256) && Key === this.object(sha256).Key) yield { sha256, bytes: Size, keptAt: LastModified };
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  close(): void {
    this.client.destroy();
  }

  private object(sha256: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: [this.prefix, pathOf(sha256)].filter(Boolean).join('/') };
  }
}

function absent(error: { name?: string; $metadata?: { httpStatusCode?: number } }): undefined {
  if (error.name === 'NoSuchBucket' || error.$metadata?.httpStatusCode !== 404) throw error as Error;
  return undefined;
}
