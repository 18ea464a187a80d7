/** Why the programs cannot be read yet, for whoever watches over them. */
export const readinessFr = {
  storeAway: 'Le magasin d’événements ne répond pas.',
  modelsAway: 'Les modèles de lecture ne répondent pas.',
  leaving: 'Le programme s’arrête.',
  astray: (projections: readonly string[]) =>
    `Le journal ne contient plus ce dont ces modèles de lecture sont faits (une sauvegarde plus ancienne ?) : ${projections.join(', ')}. « palimpseste rebuild » les refait.`,
  catchingUp: 'Les modèles de lecture rattrapent le journal.',
};
