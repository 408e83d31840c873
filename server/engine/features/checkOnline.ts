import type { Document } from '../documents/document.js';
import type { Problem, SourceRecord } from '../library/formats/record.js';
import { factsIn, noticeProblems } from '../literature/entryProblems.js';
import { type Checked, doiToCheck } from '../literature/registryCheck.js';
import type { Context } from './context.js';

/** What a check has to look up for a document: the works that it cites or, in a library file, has entries of. Each DOI once. */
export function doisToCheck(
	{ library, bibliographiesOf }: Pick<Context, 'library' | 'bibliographiesOf'>,
	document: Document,
): readonly string[] {
	const dois = new Set<string>();
	const add = (record: Pick<SourceRecord, 'doi' | 'arxiv' | 'inherited'>): void => {
		const doi = doiToCheck(record);
		if (doi !== undefined) dois.add(doi);
	};
	const bibliographies = bibliographiesOf(document);
	for (const { key } of document.citations) {
		const [paper] = library.byKey(key, bibliographies);
		if (!paper) continue;
		add(paper);
		// Its entry may have another identifier than the library's strongest record of it.
		for (const { source, span } of paper.places)
			if (bibliographies.includes(source))
				for (const { record } of library.entriesOf(source, span.start)) if (record.key === key) add(record);
	}
	for (const { record } of library.entriesOf(document.uri)) add(record);
	return [...dois];
}

/** What registries say about the works that a document cites: that they were retracted or corrected. At each citation. */
export function citedOnlineProblems(
	{ library, bibliographiesOf }: Pick<Context, 'library' | 'bibliographiesOf'>,
	document: Document,
	checked: Checked,
): readonly Problem[] {
	if (!document.markup) return [];
	const bibliographies = bibliographiesOf(document);
	return document.citations.flatMap(({ key, span, kind }): readonly Problem[] => {
		const [paper] = kind === undefined ? library.byKey(key, bibliographies) : [];
		const doi = paper && doiToCheck(paper);
		const facts = doi === undefined ? undefined : factsIn(checked, doi);
		return paper && facts ? noticeProblems(facts, span, paper.title) : [];
	});
}
