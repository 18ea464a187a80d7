import { Module, type Provider } from '@nestjs/common';
import { StoredLog } from '@app/audit';
import { PreparedReads, ServedReadModels, type OnRows } from '@app/projecting';
import { subjects } from '@app/domain';
import { isUnfit } from '@app/operations';
import { CatalogueController } from '../catalogue/catalogue.controller.js';
import { Captures } from '../captures/captures.js';
import { CapturesController } from '../captures/captures.controller.js';
import { Outgoing } from '../captures/outgoing.js';
import { API_CONFIG, type ApiConfig } from '../config.js';
import { decisionFileController } from '../decision-file/decision-file.controller.js';
import { DecisionFiles } from '../decision-file/decision-files.js';
import { SealedEvents } from '../decision-file/sealed-events.js';
import { DashboardController } from '../dashboard/dashboard.controller.js';
import { AtomController } from '../feed/atom.controller.js';
import { EventsController } from '../feed/events.controller.js';
import { Feed } from '../feed/feed.js';
import { Pulse } from '../feed/pulse.js';
import { GeoTerritoriesController } from '../geo/geo-territories.controller.js';
import { historyController } from '../history/history.controller.js';
import { FileGate } from './files/gate.js';
import { Files } from './files/files.js';
import { TimelineRows } from './files/timeline.table.js';
import { ObservatoriesController } from '../observatories/observatories.controller.js';
import { RestatementsController } from '../restatements/restatements.controller.js';
import { Layers } from '../ogc/layers.js';
import { OgcController } from '../ogc/ogc.controller.js';
import { revealed } from '../privacy/revealed.js';
import { queryHandlers } from './queries.js';
import { Reads } from './reads.js';
import { ReplayController } from './replay/replay.controller.js';
import { FollowerGate, ReplayGate } from './replay/gate.js';
import { Trailing } from '../trail/trailing.js';
import { subjectsController } from './subjects.controller.js';
import { TimelineController } from './timeline.controller.js';

/** What requests read: each from one server, a replica or the primary. */
const readModels: Provider = {
  provide: ServedReadModels,
  useFactory: ({ readModels, replicas, privacy }: ApiConfig, trailing: Trailing) => {
    const reveal = revealed(privacy);
    const onRows: OnRows = async (rows, request) => {
      await reveal(rows, request);
      await trailing.onRows(rows, request);
    };
    return new ServedReadModels(new PreparedReads(readModels), replicas, onRows, () => isUnfit(readModels));
  },
  inject: [API_CONFIG, Trailing],
};

/** Read from the primary: a replica that lags would know an event and not its leaf. */
const log: Provider = { provide: StoredLog, useFactory: ({ readModels }: ApiConfig) => new StoredLog(readModels), inject: [API_CONFIG] };

/** Everything that can be read of every kind of subject. */
@Module({
  // Replays first: `sites/:id/replay` is a route of its own.
  controllers: [
    AtomController,
    TimelineController,
    EventsController,
    ReplayController,
    GeoTerritoriesController,
    ObservatoriesController,
    DashboardController,
    OgcController,
    CatalogueController,
    CapturesController,
    RestatementsController,
    ...subjects.map(subjectsController),
    ...subjects.map(historyController),
    ...subjects.map(decisionFileController),
  ],
  providers: [
    readModels,
    ...queryHandlers,
    Reads,
    Layers,
    Captures,
    Outgoing,
    Files,
    TimelineRows,
    FileGate,
    log,
    SealedEvents,
    DecisionFiles,
    ReplayGate,
    FollowerGate,
    Feed,
    Pulse,
  ],
})
export class ReadingModule {}
