import { latexText } from './bibtex/escape.js';
import type { SourceRecord } from './record.js';

/** Fields that are lists in biblatex, of names that "and" separates (manual § 2.2.1, literal lists). */
const lists = ['institution', 'location', 'organization', 'origlocation', 'origpublisher', 'publisher'];

/**
 * A record of a format in which a publisher or place is one text, with those marked that have an "and" in them: "Taylor and Francis" is one
 * publisher there.
 */
export function withWholeTexts(record: SourceRecord): SourceRecord {
	const marked: Record<string, string> = {};
	for (const name of lists) {
		const text = record.fields[name];
		if (text !== undefined && / and /.test(text)) marked[name] = `{${latexText(text, { ascii: false })}}`;
	}
	return Object.keys(marked).length === 0 ? record : { ...record, marked: { ...marked, ...record.marked } };
}
