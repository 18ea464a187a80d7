import { AsyncLocalStorage, createHook } from 'node:async_hooks';

// Read before a program (`--import`): says on its error output, as the program says all, whenever something begins to follow its promises.
const told = (name, original) =>
  function (...given) {
    process.stderr.write(`${JSON.stringify({ message: `promises are followed: ${name}` })}\n`);
    return original.apply(this, given);
  };

for (const name of ['run', 'enterWith']) AsyncLocalStorage.prototype[name] = told(name, AsyncLocalStorage.prototype[name]);
const hooks = Object.getPrototypeOf(createHook({}));
hooks.enable = told('a hook', hooks.enable);
