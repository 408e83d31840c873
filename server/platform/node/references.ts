// The thread that makes references: `formatting.ts` starts it when the first one is asked for.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { referenceMaker } from '../../engine/index.js';
import type { Answered, Asked } from '../shared/inWorker.js';

const make = referenceMaker(async () => (await import(pathToFileURL(join(__dirname, 'citeproc.js')).href)).default);

parentPort?.on('message', async ({ id, request }: Asked) => {
	parentPort?.postMessage({ id, answer: await make(request) } satisfies Answered);
});
