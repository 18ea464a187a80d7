import { nearest, Problem, type FieldProblem } from '@app/http';
import { currentCommuneOf } from '@app/reference';
import type { Territories, Territory } from '@app/territories';

/**
 * The territory that a path or a parameter names.
 * @throws {Problem} 404 for a path, 400 for a parameter, with the nearest that exists; what is secret answers as what does not exist
 */
export function territoryNamed(territories: Territories, given: string, field: string, status: 400 | 404): Territory {
  const territory = territories.find(given);
  if (territory) return territory;
  const problem = unknown(field, given, suggestion(territories, given));
  throw status === 404 ? new Problem(404, 'SUBJECT_UNKNOWN', {}, [problem]) : new Problem(400, 'PARAMETER_INVALID', {}, [problem]);
}

/** What was probably meant: the municipality that took a former one over, a mistyped identifier, or a name written as one. */
function suggestion(territories: Territories, given: string): Territory | undefined {
  const successor = currentCommuneOf(given.replace(/^commune-/i, '').toUpperCase());
  if (successor) return territories.find(`commune-${successor.code}`);
  const id = nearest(given, territories.registeredIds);
  return id === undefined ? territories.search(given.replaceAll('-', ' '), { limit: 1 })[0] : territories.find(id);
}

function unknown(field: string, value: string, meant: Territory | undefined): FieldProblem {
  const forms = 'commune-62119, epci-200072460, departement-62, region-32, france';
  return {
    field,
    value,
    says: {
      fr: {
        message: 'Aucun territoire connu ne porte cet identifiant.',
        remedy: meant
          ? `Vouliez-vous dire « ${meant.id} » (${meant.name}) ?`
          : `Un identifiant du registre, ou un code officiel : ${forms}. /api/v1/geo/territories?q= cherche par nom.`,
      },
      en: {
        message: 'No territory known has this identifier.',
        remedy: meant
          ? `Did you mean "${meant.id}" (${meant.name})?`
          : `An identifier of the register, or an official code: ${forms}. /api/v1/geo/territories?q= looks names up.`,
      },
    },
  };
}
