/** Why the programs cannot be read yet, for whoever watches over them. */
export const readinessFr = {
  storeAway: 'Le magasin d’événements ne répond pas.',
  modelsAway: 'Les modèles de lecture ne répondent pas.',
  leaving: 'Le programme s’arrête.',
  astray: (projections: readonly string[]) =>
    `Le journal ne contient plus ce dont ces modèles de lecture sont faits (une sauvegarde plus ancienne ?) : ${projections.join(', ')}. « palimpseste rebuild » les refait.`,
  older: (projections: readonly string[]) =>
    `Ces modèles de lecture sont d’une version précédente et se refont : ${projections.join(', ')}.`,
  newer: (projections: readonly string[]) =>
    `Ces modèles de lecture sont d’une version plus récente que ce programme, qui ne les lit pas : ${projections.join(', ')}. Mettez-le à jour ; pour revenir à l’ancienne version, « palimpseste rebuild » les refait.`,
  reshaped: (projections: readonly string[]) =>
    `Ces modèles de lecture ont d’autres colonnes que ce programme, sous le même numéro de version : ${projections.join(', ')}. « palimpseste rebuild » les refait.`,
  absent: (projections: readonly string[]) => `Ces modèles de lecture n’existent pas encore, faute de worker : ${projections.join(', ')}.`,
  catchingUp: 'Les modèles de lecture rattrapent le journal.',
};
