import { Link } from '@tanstack/react-router';
import { useLanguage } from '../app/language';

export function NotFoundPage() {
  const { words } = useLanguage();
  return (
    <section className="notice">
      <h1>{words.notFound}</h1>
      <p>{words.notFoundDetail}</p>
      <Link to="/">{words.back}</Link>
    </section>
  );
}
