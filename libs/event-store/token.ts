/** What the store of this process is injected by. */
export const EVENT_STORE = Symbol('event store');
