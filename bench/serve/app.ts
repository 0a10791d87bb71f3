import { startServer } from '@attune/server/main';
import { demoSite } from '../../scripts/demo.ts';

// The service on the demo book, in a process of its own; where and with what stands in the environment.

await startServer({ siteDir: demoSite, port: 0, onReady: (url) => process.send?.(url) });
