// The thread that reads a PDF: `inThread.ts` starts one for each file, and ends it.

import { parentPort, workerData } from 'node:worker_threads';
import type { PdfFailure, PdfReading } from '../../../engine/index.js';
import { PdfError } from './objects.js';
import { readPdf } from './read.js';

function answer(bytes: Uint8Array): PdfReading | { readonly failure: PdfFailure } {
	try {
		return readPdf(bytes);
	} catch (error) {
		// Whatever else goes wrong comes from what the file says: nothing of it is ours.
		return { failure: error instanceof PdfError ? error.code : 'damaged' };
	}
}

parentPort?.postMessage(answer(workerData as Uint8Array));
