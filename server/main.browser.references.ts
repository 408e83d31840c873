// The worker that makes references: `main.browser.ts` starts it when the first one is asked for, and names the build to it.
import type { Answered, Asked } from './main.apart.js';
import { loadScript } from './main.browser.script.js';
import { referenceMaker } from './render/referenceMaker.js';

declare const self: DedicatedWorkerGlobalScope & { readonly build: string };

const make = referenceMaker(async () => loadScript(`${self.build}/citeproc.js`));

self.onmessage = async ({ data: { id, request } }: MessageEvent<Asked>) => {
	self.postMessage({ id, answer: await make(request) } satisfies Answered);
};
