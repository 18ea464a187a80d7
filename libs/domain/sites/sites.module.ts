import { Module } from '@nestjs/common';
import { commandHandlers } from '@app/event-store';
import { SitesController } from './sites.controller.js';
import { sites } from './sites.subject.js';

@Module({ controllers: [SitesController], providers: commandHandlers(sites) })
export class SitesModule {}
