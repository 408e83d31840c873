import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { FileSystem } from './files.js';
import { webWith } from './main.web.js';
import type { FileRequests } from './protocol.js';
import { startServer } from './server.js';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

const ask = <M extends keyof FileRequests>(method: M, parameters: FileRequests[M][0]): Promise<FileRequests[M][1]> =>
	connection.sendRequest(method, parameters);

/** A worker has no files of its own: the client reads them. */
const files: FileSystem = {
	read: async (uri) => Uint8Array.from(atob(await ask('lectern/files/read', { uri })), (letter) => letter.charCodeAt(0)),
	stat: async (uri) => (await ask('lectern/files/stat', { uri })) ?? undefined,
	readFolder: (uri) => ask('lectern/files/readFolder', { uri }),
};

/** The module that a CommonJS file makes, run as a script of this worker. */
function loadScript(address: string): unknown {
	const scope = self as unknown as { module?: { exports: unknown } };
	scope.module = { exports: undefined };
	try {
		importScripts(address);
		return scope.module.exports;
	} finally {
		delete scope.module;
	}
}

async function textAt(address: string): Promise<string> {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`${address} cannot be read (${response.status}).`);
	return response.text();
}

/** The folder that the build is in. */
const rootOf = (build: string): string => build.replace(/\/[^/]*$/, '');

startServer(connection, {
	files: () => files,
	web: webWith({}),
	formatting: ({ build }) =>
		build === undefined
			? undefined
			: {
					citeproc: async () => loadScript(`${build}/citeproc.js`),
					text: (name) => textAt(`${rootOf(build)}/media/csl/${name}`),
				},
	mathjax: ({ build }) => (build === undefined ? undefined : async () => loadScript(`${build}/mathjax.js`)),
	translation: async (tag, { build }) =>
		build === undefined ? undefined : JSON.parse(await textAt(`${rootOf(build)}/l10n/bundle.l10n.${tag}.json`)),
	// A worker is started from a copy of its script, so it does not know where the build is.
	corpus: async ({ build }) =>
		build === undefined ? { topics: {}, summaries: {}, records: {} } : (await fetch(`${build}/corpus.json`)).json(),
});
