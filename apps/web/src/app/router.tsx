import { createRootRoute, createRoute, createRouter, useParams } from '@tanstack/react-router';
import { NotFoundPage } from '../pages/not-found';
import { RestatementsPage } from '../pages/restatements';
import { SourcePage } from '../pages/source';
import { StoryPage } from '../pages/story';
import { SubjectsPage } from '../pages/subjects';
import { TerritoryPage } from '../pages/territory';
import { VerifyPage } from '../pages/verify';
import { Frame } from './frame';
import { validSearch } from './search';

/** The territory of the demonstration, told on the first page. */
export const HOME_TERRITORY = 'pole-metropolitain-artois';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage, validateSearch: validSearch });

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: () => <TerritoryPage id={HOME_TERRITORY} /> }),
  createRoute({ getParentRoute: () => root, path: '/territoires/$id', component: ATerritory }),
  createRoute({ getParentRoute: () => root, path: '/sites', component: () => <SubjectsPage plural="sites" /> }),
  createRoute({ getParentRoute: () => root, path: '/projets', component: () => <SubjectsPage plural="projects" /> }),
  createRoute({ getParentRoute: () => root, path: '/retards', component: RestatementsPage }),
  createRoute({ getParentRoute: () => root, path: '/verifier', component: VerifyPage }),
  createRoute({ getParentRoute: () => root, path: '/sources/$id', component: ASource }),
  createRoute({ getParentRoute: () => root, path: '/sites/$id', component: ASite }),
  createRoute({ getParentRoute: () => root, path: '/$plural/$id', component: AStory }),
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Segments of the page's own addresses and of the API's. */
const PLURALS: Readonly<Record<string, string>> = {
  projets: 'projects',
  dispositifs: 'programmes',
  aides: 'aids',
  labels: 'labels',
  decisions: 'decisions',
  instances: 'bodies',
  indicateurs: 'indicators',
  formations: 'trainings',
};

function ATerritory() {
  return <TerritoryPage id={useId()} />;
}

function ASource() {
  return <SourcePage id={useId()} />;
}

function ASite() {
  return <StoryPage plural="sites" id={useId()} />;
}

function AStory() {
  const { plural = '' } = useParams({ strict: false }) as { plural?: string };
  const id = useId();
  const known = Object.hasOwn(PLURALS, plural) ? PLURALS[plural] : undefined;
  return known ? <StoryPage plural={known} id={id} /> : <NotFoundPage />;
}

function useId(): string {
  return (useParams({ strict: false }) as { id?: string }).id ?? '';
}
