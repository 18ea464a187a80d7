import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '@app/http';
import { API_CONFIG, type ApiConfig, type Readiness } from '../config.js';

@Controller('health')
@Allow('public')
@ApiTags('health')
export class HealthController {
  constructor(@Inject(API_CONFIG) private readonly config: Pick<ApiConfig, 'readiness'>) {}

  /** The process answers; says nothing of the stores behind it. */
  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  @ApiResponse({ status: 200, description: 'Alive' })
  live(@Res({ passthrough: true }) reply: FastifyReply): { status: 'live' } {
    void reply.header('cache-control', 'no-store');
    return { status: 'live' };
  }

  /** 200 once the dataset is loaded and readable; 503 with the reasons before. */
  @Get('ready')
  @ApiOperation({ summary: 'The dataset is loaded and can be read' })
  @ApiResponse({ status: 200, description: 'Ready' })
  @ApiResponse({ status: 503, description: 'Not yet, and why' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: 'ready' | 'starting'; reasons: readonly string[] }> {
    const { ready, reasons } = await this.config.readiness().catch(unreadable);
    void reply.header('cache-control', 'no-store');
    if (!ready) void reply.status(503).header('retry-after', '1');
    return { status: ready ? 'ready' : 'starting', reasons };
  }
}

// The reason is the log's: an error's own text may hold an address.
const unreadable = (): Readiness => ({ ready: false, reasons: ['Les modèles de lecture ne répondent pas.'] });
