import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { emptyCorpus, type FileSystem, isTooLarge, largestRead, readCorpus, referenceMaker, Unreadable } from '../../engine/index.js';
import { startServer } from '../../lsp/server.js';
import type { FileRequests } from '../../protocol/index.js';
import { type Answered, inWorker, type StartThread } from '../shared/inWorker.js';
import { loadScript } from './loadScript.js';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

const ask = <M extends keyof FileRequests>(method: M, parameters: FileRequests[M][0]): Promise<FileRequests[M][1]> =>
	connection.sendRequest(method, parameters);

/** A worker has no files of its own: the client reads them. */
const files: FileSystem = {
	read: async (uri, known) => {
		const stat = known ?? (await ask('lectern/files/stat', { uri }));
		const largest = largestRead(uri);
		if (stat && stat.size > largest) throw new Unreadable(isTooLarge(stat.size, largest));
		return Uint8Array.from(atob(await ask('lectern/files/read', { uri })), (letter) => letter.charCodeAt(0));
	},
	stat: async (uri) => (await ask('lectern/files/stat', { uri })) ?? undefined,
	readFolder: (uri) => ask('lectern/files/readFolder', { uri }),
};

/** A worker of the worker's own. It is another place's script, which a worker may only load once it runs. */
const startThread =
	(build: string): StartThread =>
	(answered, ended) => {
		const script = `self.build = ${JSON.stringify(build)}; importScripts(${JSON.stringify(`${build}/references.browser.js`)});`;
		const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
		const worker = new Worker(address);
		worker.onmessage = ({ data }: MessageEvent<Answered>) => answered(data);
		worker.onerror = ({ message }) => {
			worker.terminate();
			ended(message);
		};
		return { post: (message) => worker.postMessage(message), stop: () => worker.terminate() };
	};

async function textAt(address: string): Promise<string> {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`${address} cannot be read (${response.status}).`);
	return response.text();
}

/** The folder that the build is in. */
const rootOf = (build: string): string => build.replace(/\/[^/]*$/, '');

startServer(connection, {
	files: () => files,
	// The client asks, as it reads files.
	web: async () => ({ failure: 'unreachable', reason: 'the client does not ask the web' }),
	zotero: async () => ({ failure: 'unavailable', reason: 'a web page may not connect to programs on this computer' }),
	formatting: ({ build }) =>
		build === undefined
			? undefined
			: {
					make: inWorker(
						startThread(build),
						referenceMaker(async () => loadScript(`${build}/citeproc.js`)),
					),
					text: (name) => textAt(`${rootOf(build)}/media/csl/${name}`),
				},
	mathjax: ({ build }) => (build === undefined ? undefined : async () => loadScript(`${build}/mathjax.js`)),
	translation: async (tag, { build }) =>
		build === undefined ? undefined : JSON.parse(await textAt(`${rootOf(build)}/l10n/bundle.l10n.${tag}.json`)),
	// A worker is started from a copy of its script, so it does not know where the build is.
	corpus: async ({ build }) => (build === undefined ? emptyCorpus : readCorpus(async (file) => (await fetch(`${build}/${file}`)).json())),
});
