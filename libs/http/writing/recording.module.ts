import 'reflect-metadata';
import { applyDecorators, Controller, Inject, Module, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { commandHandlers, type Recorded } from '@app/event-store';
import type { Command, CommandClass, SubjectModule } from '@app/kernel';
import { Issued } from './issued.js';
import { Records } from './records.js';

/** Routes and handlers of a kind of subject: one `POST /api/v1/{plural}/{id}/{route}` per command of its table. */
export function recordingModule(subject: SubjectModule): Type {
  @Module({ controllers: [recordingController(subject)], providers: commandHandlers(subject) })
  class RecordingModule {}
  return named(RecordingModule, `${subject.kind}RecordingModule`);
}

function recordingController({ kind, plural, idField, routes, commands }: SubjectModule): Type {
  @Controller(`api/v1/${plural}/:${idField}`)
  @ApiTags(plural)
  class RecordingController {
    constructor(@Inject(CommandBus) readonly bus: CommandBus) {}
  }
  for (const [name, command] of Object.entries(commands)) {
    const id = ApiParam({ name: idField, schema: { type: 'string', maxLength: 80 } });
    addRoute(RecordingController, name, command, applyDecorators(Records(routes[name]!, command, undefined, [idField]), id));
  }
  return named(RecordingController, `${kind}RecordingController`);
}

function addRoute(controller: Type<{ bus: CommandBus }>, name: string, command: CommandClass, decorate: MethodDecorator): void {
  const method = `${name[0]!.toLowerCase()}${name.slice(1)}`;
  const prototype = controller.prototype as Record<string, unknown>;
  Object.defineProperty(prototype, method, {
    configurable: true,
    writable: true,
    value(this: { bus: CommandBus }, issued: Command): Promise<Recorded> {
      return this.bus.execute(issued);
    },
  });
  Reflect.defineMetadata('design:paramtypes', [command], prototype, method);
  Issued()(prototype, method, 0);
  decorate(prototype, method, Object.getOwnPropertyDescriptor(prototype, method)!);
}

function named(type: Type, name: string): Type {
  Object.defineProperty(type, 'name', { value: name });
  return type;
}
