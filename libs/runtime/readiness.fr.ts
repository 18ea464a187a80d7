/** Why the programs cannot be read yet, for whoever watches over them. */
export const readinessFr = {
  storeAway: 'Le magasin d’événements ne répond pas.',
  modelsAway: 'Les modèles de lecture ne répondent pas.',
  catchingUp: 'Les modèles de lecture rattrapent le journal.',
};
