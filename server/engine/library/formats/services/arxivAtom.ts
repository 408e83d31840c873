import { XMLParser } from 'fast-xml-parser';
import { arxivIdentifierIn, doiIn } from '../identifiers.js';
import type { Name, SourceRecord } from '../record.js';
import { asObject, objectsOf, plainText, present, recordOf } from './answer.js';

const parser = new XMLParser({
	ignoreAttributes: false,
	attributeNamePrefix: '@',
	removeNSPrefix: true,
	// An identifier is a text, even where it looks like a number.
	parseTagValue: false,
	isArray: (name) => name === 'entry' || name === 'author',
});

/**
 * The paper in an answer of arXiv's API (https://info.arxiv.org/help/api/user-manual.html): an Atom feed of one entry. Nothing
 * where the feed is empty or reports an error (an entry whose id is below `arxiv.org/api/errors`), or the text is no feed.
 */
export function readArxivAtom(text: string): SourceRecord | undefined {
	const entry = entryOf(text);
	if (!entry) return undefined;
	const title = field(entry.title);
	const arxiv = arxivIdentifierIn(field(entry.id) ?? '');
	if (title === undefined || arxiv === undefined) return undefined;
	const published = /^\d{4}-\d{2}-\d{2}/.exec(field(entry.published) ?? '')?.[0];
	return recordOf({
		type: 'online',
		title,
		authors: objectsOf(entry.author).flatMap(({ name }) => nameOf(field(name)) ?? []),
		year: published === undefined ? undefined : Number(published.slice(0, 4)),
		arxiv,
		doi: doiIn(field(entry.doi)),
		hasAbstract: field(entry.summary) !== undefined,
		fields: present({
			date: published,
			eprintclass: asObject(entry.primary_category)?.['@term'] as string | undefined,
			note: field(entry.journal_ref),
		}),
	});
}

/** What the feed says is wrong, in arXiv's own words; nothing where it reports no error. */
export function arxivError(text: string): string | undefined {
	const entry = entryOf(text);
	return entry && isError(entry) ? (field(entry.summary) ?? field(entry.title)) : undefined;
}

/** Whether the text is a feed of arXiv without a paper in it: the identifier is well formed and nobody has it. */
export function isEmptyFeed(text: string): boolean {
	const feed = feedOf(text);
	return feed !== undefined && objectsOf(feed.entry).length === 0;
}

function entryOf(text: string): Readonly<Record<string, unknown>> | undefined {
	const [entry] = objectsOf(feedOf(text)?.entry);
	return entry;
}

function feedOf(text: string): Readonly<Record<string, unknown>> | undefined {
	// A feed declares no entities of its own: one that does wants something else. The parser closes what isn't closed.
	if (text.includes('<!DOCTYPE') || !/<\/feed>\s*$/.test(text)) return undefined;
	try {
		return asObject(asObject(parser.parse(text))?.feed);
	} catch {
		// No XML: the caller reports an answer that is not as documented.
		return undefined;
	}
}

const isError = (entry: Readonly<Record<string, unknown>>): boolean => /\/api\/errors/.test(field(entry.id) ?? '');

/** An element's text, with or without attributes, on one line. */
function field(value: unknown): string | undefined {
	const text: unknown = asObject(value)?.['#text'] ?? value;
	return typeof text === 'string' ? plainText(text) || undefined : undefined;
}

const particles = /^(?:van|von|der|den|de|di|da|del|della|dos|du|la|le|ten|ter|zu|zur)$/;

/** A name as arXiv has it, given names first: the last word and the particles before it are the family's. */
function nameOf(name: string | undefined): Name | undefined {
	if (name === undefined) return undefined;
	const words = name.split(' ');
	const suffix = words.length > 2 && /^(?:Jr\.?|Sr\.?|II|III|IV)$/.test(words.at(-1)!) ? words.pop() : undefined;
	if (words.length === 1) return { family: words[0]! };
	if (/\b(?:Collaboration|Team|Group|Consortium)$/.test(name)) return { family: name, literal: true };
	const family = words.pop()!;
	let first = words.length;
	while (first > 1 && particles.test(words[first - 1]!)) first--;
	const particle = words.slice(first).join(' ');
	return { family, given: words.slice(0, first).join(' '), ...(particle && { particle }), ...(suffix && { suffix }) };
}
