import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Recorded } from '@app/event-store';
import { Issued, Records } from '@app/http';
import { AnnounceSiteClosure, CloseSite, RegisterSite } from './sites.commands.js';

@Controller('api/v1/sites/:siteId')
export class SitesController {
  constructor(private readonly commands: CommandBus) {}

  @Records('registration', RegisterSite)
  register(@Issued() command: RegisterSite): Promise<Recorded> {
    return this.commands.execute(command);
  }

  @Records('closure-announcement', AnnounceSiteClosure)
  announceClosure(@Issued() command: AnnounceSiteClosure): Promise<Recorded> {
    return this.commands.execute(command);
  }

  @Records('closure', CloseSite)
  close(@Issued() command: CloseSite): Promise<Recorded> {
    return this.commands.execute(command);
  }
}
