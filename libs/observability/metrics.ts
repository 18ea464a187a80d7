import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { METRICS } from './names.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type AppendOutcome = 'appended' | 'duplicate' | 'conflict' | 'rejected' | 'unavailable' | 'failed';

/** What one program tells Prometheus. No label ever names a subject, a person or an address: what is confidential leaves no trace here. */
export class Metrics {
  readonly registry = new Registry();
  private readonly appends: Histogram<'outcome'>;
  private readonly restarts: Counter;
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly refused: Counter<'reason'>;
  private underWay = 0;
  private readonly answers = new Map<string, number>();

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.appends = new Histogram({
      name: METRICS.append,
      help: 'Time from an append to its answer, by what became of it',
      labelNames: ['outcome'],
      buckets: SECONDS,
      registers,
    });
    this.restarts = new Counter({ name: METRICS.restarts, help: 'Subscriptions that broke and were started again', registers });
    this.requests = new Histogram({
      name: METRICS.request,
      help: 'Time from a request to the end of its answer, by the route it took',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    // What changes with each request is counted here, and told when it is asked for.
    const underWay = () => this.underWay;
    new Gauge({
      name: METRICS.inFlight,
      help: 'Requests being answered',
      registers,
      collect() {
        this.set(underWay());
      },
    });
    this.refused = new Counter({
      name: METRICS.shed,
      help: 'Requests sent away because there were too many',
      labelNames: ['reason'],
      registers,
    });
    const { answers } = this;
    new Counter({
      name: METRICS.answers,
      help: 'Questions of the public that may be answered from what is kept, by how they were',
      labelNames: ['by'],
      registers,
      collect() {
        this.reset();
        for (const [by, count] of answers) this.inc({ by }, count);
      },
    });
  }

  /** @param seconds until the answer, or until it failed */
  appended(outcome: AppendOutcome, seconds: number): void {
    this.appends.observe({ outcome }, seconds);
  }

  subscriptionRestarted(): void {
    this.restarts.inc();
  }

  requestBegan(): void {
    this.underWay += 1;
  }

  /** @param route the template (`/api/v1/sites/:id`), never the address */
  requestEnded(method: string, route: string, status: number, seconds: number): void {
    this.underWay -= 1;
    this.requests.observe({ method, route, status }, seconds);
  }

  shed(reason: 'requests' | 'event-loop'): void {
    this.refused.inc({ reason });
  }

  /** @param by `kept`, `shared` with somebody who asked the same at once, or `read` */
  answered(by: string): void {
    this.answers.set(by, (this.answers.get(by) ?? 0) + 1);
  }

  /** Whenever Prometheus asks. */
  keepsAnswers(size: () => { readonly answers: number; readonly bytes: number }): void {
    const registers = [this.registry];
    new Gauge({
      name: METRICS.keptAnswers,
      help: 'Answers to the public that are kept',
      registers,
      collect() {
        this.set(size().answers);
      },
    });
    new Gauge({
      name: METRICS.keptBytes,
      help: 'Memory that they take, about',
      registers,
      collect() {
        this.set(size().bytes);
      },
    });
  }
}
