import { fileWords } from '../../../../libs/audit/anywhere';
import { instantText, useLanguage } from '../app/language';
import type { Verdict } from './verify';

/** What was found, said first in one sentence. */
export function VerdictText({ verdict, name }: { verdict: Verdict; name?: string }) {
  const { language, words } = useLanguage();
  const told = fileWords(language);
  const what = name === undefined ? '' : `${name}${words.colon}`;
  if (!verdict.holds)
    return (
      <div className="verdict broken">
        <p className="verdict-line">
          {what}
          {words.doesNotHold}
        </p>
        {verdict.sort === 'file' ? (
          <p>
            <strong>{told.place(verdict.place)}</strong>
            {words.colon}
            {told.faults[verdict.code]}
          </p>
        ) : (
          <p>{told.proof[verdict.code] ?? verdict.code}</p>
        )}
        <p className="verdict-code">{verdict.code}</p>
      </div>
    );
  return (
    <div className="verdict sound">
      <p className="verdict-line">
        {what}
        {words.holds}
      </p>
      {verdict.sort === 'file' ? <FileText file={verdict.file} /> : <ProofText proven={verdict.proven} />}
    </div>
  );
}

function FileText({ file }: { file: Extract<Verdict, { sort: 'file'; holds: true }>['file'] }) {
  const { language, words } = useLanguage();
  const { about, events, documents, withheld, checkpoint } = file;
  return (
    <>
      <p>
        {about.subject.name ?? about.subject.id} ({about.subject.kind}/{about.subject.id}).{' '}
        {about.audience === 'officers' ? words.fileNotPublic : words.filePublic}
      </p>
      <ul>
        <li>{words.fileEvents(events.length, checkpoint.size)}</li>
        <li>{words.fileDocuments(documents.length)}</li>
        {withheld.map((line, index) => (
          <li key={index}>
            {words.fileWithheld}
            {(line.title ?? line.documentId) ? `${line.title ?? line.documentId}. ` : ''}
            {line[language]}
          </li>
        ))}
      </ul>
      <details>
        <summary>{words.fileEventList}</summary>
        <ol className="verdict-events">
          {events.map(({ index, disclosure: { header } }) => (
            <li key={header.eventId} value={index}>
              <time dateTime={header.recordedAt}>{instantText(header.recordedAt, language)}</time> {header.type}, {header.streamId}{' '}
              <code>{header.eventId}</code>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

function ProofText({ proven }: { proven: Extract<Verdict, { sort: 'proof'; holds: true }>['proven'] }) {
  const { language, words } = useLanguage();
  const { disclosure, index, checkpoint } = proven;
  const { type, streamId, recordedAt } = disclosure.header;
  return (
    <>
      <p>{words.proofPlace(index, checkpoint.size, checkpoint.origin)}</p>
      <p>
        {type}, {streamId}, {words.recorded} <time dateTime={recordedAt}>{instantText(recordedAt, language)}</time>
        {words.colon}
      </p>
      <pre tabIndex={0} className="verdict-data">
        {indented(disclosure.data)}
      </pre>
    </>
  );
}

/** JSON as people read it; what is none, as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
