/** Why the programs cannot be read yet, for whoever watches over them. */
export const readinessFr = {
  storeAway: 'Le magasin d’événements ne répond pas.',
  modelsAway: 'Les modèles de lecture ne répondent pas.',
  leaving: 'Le programme s’arrête.',
  catchingUp: 'Les modèles de lecture rattrapent le journal.',
};
