import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunningServer } from './launch.ts';
import { Supervisor, type SupervisorPorts } from './supervisor.ts';

/** Servers that end when told to by the test. */
function fakeServers(change: Partial<SupervisorPorts> = {}) {
  const ends: ((how: string) => void)[] = [];
  const stops: string[] = [];
  const failures: Error[] = [];
  const supervisor = new Supervisor({
    launch: async (): Promise<RunningServer> => {
      const ended = new Promise<string>((resolve) => ends.push(resolve));
      return { pid: 1_000 + ends.length, ended };
    },
    stop: (pid, mode) => {
      stops.push(`${mode} ${pid}`);
      if (mode === 'immediate') ends.at(-1)!('SIGQUIT');
    },
    onStarted: async () => {},
    onGaveUp: (error) => failures.push(error),
    log: () => {},
    ...change,
  });
  return { supervisor, ends, stops, failures };
}

describe('a supervisor', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] }));
  afterEach(() => void vi.useRealTimers());
  const settle = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

  test('starts a server that ended at once, and again after growing pauses', async () => {
    const { supervisor, ends } = fakeServers();
    await supervisor.start();
    ends[0]!('SIGKILL');
    await settle(0);
    expect(supervisor.pid).toBe(1_002);
    ends[1]!('SIGKILL');
    await settle(100);
    expect(supervisor.pid).toBeUndefined();
    await settle(200);
    expect(supervisor.pid).toBe(1_003);
  });

  test('gives up on one that keeps ending, and says so once', async () => {
    const { supervisor, ends, failures } = fakeServers();
    await supervisor.start();
    for (let count = 0; count < 6; count += 1) {
      ends[count]!('SIGKILL');
      await settle(2_000);
    }
    expect(ends).toHaveLength(6);
    expect(failures).toMatchObject([{ code: 'gave_up' }]);
    expect(supervisor.pid).toBeUndefined();
    await supervisor.stop();
  });

  test('does not give up on one that ends now and then', async () => {
    const { supervisor, ends, failures } = fakeServers();
    await supervisor.start();
    for (let count = 0; count < 12; count += 1) {
      ends[count]!('SIGKILL');
      await settle(20_000);
    }
    expect(supervisor.pid).toBe(1_013);
    expect(failures).toEqual([]);
  });

  test('gives up when the server cannot be started again', async () => {
    let starts = 0;
    let end = (_how: string): void => {};
    const launch = async (): Promise<RunningServer> => {
      starts += 1;
      if (starts > 1) throw new Error('the disk is full');
      return { pid: 1, ended: new Promise((resolve) => (end = resolve)) };
    };
    const { supervisor, failures } = fakeServers({ launch });
    await supervisor.start();
    end('SIGKILL');
    await settle(0);
    expect(failures).toMatchObject([{ message: 'the disk is full' }]);
  });

  test('does not start again what it was told to stop', async () => {
    const { supervisor, ends, stops } = fakeServers();
    await supervisor.start();
    const stopped = supervisor.stop();
    ends[0]!('exit code 0');
    await stopped;
    await settle(10_000);
    expect(stops).toEqual(['fast 1001']);
    expect(ends).toHaveLength(1);
  });

  test('told to stop between end and new start, leaves none running', async () => {
    const { supervisor, ends } = fakeServers();
    await supervisor.start();
    ends[0]!('SIGKILL');
    await settle(0);
    ends[1]!('SIGKILL');
    await settle(50);
    const stopped = supervisor.stop();
    await settle(1_000);
    await stopped;
    expect(ends).toHaveLength(2);
    expect(supervisor.pid).toBeUndefined();
  });

  test('insists when a clean stop takes more than half a minute', async () => {
    const { supervisor, stops } = fakeServers();
    await supervisor.start();
    const stopped = supervisor.stop();
    await settle(30_000);
    await stopped;
    expect(stops).toEqual(['fast 1001', 'immediate 1001']);
  });

  test('stops the server when the process ends without having said so', async () => {
    const { supervisor, stops, ends } = fakeServers();
    const before = process.listeners('exit');
    await supervisor.start();
    for (const listener of process.listeners('exit').filter((one) => !before.includes(one))) listener.call(process, 1);
    expect(stops).toEqual(['fast 1001']);
    const stopped = supervisor.stop();
    ends[0]!('exit code 0');
    await stopped;
    expect(process.listeners('exit')).toEqual(before);
  });
});
