import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { neverCancelled } from '../../../../server/engine/base/cancellation.js';
import { silentLog } from '../../../../server/engine/base/log.js';
import { defaultSettings } from '../../../../server/engine/base/settings.js';
import { readCorpus } from '../../../../server/engine/library/corpus.js';
import { referenceMaker } from '../../../../server/engine/render/referenceMaker.js';
import type { ToolAnswer } from '../../../../server/engine/tools/answer.js';
import { StandaloneLibrary } from '../../../../server/engine/tools/standaloneLibrary.js';
import { callTool } from '../../../../server/engine/tools/tools.js';
import { files } from '../../../../server/platform/node/files.js';

/** The sample notes and the bundled papers, as `lectern mcp` reads them. */
export async function sampleLibrary(): Promise<(name: string, input: object) => Promise<ToolAnswer>> {
	const corpus = await readCorpus(async (file) => JSON.parse(readFileSync(`dist/${file}`, 'utf8')));
	const folder = URI.file(resolve('test/fixtures/notes')).toString();
	const library = new StandaloneLibrary(files, corpus, { folders: [folder], libraries: [], settings: defaultSettings }, silentLog);
	await library.refresh();
	const formatting = {
		make: referenceMaker(async () => createRequire(import.meta.url)('citeproc')),
		text: async (name: string) => readFileSync(`media/csl/${name}`, 'utf8'),
	};
	return (name, input) => callTool(library.workspace(formatting, neverCancelled), name, input);
}
