import { Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createRequestTimes } from './request-times.ts';

const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

test('what is counted is printed as prom-client’s own histogram prints it', async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const observe = createRequestTimes(ours);
  const histogram = new Histogram({
    name: 'attune_http_request_duration_seconds',
    help: 'Seconds until an answer begins, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [theirs],
  });
  const times = [0.01, 0.5, 0.75, 3, 5, 1_000, 59_999, 60_000, 90_000];
  for (const [index, milliseconds] of times.entries()) {
    const labels = { method: 'GET', route: index % 2 === 0 ? '/v1/chapters/*' : '/v1/health', status: 200 };
    observe({ ...labels, milliseconds });
    histogram.observe(labels, milliseconds / 1000);
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
});
