import { fold } from '../base/fold.js';
import type { SourceRecord } from './formats/record.js';
import type { Identifier } from './formats/services/services.js';
import type { Library } from './library.js';
import type { Paper } from './paper.js';

/** The paper of the library that an identifier or a record is about: by DOI or arXiv identifier, else by key and title both. */
export function knownPaper(library: Library, given: Identifier | SourceRecord): Paper | undefined {
	if ('kind' in given) {
		const arxiv = given.kind === 'doi' ? /^10\.48550\/arxiv\.(.+)$/i.exec(given.value)?.[1] : undefined;
		return library.byIdentifier(given.value) ?? (arxiv === undefined ? undefined : library.byIdentifier(arxiv));
	}
	for (const identifier of [given.doi, given.arxiv]) {
		const paper = identifier === undefined ? undefined : library.byIdentifier(identifier);
		if (paper) return paper;
	}
	return library.byKey(given.key).find(({ title }) => fold(title) === fold(given.title));
}
