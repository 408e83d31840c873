import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { ClientUris } from '../../lsp/clientUris.js';
import { startServer } from '../../lsp/server.js';
import { bundledCorpus } from './bundledCorpus.js';
import { cacheFolder } from './cache.js';
import { files, pathOf } from './files.js';
import { formatting } from './formatting.js';
import { httpLibraryOf } from './httpLibrary.js';
import { readingPdfs } from './pdf/inThread.js';
import { usualCacheFolder } from './usualCacheFolder.js';
import { collectInSteps, moveTogether, optimize, useMemory } from './v8Flags.js';
import { webFor } from './web.js';
import { askZotero, portOf } from './zotero.js';

/** How often V8 looks through all objects until the work after the start is done: each time it moves up to 4 MB of them out of pages that are nearly empty. */
const roundsAtFirst = 3;

let rounds = 0;
/** Whether the work after the start is done, and whether memory was given back since. */
let isReady = false;
let isSettled = false;

/**
 * Gives memory back that reading a library took: Node by itself keeps it until something else needs it. V8 is brought to look through all objects in steps,
 * beside what else runs, and to move only some of them each time: at once, that holds the thread for 25 ms with 100,000 entries.
 */
function giveMemoryBack(isDone: boolean): void {
	isReady ||= isDone;
	if (rounds > 0) return;
	rounds = isSettled ? 1 : roundsAtFirst;
	collectOnce();
}

function collectOnce(): void {
	const finish = collectInSteps();
	// Called back once all objects have been looked through.
	looked = new FinalizationRegistry(() => {
		finish();
		rounds--;
		// By then V8 knows in which pages there are objects still, which it finds out after each time.
		if (rounds > 0) setTimeout(collectOnce, 300).unref();
		else if (isReady) {
			isSettled = true;
			moveTogether();
		}
	});
	// Kept until then: V8 begins where memory has grown by a hundredth of what it may grow by, which it sees when it has looked through what is new.
	looked.register({}, new ArrayBuffer(2 ** 21));
	const collect: unknown = runInNewContext('gc');
	if (typeof collect === 'function') collect({ type: 'minor' });
}

let looked: FinalizationRegistry<ArrayBuffer> | undefined;

/** The same function, which says that there is work: what it answers is read. */
const withWork =
	<Given extends readonly unknown[], Result>(ask: (...given: Given) => Result): ((...given: Given) => Result) =>
	(...given) => {
		optimize();
		return ask(...given);
	};

/** `--zotero`, or `--zotero=23124` for another port than the usual one: for editors that have no settings. */
const zoteroArgument = process.argv.find((argument) => /^--zotero(?:=|$)/.test(argument));
const zoteroPort = zoteroArgument === undefined ? undefined : portOf(zoteroArgument.slice('--zotero='.length));

/** `--http-library=…`, for editors whose folders could change settings. */
const httpLibraryArgument = process.argv.find((argument) => argument.startsWith('--http-library='))?.slice('--http-library='.length);

/** `--client=eglot`: for editors that do not say what they are. */
const clientName = process.argv.find((argument) => argument.startsWith('--client='))?.slice('--client='.length);

const { version } = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8')) as { readonly version: string };

const clientUris = new ClientUris();

startServer(createConnection(ProposedFeatures.all, { messageStrategy: clientUris }), {
	version,
	clientUris,
	computer: hostname(),
	...(clientName !== undefined && { clientName }),
	files: () => files,
	web: withWork(webFor(process.env)),
	zotero: withWork(askZotero),
	...(zoteroPort !== undefined && { zoteroPort }),
	...(httpLibraryArgument !== undefined && { httpLibrary: httpLibraryOf(httpLibraryArgument) }),
	readPdf: readingPdfs(),
	hasWork: optimize,
	hasLongText: useMemory,
	collectGarbage: giveMemoryBack,
	formatting,
	mathjax: () => async () => (await import(pathToFileURL(join(__dirname, 'mathjax.js')).href)).default,
	cache: ({ cacheFolder: uri }, log) => cacheFolder(uri === undefined ? usualCacheFolder() : pathOf(uri), log),
	translation: async (tag) => JSON.parse(await readFile(join(__dirname, '..', 'l10n', `bundle.l10n.${tag}.json`), 'utf8')),
	corpus: bundledCorpus,
});
