import { pathToFileURL } from 'node:url';
import { check } from '../../server/cli/check.js';
import { silentLog } from '../../server/engine/base/log.js';
import { defaultSettings } from '../../server/engine/base/settings.js';
import { emptyCorpus } from '../../server/engine/library/corpus.js';
import { StandaloneLibrary } from '../../server/engine/tools/standaloneLibrary.js';
import { files } from '../../server/platform/node/files.js';
import type { Reading } from './project.js';

const settings = { ...defaultSettings, 'library.bundled': false };

/** Nothing but files is read. */
const refused = () => Promise.reject(new Error('nothing is to be asked'));

/** What `lectern check` finds to be cited and unknown in a folder. */
export async function readByLectern(folder: string): Promise<Reading> {
	const root = pathToFileURL(folder).href;
	const request = { folders: [root], libraries: [], settings };
	const library = new StandaloneLibrary(files, emptyCorpus, request, silentLog);
	await library.read();
	await library.readNamed();
	const { documentAt, context } = library.workspace(undefined);
	const cited = new Set<string>();
	for (const uri of library.fileUris) {
		const document = await documentAt(uri);
		const labels = document && context.labelsOf?.(document);
		for (const { key, kind } of document?.citations ?? []) {
			// In LaTeX the keys that a document makes itself are cited as well; elsewhere a label is no citation.
			const isReference =
				document?.languageId !== 'latex' && labels?.has(key) && !labels.placesOf(key).some(({ about }) => about !== undefined);
			if (kind === undefined && key !== '*' && !isReference) cited.add(key);
		}
	}
	const unknown = new Set<string>();
	let isUnchecked = false;
	for await (const { text, problems } of check(files, emptyCorpus, { ...request, wanted: [root] }, silentLog, {
		zotero: refused,
		web: refused,
	}))
		for (const { code, span } of problems) {
			if (code === 'unknown-key' || code === 'key-elsewhere') unknown.add(text.slice(span.start, span.end));
			if (code === 'missing-bibliography' || code === 'unread-bibliography') isUnchecked = true;
		}
	return { cited, unknown, isUnchecked };
}
