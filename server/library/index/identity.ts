import type { SourceRecord } from '../formats/record.js';
import { wordsOf } from './words.js';

/** Titles of fewer letters name too much: "Introduction", "Editorial". */
const shortestTitle = 12;

/**
 * Texts that two records of one paper have in common, and no others: the DOI, the arXiv id, and folded title with the first
 * author's family name and each year it bears. Case ignored.
 */
export function identitiesOf(record: SourceRecord): readonly string[] {
	const identities: string[] = [];
	if (record.doi !== undefined) identities.push(identifierOf(record.doi));
	if (record.arxiv !== undefined) identities.push(identifierOf(record.arxiv));
	const first = record.authors[0] ?? record.editors[0];
	if (first !== undefined && record.title.length >= shortestTitle) {
		const text = `${wordsOf(record.title).join(' ')}/${wordsOf(first.family).join('')}`;
		if (record.year !== undefined) identities.push(`${text}/${record.year}`);
		if (record.published !== undefined && record.published !== record.year) identities.push(`${text}/${record.published}`);
	}
	return identities;
}

/** A DOI or arXiv id as it is compared. */
export const identifierOf = (identifier: string): string => identifier.toLowerCase();

/** Whether two records are of one paper. */
export function areSame(a: SourceRecord, b: SourceRecord): boolean {
	// Parts of a work share its DOI, but a record that names another one is of another work.
	if (a.doi !== undefined && b.doi !== undefined && identifierOf(a.doi) !== identifierOf(b.doi) && a.arxiv !== b.arxiv) return false;
	const known = new Set(identitiesOf(a));
	return identitiesOf(b).some((identity) => known.has(identity));
}
