import { ApiProblem } from '../api/client';
import { useLanguage } from '../app/language';
import { NotFoundPage } from '../pages/not-found';

export function Loading() {
  const { words } = useLanguage();
  return (
    <p className="loading" role="status">
      {words.loading}
    </p>
  );
}

/** A problem in the words of the API, with a way on. */
export function Failed({ error, again }: { error: unknown; again: () => void }) {
  const { words } = useLanguage();
  if (error instanceof ApiProblem && error.problem.status === 404) return <NotFoundPage />;
  const { title, detail } = error instanceof ApiProblem ? error.problem : { title: String((error as Error).message), detail: '' };
  return (
    <section className="notice" role="alert">
      <h1>{title}</h1>
      <p>{detail}</p>
      <button type="button" onClick={again}>
        {words.retry}
      </button>
    </section>
  );
}
