// The thread that makes references: `formatting.ts` starts it when the first one is asked for.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { referenceMaker } from '../../engine/index.js';
import type { Answered, Asked } from '../shared/inWorker.js';

const make = referenceMaker(async () => (await import(pathToFileURL(join(__dirname, 'citeproc.js')).href)).default);

/** Nothing has been asked for so many milliseconds when memory is given back. */
const untilQuiet = 1000;

let quiet: NodeJS.Timeout | undefined;

/** To load citeproc and to make references leaves several times as much memory behind as is kept, and nothing else in this thread would have V8 look through it. */
function giveMemoryBack(): void {
	const collect: unknown = runInNewContext('gc');
	if (typeof collect === 'function') collect();
}

parentPort?.on('message', async ({ id, request }: Asked) => {
	clearTimeout(quiet);
	parentPort?.postMessage({ id, answer: await make(request) } satisfies Answered);
	clearTimeout(quiet);
	quiet = setTimeout(giveMemoryBack, untilQuiet);
});
