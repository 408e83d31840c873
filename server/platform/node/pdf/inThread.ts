import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { inBackground, type PdfFailure, type PdfReading, type ReadPdf, silentLog } from '../../../engine/index.js';

/** Files of more bytes are not read. */
const largest = 200 << 20;

/** So long, in milliseconds, one file may take. Most take less than a tenth of a second. */
const patience = 20_000;

/** What the thread may take, in megabytes. */
const mostMemory = 512;

/**
 * Reads PDFs, each in a thread of its own that ends with it: a file that needs too much time or memory fails by itself. One after the other.
 * `script` is the thread's.
 */
export function readingPdfs(script = join(__dirname, 'pdf.js'), milliseconds = patience, megabytes = mostMemory): ReadPdf {
	let last: Promise<unknown> = Promise.resolve();
	return (bytes) => {
		const reading = last.then(() => readInThread(script, bytes, { milliseconds, megabytes }));
		last = reading;
		return reading;
	};
}

function readInThread(
	script: string,
	bytes: Uint8Array,
	{ milliseconds, megabytes }: { readonly milliseconds: number; readonly megabytes: number },
): Promise<PdfReading | { readonly failure: PdfFailure }> {
	if (bytes.length > largest) return Promise.resolve({ failure: 'too-large' });
	return new Promise((resolve) => {
		const worker = new Worker(script, {
			workerData: bytes,
			stdout: true,
			stderr: true,
			resourceLimits: { maxOldGenerationSizeMb: megabytes },
		});
		const done = (answer: PdfReading | { readonly failure: PdfFailure }) => {
			clearTimeout(timer);
			inBackground(silentLog, 'Ending the thread that reads a PDF', worker.terminate());
			resolve(answer);
		};
		const timer = setTimeout(() => done({ failure: 'too-slow' }), milliseconds);
		worker.once('message', done);
		worker.once('error', ({ code }: NodeJS.ErrnoException) =>
			done({ failure: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-large' : 'damaged' }),
		);
		worker.once('exit', () => done({ failure: 'damaged' }));
		worker.unref();
	});
}
