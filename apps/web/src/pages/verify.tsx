import { useId, useRef, useState, type DragEvent } from 'react';
import { useLanguage } from '../app/language';
import { useTitle } from '../shared/use-title';
import { useLogKey } from '../verify/log-key';
import { VerdictText } from '../verify/verdict';
import { trustIn, verifyDropped, type Verdict } from '../verify/verify';

type State =
  | { readonly doing: 'nothing' | 'bad-key' }
  | { readonly doing: 'verifying'; readonly share: number }
  | { readonly doing: 'failed'; readonly message: string }
  | { readonly doing: 'told'; readonly verdict: Verdict; readonly name: string };

/** Where anybody drops a decision file or a proof and sees it verified, by this browser and nobody else. */
export function VerifyPage() {
  const { words } = useLanguage();
  const own = useLogKey();
  const [pasted, setPasted] = useState<string>();
  const [state, setState] = useState<State>({ doing: 'nothing' });
  const [over, setOver] = useState(false);
  const last = useRef<File>(undefined);
  const fieldId = useId();
  useTitle(words.verify);
  const text = pasted ?? own?.key ?? '';

  async function verify(file: File, key = text) {
    last.current = file;
    let trust;
    try {
      trust = trustIn(key, own?.successions ?? []);
    } catch {
      return setState({ doing: 'bad-key' });
    }
    setState({ doing: 'verifying', share: 0 });
    try {
      const verdict = await verifyDropped(file, trust, (share) => setState({ doing: 'verifying', share }));
      if (last.current === file) setState({ doing: 'told', verdict, name: file.name });
    } catch (error) {
      // The file went away, or is larger than the memory there is.
      setState({ doing: 'failed', message: (error as Error).message });
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void verify(file);
  }

  return (
    <>
      <header className="page-head">
        <h1>{words.verify}</h1>
        <p className="lead">{words.verifyLead}</p>
      </header>
      <section className="verify">
        <div
          className={over ? 'drop over' : 'drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <label htmlFor={`${fieldId}-file`}>{words.verifyDrop}</label>
          <input
            id={`${fieldId}-file`}
            type="file"
            accept=".zip,.tlog-proof,.txt"
            onChange={({ target }) => target.files?.[0] && void verify(target.files[0])}
          />
        </div>
        <div className="verify-key">
          <label htmlFor={`${fieldId}-key`}>{words.verifyKey}</label>
          <textarea
            id={`${fieldId}-key`}
            rows={3}
            spellCheck={false}
            autoComplete="off"
            value={text}
            placeholder="nom+identifiant+clé"
            onChange={({ target }) => {
              setPasted(target.value);
              setState({ doing: 'nothing' });
            }}
          />
          <p className="verify-note">{pasted === undefined || pasted.trim() === own?.key ? words.verifyKeyOwn : words.verifyKeyPasted}</p>
          {pasted !== undefined && last.current ? (
            <button type="button" onClick={() => last.current && void verify(last.current)}>
              {words.verifyAgain}
            </button>
          ) : null}
        </div>
        <div role="status" aria-live="polite" className="verify-told">
          {state.doing === 'bad-key' ? <p className="verdict broken">{words.verifyBadKey}</p> : null}
          {state.doing === 'failed' ? <p className="verdict broken">{words.verifyFailed(state.message)}</p> : null}
          {state.doing === 'told' ? <VerdictText verdict={state.verdict} name={state.name} /> : null}
        </div>
        {state.doing === 'verifying' ? (
          <p>
            <label>
              {words.verifying} <progress value={state.share} />
            </label>
          </p>
        ) : null}
      </section>
    </>
  );
}
